"""Parse an official document: head, title, recipients, body, signature, date, foot, attachments."""

import re

from gongbao.bulletin import agency, genre, headings, names, number
from gongbao.bulletin.fold import HAN, abridges, fold, simplify

from ..forms import banner, elements, orders
from ..layout.blocks import Assembler
from ..model.lines import Line, text_at, tidy
from ..model.record import Inference, Record
from . import attachment_list, attachments
from .below_title import read_below_title
from .endings import read_foot, split_at_signature, take_disclosure, take_number
from .heads import read_head, with_serial_apart
from .titles import read_title, skip_again


def parse(lines: list[Line], title: str | None = None, sections: frozenset[str] = frozenset()) -> Record:
    """Parse the lines of one document; title and sections (folded) are what the printed contents call them."""
    record = Record()
    at = read_head(record, lines, sections - {fold(title or "")})
    lines = with_serial_apart(record, lines, at)
    at = read_title(record, lines, at, title)
    # A page may say its title above the card, above the article and in the text.
    while (again := skip_again(record, lines, at)) > at:
        at = again
    at = read_below_title(record, lines, at)
    at = _recipients(record, lines, at)
    lines = take_number(record, lines)
    body, end = split_at_signature(record, lines[at:])
    rest = read_foot(record, lines[at + end :])
    assembler = Assembler()
    body = take_disclosure(record, body)
    main, listed = attachment_list.split_list(body)
    record.blocks = assembler.assemble(main) + attachment_list.list_blocks(listed) + record.blocks
    record.joins += assembler.joins
    record.drops += assembler.drops
    attachments.parse(record, rest, has_own_list=bool(listed))
    agency_and_genre(record)
    _called_by_its_text(record, known=title is not None)
    date_by_adoption(record)
    _date_by_head(record)
    _date_beside_number(record)
    _called_by_number(record)
    return record


def date_by_adoption(record: Record) -> None:
    """Date a text by the day of the meeting that passed it, else by that on which it was made known, if it has no other."""
    if record.adopted:
        _date_by(record, *record.adopted, "adoption-note")
    if record.made_known:
        _date_by(record, *record.made_known, "made-known-note")


def _date_by_head(record: Record) -> None:
    """Date a number of a series by the day beside who made it, where it has no other date."""
    if record.made:
        _date_by(record, record.made[1], record.where["printed"], "head-of-series")


def _date_beside_number(record: Record) -> None:
    """Date a document by the day in one bracket with its number below the title, where it has no other date."""
    if record.beside_number:
        _date_by(record, *record.beside_number, "day-beside-the-number")


def _date_by(record: Record, day: str, line: int, rule: str) -> None:
    """Date a document that has no date yet by a day that stands elsewhere, and say by which rule."""
    if "issued" not in record.fields:
        record.fields["issued"], record.where["issued"] = day, line
        record.inferred.append(Inference("issued", day, rule))


def _called_by_number(record: Record) -> None:
    """Call an announcement whose title is no more than its kind (公　告) by the whole head, as its number has it."""
    title = str(record.fields.get("title") or "")
    found = number.parse(str(record.fields.get("doc_number") or ""))
    if (
        found
        and title in {"公告", "通告", "令"}
        and found.style != "standard"
        and found.series.endswith(title)
    ):
        record.fields["title"] = found.series
        record.inferred.append(Inference("title", found.series, "order-number"))


def _called_by_its_text(record: Record, known: bool) -> None:
    """Call an order or announcement that has no title of its own by the one text that it makes known.

    What contents call it (known) holds for an order. An announcement has a number of its own (某市人民政府公告 / 第3号) as a
    rule, and is called by that.
    """
    parts = [block for block in record.blocks if block.kind == "attachment"]
    found = number.parse(str(record.fields.get("doc_number") or ""))
    if not record.order_of or not parts or not found:
        return
    is_order = found.style == "order" and record.order_of.endswith("令") and not known
    if not is_order and (found.style != "standard" or len(parts) != 1):
        return
    head, title = str(record.fields.get("title") or ""), parts[0].text
    body_text = "".join(block.text for block in record.blocks if block.kind == "paragraph")
    named = f"<{_marked_alike(title)}>" in _marked_alike(body_text)
    if record.where.get("title") != record.where.get("order_of") or not named:
        return
    if not is_order:
        record.add_note(head)
    record.fields["title"], record.where["title"] = title, parts[0].lines[0].number


