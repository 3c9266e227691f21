"""Recognise the elements of an official document (党政机关公文格式 GB/T 9704) line by line."""

import re
import unicodedata

from gongbao.bulletin import agency, dates, genre, headings, number
from gongbao.bulletin.fold import HAN, fold, simplify
from gongbao.bulletin.number_regional import parse_regional
from gongbao.bulletin.numerals import HAN_COUNT

BANNER = re.compile(rf"^(?P<agency>[{HAN}（）()]{{3,40}}?)(?P<mark>文件|公报)?$")
CC = re.compile(
    r"^\s*(?:抄\s*送|抄\s*报|分\s*送|副\s*本|抄\s*发|抄\s*致|印\s*送|抄)\s*[:：]"
    r"|^\s*(?:[呈上]?\s*报(?:\s*送)?|[抄发呈]?\s*送|[印分]?发|发\s*[送至]|呈\s*报)\s*[:：](?=.{1,60}(?:委|府|办|署|局|县|市|区|省|领导|单位|部门|公司|主任|书记|[县市区省]长|街道|乡镇))"
)
SUBJECT = re.compile(r"^\s*[【\[]?主\s*[题題]\s*[词詞]\s*[】\]]?\s*[:：]")
# The number under which a rule is registered: WLCR—2019—01005.
REGISTRY = re.compile(r"^[A-Z]{2,8}\d*\s*[—–\-－]\s*\d{4}\s*[—–\-－]\s*\d{3,7}(?:号)?$|^[A-Z]{2,4}\d{8,14}$")
# What an office counts its papers by: 编号：2024-017, 编号：JS-2024-3. Who reads them does not.
SERIAL_NUMBER = re.compile(
    r"^[〔（(\[【]?(?:文件)?(?:编号|流水号|存档号|案卷号|受理编号|收文编号|档号)[:：](?=[^，。；]*\d)[^，。；]{2,32}$"
)
# What an office stamps on papers that it receives: 某县档案馆收文, 88年3月12日第206号.
_RECEIVED = r"[^，。；：:\s]{0,16}(?:收文|收件|收讫)(?:专用)?章?"
RECEIPT = re.compile(
    rf"^{_RECEIVED}$|^(?:收文)?(?:\d\d)?\d\d年{dates.MONTH_DAY_IN_FIGURES}(?:收文)?第?\d{{1,5}}号$"
)
_OF_COPY = re.compile(r"\s*+(?:№|No\.?)?\s*+\d{6}[\s\u3000]+")
COPIES = re.compile(rf"^[（(]?\s*(?:共\s*)?印\s*(?:发|制)?\s*[\d{HAN_COUNT}]+\s*份\s*[)）]?$")
# The serial is left open: 云府办〔2018〕　号.
OPEN_NUMBER = re.compile(rf"^[{HAN}]{{2,16}}[〔\[（(【]\d{{4}}[〕\]）)】]第?[×xX_＿]*号$")
# Minutes, newsletters and notices of tests count by year or from the first: 〔2019〕第5期, （第12期）, 〔2024〕3号纪要.
OF_SERIES = re.compile(
    r"^[（(〔\[【]?(?:(?:(?:19|20|１９|２０)\d\d年?|第?[一二三四五六七八九十]{1,3}届)[〕\])）】]?)?第?[\d一二三四五六七八九十百]+[期次号](?:会议)?(?:纪要)?[)）]?$"
)
SIGNER = re.compile(r"^\s*签\s*发\s*人\s*[:：]")
URGENCY = re.compile(
    r"^(?:特急|加急|急件|平急|机密|秘密|绝密|内部|特提)(?:[·\s]*(?:明电|密电|明传|传真))?(?:[★☆\s·]*(?:\d+年|长期|\d+个月)?)?(?:[（(][^（()）]{0,8}解密[^（()）]{0,6}[)）])?$|^[№NOno.]*(?:\d{6}|0\d{3,7})$|^[A-E]\s*类\d?$"
    r"|^[（(【\[](?:[A-E]\s*类?|(?:主动|依申请)?公开|不(?:予)?公开)[)）】\]]$"
    r"|^[（(【\[]?(?:内部(?:资料|刊物|文件)|仅?供[^，。；：]{2,8}参[阅考])[，,、\s]{0,3}(?:注意保[存密]|不得外传|请勿外传)?[)）】\]]?$"
)
# The form of a telegram: 发电单位 … 签批盖章 … / 等级 特急·明电 甲府办发电〔2020〕5号 甲机发 321号.
TELEGRAM = re.compile(
    r"^(?:发电(?:单位|机关)|发往(?:单位|机关)?|签[批发]盖章|签发|(?:电报)?等级|紧急程度|密级(?:和保密期限)?|保密期限|缓急|发电时间|收电(?:单位|机关)|主送(?:单位)?见报头)(?=[:：\s\u3000])"
)
DISCLOSURE = re.compile(
    r"^[（(](?:此件|本件|此文|本文|该文|信息公开|公开属性|此页|注[:：](?=.*(?:公开|发布|公布|印发|[删略]))).{0,60}[)）]$|^[（(][^（()）]{0,24}(?:公开发布|主动公开|依申请公开|不予公开|有删减|发至[^）)]{1,12}|传达到[^）)]{1,12})[^（()）]{0,8}[)）]$"
    r"|^(?:此件|本件|此文|本文)(?:(?:主动|依申请|不予|删减后|删减)?公开(?:发布)?|不公开|发至[^，。；：]{1,12})[。]?$"
    r"|^(?:信息公开(?:选项|形式|属性)|公开(?:方式|属性|选项))[:：].{2,12}$"
)
LIST_OF_ATTACHMENTS = re.compile(r"^\s*附\s*(?:件|表|图)?\s*[:：]\s*(?=\S)")
_CN = "一二三四五六七八九十"
LABEL = re.compile(
    rf"^\s*附\s*(?:件|录|表|图)\s*(?P<n>[0-9０-９]{{1,2}}|[{_CN}]{{1,3}})?(?:[-—－][0-9]{{1,2}})?\s*[:：]?\s*$|^\s*附\s*[0-9０-９]{{1,2}}\s*[:：]?\s*$|^\s*附\s*[:：]?\s*$"
)
LABEL_WITH_TITLE = re.compile(
    rf"^\s*附\s*件\s*(?P<n>[0-9０-９]{{1,2}}|[{_CN}]{{1,3}})\s*(?:[:：\s　]\s*|[.．、](?!\d{{1,2}}[^\d]))(?P<title>\S.{{2,60}})$"
)
# The name of a file, as it stands on a page that offers it.
FILE = re.compile(
    r"^(?:附件(?:下载)?[\d一二三四五六七八九十]{0,2}[:：]?)?[^。：:\t]{2,80}\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|jpg|png)[】\]]?$",
    re.I,
)
CONTACT = re.compile(r"^[（(]?\s*(?:联系单位|联系人|联系电话|联系单位及电话|咨询电话)[^。]{0,60}[)）]$")
# What offices write below or beside the foot: who drafted, checked and typed, and how a proposal was dealt with.
OFFICE_NOTE = re.compile(
    r"^(?:(?:提案|建议|答复)?类别(?:标记)?|案别|是否公开|联系人|联系电话|联系方式|联系单位(?:及电话)?|办理类别|办理结果|办理类型|承办单位|承办人|(?:政策|业务)?(?:咨询|监督|举报|投诉)(?:电话|热线)|经办人|拟稿人?|核稿人?|校对人?|(?:本期)?(?:责任)?编辑|(?:本期)?责编|审核人?|审签|打字|打印|录入|印数|份数|公开类别)"
    r"[^:：。]{0,8}[:：][^。]{1,60}$"
)
# A second title behind a dash: ——在全县水利工作会议上的讲话.
SUBTITLE = re.compile(r"^(?:——|――|──|--|—|―)\s*(?=[^—―─\-\s])")
# What a copy says where the print has a seal, on a line of its own: （行政复议专用章）.
SEAL = re.compile(r"^[（(][^（()）]{0,14}[章印][)）]$")
MINUTES = re.compile(
    r"^(?!.*[关關][于於]).{0,20}(?:纪要|简报|专报|快报|情况反映|政务信息|工作动态|督查通报|天气报告|参阅件)$"
)
NOTE = re.compile(
    r"^[（(].*(?:通[过過]|公[布佈]|[发發][布佈]|施行|修[订訂]|修正|批准|印[发發]|第[^号號]{1,12}[号號]).*[)）]$"
)
# 一九五六年七月十三日某省人民委员会第十次会议通过, without brackets.
_NOTE_ALONE = re.compile(
    rf"^(?:[{HAN}]{{4,24}}(?:委员会|人民政府|代表大会))?{dates.FULL}[^，。；]{{4,50}}(?:会议|大会|全会)(?:审议|讨论)?(?:通[过過]|批准)$"
)
# What is to be filled into a form.
_OF_FORM = re.compile(
    r"^(?:填[报表写]|申[报请]|报送|推荐|制表|审核)(?:单位|机关|部门|人|时间|日期)|[（(](?:公|盖|签)[章字][)）]$"
)
_SALUTATION = re.compile(r"同志|各位|代表们|委员们|朋友|女士|先生|来宾|同学|大家|你们好|乡亲")
_RECIPIENT_WORD = re.compile(
    r"^(?:各|有关|省|市|区|县|州|本|全|国务院|中共|中央|驻|在|直属|党|团|人大|政协)|政府|委员会|办事处|部门|单位|局|厅|办|院|公署|公司|学校|机构|企业|银行|处室|乡镇|街道|委|部|会|(?:领导小组|工作组|调查组|指挥部|专班)$|(?:[分支]行|[店场矿库队所站厂社馆台处科村]|中心|集团|中学|[一二三四五六七八九十]中|大学|幼儿园|园区|监狱|[省市区县][行])$"
)
# The answer to a proposal goes to those who made it: 刘建国、许秋月代表.
_CALLED_BY_DAY = re.compile(r"“[\d·.．•\-—]{2,12}”(?=[^，。]{2,24}$)")
_DEPUTIES = re.compile(rf"^[{HAN}·]{{2,6}}(?:、[{HAN}·]{{2,6}})*(?:等\d*[名位]?)?(?:代表|委员)$")


