"""What a sentence says about a document that it cites: named rules, the first that fires wins.

Rules read the sentence with every reference replaced by one sign (〓), so that no word of a title counts. left is what
stands before the reference, right what follows it.
"""

import re
from typing import Literal, NamedTuple

from gongbao.patterns import late

Relation = Literal["repeals", "amends", "corrects", "issues", "forwards", "basis", "enacts", "mentions"]
RELATIONS: tuple[Relation, ...] = (
    "repeals", "amends", "corrects", "issues", "forwards", "basis", "enacts", "mentions",
)  # fmt: skip
SIGN = "〓"


class Finding(NamedTuple):
    """A relation and the name of the rule that found it."""

    relation: Relation
    rule: str


MENTION = Finding("mentions", "mention")

# Between references that share one fate: signs, 、 和 及, brackets, an issuer's name, 等3个文件.
_GROUP = rf"(?:{SIGN}|[、，,和及与暨以\s]|（[^（）]*）|\([^()]*\)|原|[一-鿿]{{2,14}}(?={SIGN}))*(?:等)?"
_COUNT = r"(?:[0-9一二三四五六七八九十两]+[个件份项部])?(?:(?:规范性|行政)?文件|通知|规定|规章|文|政策)?"
_END_OF_FORCE = r"(?:废止|失效|作废|停止执行|不再执行|停止施行|停止实施|停止使用)"
_SINCE = r"(?:[，,]?(?:从|自)[^，。；]{1,24}?(?:起|之日|后)[，,]?)?"
_ADVERBS = r"(?:[，,]?(?:同时|即行|一并|均|都|也|相应|予以|自行|现|应当|应|即|随之|宣布|自然|全部|全文|依法|决定|并))*"
_REPEALED = late(rf"^{_GROUP}{_COUNT}{_SINCE}{_ADVERBS}{_END_OF_FORCE}(?!前|后|的)")
_GONE_BEFORE = late(rf"^{_GROUP}{_COUNT}[，,]?(?:已经|已|早已|业已)[^，。；]{{0,10}}{_END_OF_FORCE}")
_PART = (
    r"(?:中的|中|的|之)?(?:第[^，。；]{1,30}?[条款项章节]|有关规定|相关规定|有关内容|相关内容|部分条款"
    r"|附件[0-9一二三四五六七八九十]*)"
)
_PART_REPEALED = late(rf"^{_PART}[^。；，,关]{{0,20}}?(?:{_END_OF_FORCE}(?=[。；，,]|$)|删去|删除)")
_AMENDED = late(
    rf"^{_GROUP}{_COUNT}(?:{_PART})?[^。；，,]{{0,30}}?[，,]?(?:作(?:出)?(?:如下|以下|相应)?修改|修改为|修改如下|予以修改|进行(?:了)?修(?:改|订)|予以修订|作如下修订|修正为)"
)
# 《甲》第二条中“50万元”应为“500万元”: words in quotation marks that should have been others.
_CORRECTED = late(
    rf"^{_GROUP}[^。；{SIGN}]{{0,60}}?(?:[“\"「『][^”\"」』]{{1,80}}[”\"」』][^。；“”{SIGN}]{{0,8}}(?:应为|应是|应当为|更正为|系)[：:]?\s*[“\"「『]"
    r"|(?:作(?:如下|以下)?更正|更正如下|更正为|予以更正|特此更正|勘误如下))"
)
_AFTER: tuple[tuple[Relation, str, re.Pattern[str]], ...] = (
    ("repeals", "repealed-after", _REPEALED),
    ("corrects", "corrected-after", _CORRECTED),
    ("amends", "amended-after", _AMENDED),
)
_ISSUED = late(
    rf"^{_GROUP}(?:[^。；{SIGN}]{{0,60}}?[，,、])?(?:[^，。；{SIGN}]{{0,14}}?)(?:现|予以|一并|予|特|正式)?(?P<verb>印发|公布|发布|颁布|下发|转发)(?!的|前|后|之日|[《{SIGN}])"
)
_EVENT = late(
    r"^(?:的)?(?:全国|全省|全市|全区|全县)?(?:电视电话|视频|专题|宣传|宣贯|学习|培训|动员|工作)*(?:会议|会|培训班|座谈会|宣传周|宣传月|宣讲|竞赛|讲座)"
)

# A word of one of these, or none of them fires; most that stands behind a reference has none.
_TELLS = late(
    "废止|失效|作废|停止|不再执行|删去|删除|修改|修订|修正|更正|勘误|应为|应是|应当为|系|印发|公布|发布|颁布|下发|转发"
)

