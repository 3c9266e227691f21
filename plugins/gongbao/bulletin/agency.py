"""Issuing agencies (发文机关): recognise a name, tell joint agencies apart, find the agency that opens a title."""

import re
from itertools import pairwise

from gongbao.patterns import late

from .fold import HAN, simplify

# Endings of the names of organs, longest first where one ends another.
_ENDINGS = (
    "人民政府办公厅|人民政府办公室|人民政府|人民代表大会常务委员会|人民代表大会|人大常委会|人大常委会办公室|办公厅|办公室"
    "|委员会|督查室|督导室|研究室|政研室|委员会办公室|领导小组办公室|领导小组|指挥部|指挥部办公室|联席会议|联席会议办公室|管委会|管理委员会|工作委员会|工委|党委|党组|党总支|党支部|纪委|纪检组|专班|省委|市委|区委|县委|州委|旗委"
    "|政治协商会议|政协|人民法院|人民检察院|法院|检察院|公安局|总局|海关|管理局|监督局|分局|局|厅|委|部|总署|署|国务院|院|总行|分行|支行|人民银行|银行"
    "|总会|协会|学会|联合会|联合社|合作社|红十字会|工会|总工会|妇联|团委|残联|科协|文联|侨联|工商联|商会|基金会|监事会|董事会|理事会|主席团"
    "|中心|总站|站|所|处|馆|台|报社|杂志社|出版社|编辑部|公报室|学校|大学|学院|中学|小学|医院|集团|公司|总公司|有限公司|街道办事处|办事处|街道|镇|乡|军区|军分区司令部|军分区|警备区|人武部|武装部|总队|支队|大队|调查队|司令部|生产建设兵团|兵团第[一二三四五六七八九十]{1,3}师|兵团[一二三四五六七八九十]{1,3}师"
)
_NAME = late(rf"^(?![（(])[{HAN}“”·（）()A-Za-z0-9]{{1,40}}?(?:{_ENDINGS})(?:[（(][{HAN}]{{1,12}}[）)])?$")
_TITLE_HEAD = late(
    rf"^(?!转发|批转|印发|关于)(?P<names>[{HAN}（）()、·\s\u3000]{{2,120}}?)(?=关于|转发|批转|印发|贯彻|(?:颁发|颁布|发布|公布|下发|批准)[《〈])"
)
_OWN_REPORT = late(
    rf"^(?P<name>[{HAN}（）()]{{4,40}}?)(?:(?:关于)?(?:\d{{4}}|[〇○零一二三四五六七八九]{{4}})年(?:度)?(?:(?:部门|单位|本级)?(?:预算|决算)(?:信息)?(?:公开)?(?:情况)?(?:说明|报告)?|(?:政府信息公开)?(?:工作)?年度报告|政府信息公开(?:工作)?(?:年度)?报告|工作(?:总结|计划|要点)\S{{0,16}})|(?<=人民政府)(?!关于)\S{{2,24}}(?:公告|通告|公示)|(?:人事)?(?:任免|任命|免职)(?:事项|名单|情况)?)$"
)
# 某县人民政府第二十三次常务会议纪要, 某县第十八届人民政府第5次常务会议纪要
_OWN_MINUTES = late(
    rf"^(?P<name>[{HAN}（）()]{{4,40}}?)(?:(?:20\d\d年)?(?:第[\d一二三四五六七八九十百]{{1,5}}次)?(?:党组|党委|常务|专题|办公|全体|协调|调度|工作|现场|主任|局务|局长|区长|县长|市长|镇长|乡长|院长|校长|校务){{0,2}}会议?纪要)(?:[（(][^（()）]{{1,16}}[)）])?$"
)
# Rules bear the name of whom they are for, who need not have made them: 某县人民政府网站管理办法 is its office's.
_OWN_RULES = late(
    rf"^(?P<name>[{HAN}（）()]{{4,40}}?)(?:(?<=常务委员会)(?!关于)\S{{2,30}}(?:办法|规则|规定|条例|细则)|(?<=人民代表大会)议事规则|(?<=人民政府)(?!关于)\S{{2,24}}(?:规则|规定|办法|细则|制度))$"
)
# Where there is no 人民: 青嶺縣政府, 某特别行政区政府; councils and offices of townships.
_GOVERNMENT = late(
    rf"^(?!各|全|[乡镇县市省]{{2}})[{HAN}]{{2,12}}(?:[省市县区乡镇]|行政区)(?:政府|议会|公所|代表会)$"
)
# 某市文明办, 县禁毒办: offices that are called briefly; 主办 and the like say what another does.
_OFFICE = late(
    rf"^(?:[{HAN}]{{2,7}}[省市区县州盟旗镇乡]|[省市区县州盟旗])(?!.*(?:人民|政府|委|局|部|厅|院|社)[主承协经督合举交转代查]办$)[{HAN}]{{1,7}}(?<![主承协经督合举交转代兴创开查试申帮领停])办$"
)
# Those who make a bulletin sign what they put right: 《某县人民政府公报》编辑部.
_EDITORS = late(rf"^《[{HAN}]{{2,30}}》(?:编辑部|编辑室|编委会|编辑委员会|杂志社|编辑组)$")
# Where the print has a seal, a copy says so: 某局（盖章）.
_SEAL = late(r"(?<!\s)\s*+[（(](?:公|印|盖|签|代)?[章印][)）]")
_PLACE = late(rf"^(?P<place>[{HAN}]{{2,7}}?(?:省|自治区|特别行政区|市|区|县|州|盟|旗))")
_NATIONAL = late(
    "国家|中共中央|中国|全国|教育部|科技部|科学技术部|工业和信息化部|公安部|民政部|司法部|财政部|人力资源|自然资源部|生态环境部|环境保护部"
    "|住房|交通运输部|水利部|农业|商务部|文化|卫生|应急管理部|审计署|海关总署|国务院|最高人民|中华"
)
_SHORT_COMMITTEE = late("人大常委会")
# A name that ends a longer name is no agency of its own.
_NO_NAME = {
    "办公室",
    "办公厅",
    "委员会",
    "领导小组",
    "人民政府",
    "管理局",
    "中心",
    "部",
    "局",
    "委",
    "处",
    "会",
    "所",
    "站",
    "本院",
    "院",
}
_BUREAU = late("(?:农业|文化|卫生|住房)(?!.*总局)\\S{0,12}[局厅科]")
# Names have no verb: 某医院开通会诊平台, 某局走进养老院 are headlines; nor is a regulation part of one.
_VERB = "开通|启用|成立(?!大会)|走进|召开|揭牌|落户|荣获|慰问|签约|投用"
_NOT_AGENCY = late(
    rf"(?:^各)|{_VERB}|条例|细则|办法(?!院|学)|有关|以下|如下|工作部署|全部|内部|一部|干部$|总部$|全局$|结局$|布局$|格局$|大局$|当局$|建设局面"
)