MARKS = headings.MARKS
# A line that ends in a box (是□　否□) is one of a form.
_CLOSING_MARKS = MARKS.replace("□", "")
# What sets a section's name apart: 【政策解读】, ◎市政府文件, ·大事记·.
SECTION_MARK = re.compile(
    rf"^[【\[［〖『〔{MARKS}]+\s*|^[○〇](?![○〇年月日{HAN_COUNT}])\s*|(?:(?<!\s)\s++|(?<![\s】\]］〗』〕{_CLOSING_MARKS}]))(?<!\d)[】\]］〗』〕{_CLOSING_MARKS}]++$|^·\s*(?=[^·]+·$)|(?<=\S)\s*+·$"
    r"|^[—―─–]{2,}\s*(?=[^—―─–]{2,16}[—―─–]{2,}$)|(?:(?<=[^—―─–\s])|(?<=[—―─–]\s))\s*+[—―─–]{2,}+$"
)
_IN_BRACKETS = re.compile(rf"[（(][{HAN}、\s\u3000]{{2,16}}[)）]")
_SECTION_ORDINAL = re.compile(rf"^(?:[{_CN}]{{1,3}}、|[Ⅰ-Ⅻ]+\s*[.．、]|[（(][{_CN}]{{1,3}}[)）])\s*(?=\S)")