def _marked_alike(text: str) -> str:
    """Return a text with the marks of titles in one form: within others they are 〈〉, alone 《》."""
    return fold(text).translate(_MARKS_OF_TITLES)


def _recipients(record: Record, lines: list[Line], at: int) -> int:
    """Read 主送机关: the line, or up to four lines, that end in a colon."""
    taken: list[Line] = []
    for line in lines[at : at + 4]:
        taken.append(line)
        text = "".join(part.text.strip() for part in taken)
        who = text.rstrip("：:")
        below = text_at(lines, at + len(taken))
        # Whoever it is: the text below speaks to them (你校《…的请示》收悉。).
        person = text.endswith(("：", ":")) and bool(
            names.is_name(who)
            or _MASKED.match(who)
            or (_ANYBODY.fullmatch(who) and below.startswith(_SPOKEN_TO))
        )
        addressed = re.search("您|你|贵", below) is not None
        if len(taken) > 1 and agency.is_agency(taken[0].text) and elements.is_recipients(line.text):
            # Whose report it is stands over whom it is for: 执法检查组 / 区人大常委会：
            break
        if elements.is_recipients(text) or (person and addressed):
            record.claims += taken
            record.set("recipients", tidy(text).rstrip("：:"), taken[0])
            return at + len(taken)
        if (
            re.search(r"[。！？]|关于|[：:]\s*\S", simplify(line.text))
            or headings.marker(line.text.strip())
            or not re.search(r"[，、,；;\u3000 ]$|[^\W\d]$", text)
        ):
            break
    return at


def agency_and_genre(record: Record) -> None:
    """Say which agencies issued the document, and of which genre it is."""
    title = str(record.fields.get("title", ""))
    names, rule = _issuers(record, title)
    if names:
        record.fields["agency"] = names
        if rule:
            record.inferred.append(Inference("agency", "；".join(names), rule))
    _genre(record, title)


def _issuers(record: Record, title: str) -> tuple[tuple[str, ...], str]:
    """Return the agencies, and the rule where the title does not state them: signature, head of an order, red head."""
    issuer = orders.issuer(banner.MARK.sub("", record.order_of))
    opened = record.opened or agency.of_title(title)
    if opened:
        # 省水利厅办公室关于… signed 南屏省水利厅办公室: the signature has the full name.
        return (record.signed, "signature") if _is_short_for(opened, record.signed) else (opened, "")
    if record.fields.get("agency"):
        return (), ""
    if record.signed:
        return record.signed, "signature"
    if record.banner and record.order_of.startswith(record.banner[-1]):
        return record.banner, "order-head"
    if issuer and (record.banner or agency.is_agency(issuer)):
        others = tuple(name for name in record.banner if not (issuer.endswith(name) or name.endswith(issuer)))
        return (*others, issuer), "order-head"
    numbered = number.parse(str(record.fields.get("doc_number") or ""))
    ordered = _of_code(numbered.series) if numbered and numbered.style in {"order", "announcement"} else ()
    # 福建省某市人民政府 over 某市人民政府令第9号 is the same agency, as a list of laws calls it.
    if ordered and record.banner and record.banner[-1].endswith(ordered[-1]):
        return ordered, "order-number"
    if record.banner and (numbered or record.genre_of_head or record.series):
        return record.banner, "red-head"
    if record.made and (names := agency.split_joint(record.made[0])):
        return names, "head-of-series"
    if ordered:
        return ordered, "order-number"
    # A congress in session decides under its own name: 某县第十七届人民代表大会第二次会议关于….
    if session := _SESSION.match(elements.squeeze(title)):
        return (session["name"],), "title-head"
    # 青嶺縣政府公告, 教育部令：修正…: the title is the agency and what it calls the document.
    from_title = orders.called_by_agency(title)
    return (from_title, "title-head") if from_title else ((), "")