_CUES: tuple[tuple[Relation, str, re.Pattern[str]], ...] = (
    (
        "repeals",
        "repeals-before",
        late(r"(?:废止|宣布失效|停止执行)(?!的|前|后|和|或|、|，)(?:了|以下|下列)?(?:文件)?"),
    ),
    ("corrects", "corrects-before", late(r"(?:更正|勘误)(?!的|后|为|前)(?:了)?")),
    ("amends", "amends-before", late(r"(?<!关于)(?:修改|修订|修正)(?!后|的|完善|为)(?:了|完成|完善)?")),
    ("forwards", "forwards-before", late(r"(?:转发|批转)(?!的|后)(?:了)?")),
    (
        "issues",
        "issues-before",
        late(r"(?<!关于)(?:印发|下发|发布|公布|颁布|颁发)(?!的|后|给|至)(?:了|施行|实施)?"),
    ),
    (
        "enacts",
        "enacts-before",
        late(
            r"(?:制定|出台|拟定|草拟|拟订|起草|编制|编印|制订|制作|完善|建立|形成|签订|签定|推出)(?!的|后)(?:了|出|并)?"
        ),
    ),
    (
        "basis",
        "basis-before",
        late(
            r"(?:根据|依据|依照|遵照|按照|对照|参照|比照|贯彻落实|贯彻执行|贯彻|落实|执行|实施|围绕|遵守|符合|适用|履行|抓好|认真学习贯彻"
            r"|(?<![一-鿿])(?:按|依)|[应须均]按|(?<![不未])[按依]$)(?!的)(?:好|了)?"
        ),
    ),
)
# So many characters before a reference its verb may stand.
REACH = 40
_BREAK = late(rf"[，,；;：:。！？{SIGN}]")
_LINK = late(
    r"^(?:\s|和|及|与|以及|暨|或|并|[、，,]|[（(][^（()）]{0,30}[）)])*(?:[一-鿿]{2,16}|[一-鿿]{2,12}(?:、[一-鿿]{2,12})+)?(?:关于)?$"
)
_ORIGIN = late(
    r"[、，,和及与以\s]+(?:[^。；]{0,80}?(?:发布|公布|通过|批准|印发|修正|修订|修改|颁布|制定|下发|施行|实施|转发)[^。；《》]{0,12}的)?"
)
_VERBS = late(
    r"根据|依据|按照|贯彻|落实|制定|出台|修订|修改|废止|印发|转发|执行|实施|要求|精神|规定|结合|统筹|推进|以及市|围绕"
)


def read(
    left: str, right: str, before: Finding | None = None, between: str | None = None, titled: bool = True
) -> Finding:
    """Return the relation that a sentence states.

    before: what was found for the reference before this one in the sentence; between: what stands between the two.
    titled: whether the reference has a title: 国务院令第7号公布 tells who issued the text, not what was issued.
    """
    tells = bool(_TELLS.search(right))
    if tells and _PART_REPEALED.match(right):
        return Finding("amends", "part-repealed")
    if tells and _GONE_BEFORE.match(right):
        return Finding("mentions", "repealed-earlier")
    cue = _nearest_cue(left)
    for relation, rule, pattern in _AFTER if tells else ():
        match = pattern.match(right)
        # 根据《甲》，《乙》同时废止: what another verb governs is not swept along with the last one.
        if match and (SIGN not in match.group() or cue is None or cue.relation == relation):
            return Finding(relation, rule)
    if before and between is not None and _LINK.match(between) and not _VERBS.search(between):
        return before
    if cue:
        if _EVENT.match(right):
            return Finding("mentions", "name-of-an-event")
        return cue
    if titled and tells and (match := _ISSUED.match(right)):
        return (
            Finding("forwards", "forwarded-after")
            if match["verb"] == "转发"
            else Finding("issues", "issued-after")
        )
    return MENTION


def swept_along(between: str) -> bool:
    """Tell whether all that stands between two references is where the second comes from: 、1998年发布的《…》."""
    return bool(_ORIGIN.fullmatch(between))


def _nearest_cue(left: str) -> Finding | None:
    """Return what the last verb before the reference says, if no other clause stands between."""
    breaks = [mark.end() for mark in _BREAK.finditer(left)]
    clause = left[breaks[-1] if breaks else 0 :][-REACH:]
    best: tuple[int, Finding] | None = None
    for relation, rule, pattern in _CUES:
        for match in pattern.finditer(clause):
            if best is None or match.end() > best[0]:
                best = match.end(), Finding(relation, rule)
    return best[1] if best else None