LONGEST_OPENING = 90
_FEWEST_NUMBERS = 2


def squeeze(text: str) -> str:
    """Take out every blank: letter spacing means nothing in the elements of a document."""
    return "".join(text.split())


def banner_agency(text: str) -> str | None:
    """Return the agency that a red head names (重庆市綦江区人民政府文件), or None if the line is none."""
    name = squeeze(text)
    if name.endswith("文件") and agency.is_agency(name[:-2]):
        return name[:-2]
    return None


def is_recipients(text: str) -> bool:
    """Tell whether a text is 主送机关: names of organs, closed by a colon, no salutation of a speech."""
    text = text.strip()
    if not text.endswith(("：", ":")) or headings.marker(text):
        return False
    # 县“6·17”事故调查组: a body that is called by a day.
    bare = _CALLED_BY_DAY.sub("", simplify(squeeze(text[:-1])))
    # 某餐饮店（经营者：吴某）: who stands behind the name.
    bare = re.sub(r"[（(](?:经营者|法定代表人|负责人|身份证号)[:：][^（()）]{1,24}[)）]$", "", bare)
    if (
        not 2 <= len(bare) <= 500
        or _SALUTATION.search(bare)
        or _OF_FORM.search(bare)
        or re.search(r"[。？！；《》“”]", bare.replace("；", "、"))
    ):
        return False
    if re.search(
        r"\d{4}年|下列|应当|予以|作出|通过|^对于|^为了|(?:任命|免去|决定|任免)$|如下$|通知如下|公告如下|要求如下|事项$|(?:作|做)出?如下|以下|提出|提醒|强调|指出|呼吁|认为|包括$|为$|是$|有$"
        r"|https?[:：]|www\.|\d{1,2}[:：]\d\d|(?:点击|浏览|阅读|访问)(?:数|量|次数|率)?$",
        bare,
    ):
        return False
    return bool(_RECIPIENT_WORD.search(bare) or _DEPUTIES.match(bare))


