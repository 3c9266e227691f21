"""Lines that name a person by office: who signs, who speaks (省长 沈怀远, 财政部部长：刘国安)."""

import re

from gongbao.bulletin.fold import HAN, simplify

_PERSON = re.compile(
    "^(?:代理?)?(?:省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|总?指挥长?|主席|总理|部长|局长|主任|厅长|院长|检察长|署长|行长|司令员|政委|书记|专员|审判长|审判员|人民陪审员|行政长官|司长|关长|检察官|书记员|法官助理)[:：]?"
    rf"(?P<name>(?!.*(?:报告|讲话|致辞|会议|信箱|热线|办公|工作|命令|专栏)$)[{HAN}·]{{2,8}})$"
)
_OFFICE = re.compile("(?:代理?)?(?:省长|市长|区长|县长|州长|盟长|旗长|主席|总理|部长)")
# Offices that are not called 长 of something; a speaker's stands above the text, or beside the name.
OFFICES = "主席|总理|主任|司令员|政委|书记|行政长官|专员|经理|总工程师"
# 财政部部长：刘国安: the office with its organ stands apart from the name.
_OFFICER = re.compile(
    rf"^[{HAN}、]{{2,24}}(?:(?:[省市区县州盟旗镇乡部局厅院署行会庭处所站校馆关司组团队]|检察|委员|秘书|董事|理事|指挥)长|主任委员|{OFFICES})"
    rf"\s*(?:[:：]\s*|[\s\u3000]+)[{HAN}](?:[\s\u3000]*[{HAN}·○×]){{1,7}}$"
)
# 副主任　吴家栋, behind a title that says whose.
_DEPUTY = re.compile(
    rf"^副(?:主任|[省市区县州盟旗镇乡部局厅院署行会处所校]长|检察长|书记|主席)[\s\u3000]+[{HAN}](?:[\s\u3000]?[{HAN}]){{1,3}}$"
)
# Those who wrote a text together: 区政府研究室课题组, 某市社科院“智慧旅游”课题组（组长某某）, 本刊编辑部.
_WRITERS = re.compile(
    rf"[{HAN}、·“”（()）]{{2,30}}(?:课题|调研|编写|起草|写作|撰写|采写|联合调查)组(?:[（(][^（()）]{{2,40}}[)）])?"
    r"|本[刊报](?:编辑部|评论员|特约评论员)?"
)


def is_group_of_writers(text: str) -> bool:
    """Tell whether a line names a group that wrote a text: 某市教育局课题组."""
    return bool(_WRITERS.fullmatch(simplify("".join(text.split()))))


def is_person(text: str) -> bool:
    """Tell whether a line is the signature of a person with an office (省长 沈怀远), letter-spaced or not.

    A copy may have lost the name, which the print has as a hand's: 省长.
    """
    plain = simplify(text)
    bare = "".join(plain.split())
    return len(text) < 40 and bool(
        _PERSON.match(bare)
        or _OFFICER.match(plain.strip())
        or _DEPUTY.match(plain.strip())
        or _OFFICE.fullmatch(bare)
    )


def closed_up(text: str) -> str:
    """Return office and name with one blank between, where the widest blank of a letter-spaced line parts the two: 县　长　　宋明哲."""
    blanks = sorted(re.finditer(r"[\s\u3000]+", text.strip()), key=lambda one: len(one.group()))
    if len(blanks) < 2:
        return text
    if len(blanks[-1].group()) == len(blanks[-2].group()):
        # As wide as each other: the office itself tells where the name begins.
        bare = "".join(text.split())
        found = _PERSON.match(simplify(bare))
        return f"{bare[: found.start('name')]}\u3000{bare[found.start('name') :]}" if found else text
    office, name = text.strip()[: blanks[-1].start()], text.strip()[blanks[-1].end() :]
    return f"{''.join(office.split())}\u3000{name}"