def is_agency(text: str) -> bool:
    """Tell whether a line looks like the name of one organ and nothing else."""
    name = simplify(re.sub(r"[\s\u3000]+", "", text))
    if _GOVERNMENT.match(name) or _EDITORS.match(name) or _OFFICE.match(name):
        return True
    return (
        3 <= len(name) <= 45
        and bool(_NAME.match(name))
        and name not in _NO_NAME
        and not _NOT_AGENCY.search(name)
    )


def in_full(name: str) -> str:
    """Return the name of an organ with the words in full that official names shorten: 某市人大常委会."""
    return _SHORT_COMMITTEE.sub("人民代表大会常务委员会", name)


def place_of(text: str) -> str | None:
    """Return the place that a name opens with (某省, 某市), or None."""
    match = _PLACE.match(text)
    return match["place"] if match else None


def split_joint(text: str) -> tuple[str, ...]:
    """Return the agencies that a text names: apart by blanks, 、, ； or /, or run together; () if it names none."""
    parts = [p for p in re.split(r"[\s\u3000、；;/／]+", _SEAL.sub("", text.strip())) if p]
    if len(parts) > 1 and all(is_agency(p) for p in parts):
        # 某区民政局　某区财政局某区残疾人联合会: the last two stood on lines of their own.
        return tuple(name for p in parts for name in _split_run(p) or (p,))
    # Blanks may also be letter spacing of one name; tabs part cells, and figures are in no name: 5　东河乡　东和乡.
    if "\t" in text.strip() or any(p.isdecimal() for p in parts):
        return ()
    whole = "".join(parts)
    together = _split_run(whole)
    if together:
        return together
    return (whole,) if is_agency(whole) else ()


def _split_run(text: str) -> tuple[str, ...]:
    """Split names that are run together: every part must open with the same place or with a national organ's name."""
    plain = simplify(text)
    place = _PLACE.match(plain.removeprefix("中共"))
    starts = [0]
    for at in range(3, len(text) - 2):
        # 某专署卫生局: a bureau is of a place, and no ministry.
        opens = (place and plain.startswith(place["place"], at)) or (
            _NATIONAL.match(plain, at) and not _BUREAU.fullmatch(plain, at)
        )
        if opens and is_agency(text[starts[-1] : at]) and is_agency(text[at:]):
            starts.append(at)
    if len(starts) < 2:
        return ()
    bounds = [*starts, len(text)]
    names = tuple(text[a:b] for a, b in pairwise(bounds))
    return names if all(is_agency(n) for n in names) else ()


def of_title(title: str) -> tuple[str, ...]:
    """Return the agencies that open a title (X关于…的通知), () if it opens with none."""
    match = _TITLE_HEAD.match(simplify(title))
    return split_joint(title[: match.end("names")]) if match else ()


def of_own_report(title: str) -> tuple[str, ...]:
    """Return the agency that opens the title of what it says of itself (某局2023年部门决算), () if none does.

    So of those whom it appoints: 某市人民委员会任免事项.
    """
    return _named(title, _OWN_REPORT)


def of_own_minutes(title: str) -> tuple[str, ...]:
    """Return the agency that opens the title of its minutes (某县人民政府第3次常务会议纪要), () if none does."""
    return _named(title, _OWN_MINUTES)


def of_own_rules(title: str) -> tuple[str, ...]:
    """Return the agency that opens the title of rules (某县人民政府工作规则), () if none does; another may have made them."""
    return _named(title, _OWN_RULES)


def _named(title: str, opening: re.Pattern[str]) -> tuple[str, ...]:
    match = opening.match(simplify(title))
    name = title[: match.end("name")] if match else ""
    return (name,) if is_agency(name) and "各级" not in name else ()