def note_lines(texts: list[str]) -> int:
    """Return over how many lines a note in brackets runs that opens with the first; 0 if it is none."""
    if texts and _NOTE_ALONE.match(texts[0].strip()):
        return 1
    if texts and texts[0].strip()[:1] in {"（", "("}:
        for count in range(1, min(4, len(texts)) + 1):
            joined = "".join(text.strip() for text in texts[:count])
            if NOTE.match(joined) and len(joined) < 200 and not re.search(r"[。；]", joined[:-2]):
                return count
            if joined.endswith((")", "）")):
                return 0
    return 0


# Beside a number stands who signed, the class of an answer (（B）, A类), or the stamp of an office that received it.
SIGNED_NUMBER = re.compile(
    r"^(?P<number>.{4,30}?号)(?:\s+|(?=签发人))(?P<signer>签\s*发\s*人\s*[:：].*|[（(【\[]?\s*[A-E]\s*类?\s*[)）】\]]?"
    rf"|{_RECEIVED})$"
)
_MISREAD = re.compile(
    rf"^(?P<code>[{HAN}]{{2,16}})[〔\[（({{【](?P<year>[\dOolI|]{{4}})[〕\]）)}}】]第?(?P<serial>[\dOolI|]{{1,4}})号$"
)
_FIGURE_OF = str.maketrans("OolI|", "00111")


# A telegram says its degree beside its number: 等级　特急·明电　　某汛指电〔2016〕7号.
_DEGREE = re.compile(
    r"^(?:等\s*级[\s\u3000:：]*)?(?:(?:特提|特急|加急|平急|急件|明电|密电|传真)[·•・、\s\u3000]*)+(?<=[\s\u3000])(?=\S)"
)


def doc_number(text: str) -> str | None:
    """Return the canonical number if the line is a document number and nothing else.

    Letters that recognition takes for figures (4l for 41) are read as figures; flags tell of it.
    """
    text = _DEGREE.sub("", text)
    # The cells of a row make no number together.
    if len(text) > 60 or text.startswith("附件") or "\t" in text.strip():
        return None
    # 第12/2024號行政法規 is a number; 第12号 alone counts for whatever stands above it.
    if text.startswith("第") and not parse_regional(text):
        return None
    found = number.parse(text)
    # 府民字第三十一號: so are certificates counted; only below the head of an order is it a document's.
    if found and found.style == "filed" and not found.year:
        return None
    # 关于某事的通告（2022年第1号）: the end of a title, and no code.
    if found and re.search("关于" if found.style == "standard" else "关于|的", found.code):
        return None
    if not found and (match := _MISREAD.match(unicodedata.normalize("NFKC", squeeze(text)))):
        figures = f"{match['year']}〕{match['serial']}".translate(_FIGURE_OF)
        found = number.parse(f"{match['code']}〔{figures}号")
    return str(found) if found else None