def _of_code(code: str) -> tuple[str, ...]:
    """Return the agencies that an order or announcement is counted under, a series of its own aside: 某市审计局审计结果公告."""
    name = banner.MARK.sub("", code)
    if whole := agency.split_joint(name):
        return whole
    cuts = (name[:cut] for cut in range(len(name) - _SHORTEST_SERIES, _SHORTEST_AGENCY - 1, -1))
    return next(((one,) for one in cuts if agency.place_of(one) and agency.is_agency(one)), ())


_MARKS_OF_TITLES = str.maketrans("《》〈〉", "<><>")
_SHORTEST_SERIES, _SHORTEST_AGENCY = 2, 4
_SESSION = re.compile(
    r"(?P<name>\S{4,40}?(?:代表大会|委员会)第[一二三四五六七八九十百\d]{1,4}次(?:全体)?会议)(?:关于|公报$|公告$|(?:政治)?决议$)"
)
_ANYBODY = re.compile(rf"[{HAN}（）()、]{{2,40}}")
_SPOKEN_TO = ("你", "贵", "您")
# 孙×, 李某某先生: whom an answer goes to is masked where it is made public.
_MASKED = re.compile(rf"^[{HAN}][×xX＊*某]{{1,3}}(?:先生|女士|同志)?$")
_OFFICES_OF_AREAS = {"办事处", "人民政府", "政府", "党工委", "管理委员会", "管委会"}
_AUTONOMOUS = rf"(?:[{HAN}]{{1,4}}族)+自治"
_AREA = re.compile(rf"(?P<name>[{HAN}]{{1,6}}?)(?P<rest>[州县旗区].*)")
_GENERIC = re.compile(r"(?:我|本|全)?(?:省|市|县|区|州|盟|旗|镇|乡|自治[区州县])(?!委会)")


def _is_short_for(names: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Tell whether the names of a title are the short ones of those in the signature: 市发改委, 市水务局市城管局."""
    short, long = "".join(names), "".join(full)
    if not full or len(short) >= len(long):
        return False
    if len(names) == len(full) and all(map(_shortens, names, full)):
        return True
    return bool(_GENERIC.match(short)) and abridges(short, long)


def _shortens(name: str, full: str) -> bool:
    """Tell whether a name is another one with words left out: 省人力资源社会保障厅, 市发改委."""
    return (
        name == full
        or full.endswith(name)
        # 某州 for 某某族自治州: what the title leaves out of an area's name.
        or _is_of_autonomous_area(name, full)
        # 某街道 for 某街道办事处: an area that has one office of its name.
        or (full.startswith(name) and full[len(name) :] in _OFFICES_OF_AREAS)
        or (bool(_GENERIC.match(name)) and abridges(name, full))
    )


def _is_of_autonomous_area(name: str, full: str) -> bool:
    area = _AREA.fullmatch(name)
    whole = area and rf"{area['name']}{_AUTONOMOUS}{area['rest']}"
    return bool(whole and re.fullmatch(whole, full))


def _genre(record: Record, title: str) -> None:
    kind = genre.from_title(title)
    found = number.parse(str(record.fields.get("doc_number") or ""))
    if not kind and found and found.style != "standard":
        kind = next((word for word in ("令", "公告", "通告") if found.series.endswith(word)), None)
        if kind:
            record.inferred.append(Inference("genre", kind, "number-style"))
    if not kind and record.genre_of_head:
        kind = record.genre_of_head
        record.inferred.append(Inference("genre", kind, "red-head"))
    if kind:
        record.fields["genre"] = kind