def filed_number(text: str) -> str | None:
    """Return a number that has no year, as it was until the fifties: 府生字第四十七號. Below a title it is a document's."""
    found = number.parse(text) if len(text) <= 30 and text.rstrip(")） ").endswith(("号", "號")) else None
    return str(found) if found and found.style == "filed" and not found.year else None


def number_in_brackets(text: str) -> str | None:
    """Return the canonical number of a line that is one, as a whole in brackets perhaps: （某政发〔2020〕3号）."""
    return doc_number(text) or doc_number(text.strip("（）() "))


_COUNTED_ROW = re.compile(r"\d{1,3}(?:[\s\u3000]+|[.．、])\s*\S")


def title_and_number(text: str) -> int | None:
    """Return where the number begins that follows a title on the same line: 某县人民政府关于…的通知　某政〔2012〕4号."""
    match = re.fullmatch(
        r"(?P<title>\S.{7,}?)(?:[\s\u3000]++|(?=[（(]))(?P<number>[（(]?[^\s（(]+号[)）]?)", text.rstrip()
    )
    # 3　某县人民政府关于…的意见　某政发〔1996〕15号: a row of a list.
    if (
        not match
        or _COUNTED_ROW.match(text.strip())
        or not doc_number(match["number"])
        or not genre.from_title(squeeze(match["title"]))
    ):
        return None
    return match.start("number")


def opens_with_number(text: str) -> bool:
    """Tell whether a line is a document number, with nothing behind it but the signer or a class."""
    match = SIGNED_NUMBER.match(text.strip())
    return doc_number(match["number"] if match else text) is not None or bool(numbers_of_line(text))


def numbers_of_line(text: str) -> list[str]:
    """Return the numbers that a line consists of, several of them set apart: each agency of a joint document has its own."""
    # 000012　某卫函〔2019〕221号: beside the document's number that of the copy (份号).
    if (copy := _OF_COPY.match(text)) and (found_one := doc_number(text[copy.end() :].strip())):
        return [found_one]
    if text.count("号") + text.count("號") < _FEWEST_NUMBERS:
        return []
    # （某发改〔2020〕1号　某财〔2020〕7号）
    text = text.strip()
    text = text[1:-1] if text[:1] in {"（", "("} and text[-1:] in {"）", ")"} else text
    parts = [part for part in re.split(r"[\s\u3000、，；]+", text.strip()) if part]
    found = [doc_number(part) for part in parts]
    return [one for one in found if one] if len(parts) > 1 and all(found) else []


def joint_text(text: str) -> str:
    """Return the names of a signature set apart by one wide blank; marks that the source puts between them stay."""
    parts = agency.split_joint(text)
    if parts and fold("".join(parts)) == fold(text):
        return "　".join(parts)
    return re.sub(r"[\s\u3000]+", "　", text.strip())


def subject_words(text: str) -> str:
    """Return 主题词 with one blank between the words."""
    return re.sub(r"[\s\u3000]+", " ", text.strip()).replace(" ：", "：").replace("： ", "：")


def same(a: str, b: str) -> bool:
    """Compare two texts without blanks and widths."""
    return fold(a) == fold(b)


def section_name(text: str) -> str:
    """Return the name of a section without what sets it apart or counts it: 【一、县政府文件】 → 县政府文件."""
    bare = text.strip()
    bare = bare[1:-1] if _IN_BRACKETS.fullmatch(bare) else bare
    return squeeze(_SECTION_ORDINAL.sub("", SECTION_MARK.sub("", bare))).rstrip("：:")


def banner_name(text: str) -> str:
    """Return the name in a section's banner that has marks of its own (【大事记】), "" where a line has none."""
    return section_name(text) if SECTION_MARK.search(text.strip()) else ""


def is_section(text: str, sections: frozenset[str]) -> bool:
    """Tell whether a line is the banner of one of the sections, whose names are folded."""
    return len(text) <= 40 and fold(section_name(text)) in sections
