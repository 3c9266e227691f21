"""Fill what the text of an article does not state: from the index card, then from what the archivist gave."""

import re

from gongbao.bulletin import agency, dates, genre, number
from gongbao.bulletin.article_fields import parse_field
from gongbao.bulletin.fold import HAN
from gongbao.bulletin.names import is_name
from gongbao.bulletin.own_fields import OwnField
from gongbao.messages import Message

from ..forms import persons
from ..model.edition import Edition
from ..model.marks import holding
from ..model.record import Flag, Inference, Record
from ..words import card_fields, stated_fields

_KINDS = frozenset(("令", "公告", "通告"))
_SITE = re.compile("(?:网|网站|门户|平台|公众号|客户端)$")
# 镇长某某在某会议上的讲话
_SPEAKER = re.compile(
    rf"(?:[省市区县州盟旗镇乡局厅院部]长|{persons.OFFICES})(?P<name>[{HAN}·]{{2,4}}?)(?:同志)?"
    rf"在[^，。；：]{{4,}}[上时中](?:所?作?)的[{HAN}]{{0,6}}(?:讲话|发言|致辞|演讲|报告)$"
)


def from_card(edition: Edition) -> None:
    """Fill from the index card of a single document what its text does not state, and from those of an issue's texts."""
    if not edition.records:
        return
    first = edition.records[0]
    first.claims += [*edition.carded, *edition.above]
    if len(edition.records) == 1:
        _fill(first, edition.card, edition)
    for record in edition.records:
        _fill(record, record.card, edition)


def _fill(record: Record, card: dict[str, str], edition: Edition) -> None:
    """Fill from what a card says what the text of one record does not state."""
    fields = stated_fields()
    own = {_squeezed(field.label): field for field in edition.own} if card else {}
    for label, text in card.items():
        if field := own.get(_squeezed(label)):
            _fill_own(record, field, text)
        name = fields.get(_squeezed(label))
        held = name and record.fields.get(name)
        if not name or (
            held and not (_is_older_number(record, name, text) or _is_called_by_order(record, name, text))
        ):
            continue
        if value := _typed(name, text):
            record.fields[name] = value
            shown = "；".join(value) if isinstance(value, tuple) else str(value)
            record.inferred.append(Inference(name, shown, "index-card"))
            if name == "title" and not record.fields.get("genre") and (kind := genre.from_title(shown)):
                record.fields["genre"] = kind
                record.inferred.append(Inference("genre", kind, "index-card"))


def _is_called_by_order(record: Record, name: str, text: str) -> bool:
    """Tell whether a text has no other title than the order that it is made known by (某省人民政府令), and its card has one."""
    title = str(record.fields.get("title") or "")
    counted = str(record.fields.get("doc_number") or "").startswith(title)
    return name == "title" and title.endswith("令") and counted and not text.strip().endswith(("令", "号"))


def _is_older_number(record: Record, name: str, text: str) -> bool:
    """Tell whether a number is that of the order which first made a text known, and the card has the one that holds now.

    The day of that order goes with its number.
    """
    noted = {one.field for one in record.inferred if one.rule == "promulgation-note"}
    held, stated = number.parse(str(record.fields.get(name) or "")), number.parse(text)
    if name != "doc_number" or name not in noted or not held or not stated or held.key == stated.key:
        return False
    if record.where.get("issued") == record.where.get("doc_number"):
        record.fields.pop("issued", None)
    record.inferred = [one for one in record.inferred if one.field != "doc_number"]
    return True


def from_rules(edition: Edition) -> None:
    """Fill the agency that the rules of a bulletin give to a number's code, where a text does not state one itself."""
    for record in edition.records if edition.rules.codes else ():
        found = number.parse(str(record.fields.get("doc_number") or ""))
        agency_name = edition.rules.codes.get(found.code, "") if found else ""
        guessed = any(one.field == "agency" for one in record.inferred)
        if not agency_name or (record.fields.get("agency") and not guessed):
            continue
        record.fields["agency"] = parse_field("agency", agency_name)
        record.inferred = [one for one in record.inferred if one.field != "agency"]
        record.inferred.append(Inference("agency", agency_name, "code-of-bulletin"))


def _fill_own(record: Record, field: OwnField, text: str) -> None:
    """Fill a field of the archive's own; what is not as the field wants it is kept in Note, with a flag."""
    try:
        values = field.values(text)
    except ValueError:
        record.add_note(f"{field.label}：{text.strip()}")
        what = Message("{label} is not as the setting FIELDS wants it; it is kept in Note", label=field.label)
        record.flags.append(Flag(1, text[:40], what, "own-field"))
        return
    if values:
        record.own[field.key] = values
        record.inferred.append(Inference(field.label, "；".join(values), "index-card"))


def number_of_card(card: dict[str, str]) -> str | None:
    """Return the document number that a card states, in its canonical form."""
    stated = (text for label, text in card.items() if card_fields().get(_squeezed(label)) == "doc_number")
    return next((str(found) for text in stated if (found := number.parse(text))), None)


def _squeezed(label: str) -> str:
    return "".join(label.split()).strip("：:")


def _typed(name: str, text: str) -> object:
    """Type the value that stands beside a label; None where it is no value of the field."""
    if name == "doc_number":
        found = number.parse(text)
        return str(found) if found else None
    if name in {"issued", "published"}:
        days = dates.find(text)
        return days[0].iso if days else None
    if name == "agency":
        # 县政府网站 put the page there; who issued the document is another question.
        # A number (81202) is a database's code for it.
        return (
            None
            if _SITE.search(text) or not re.search(f"[{HAN}]", text)
            else parse_field("agency", re.sub(r"[、\s]+", ";", text.strip()))
        )
    if name == "byline":
        # 作者：校办 is who put the page up.
        return text.strip() if is_name(text) else None
    return text.strip() or None


def from_note(edition: Edition) -> None:
    """Fill the agency that passed a law by the note below its title, where neither text nor card states one."""
    for record in edition.records:
        if record.passed_by and not record.fields.get("agency"):
            record.fields["agency"] = (record.passed_by,)
            record.inferred.append(Inference("agency", record.passed_by, "adoption-note"))


def from_title(edition: Edition) -> None:
    """Fill what a title says and nothing else does: who speaks, the agency that opens the title of what it says of itself.

    Of rules, only where their number or the meeting that passed them is that agency's, since others make rules for it, too;
    else it is suggested, and not filled.
    """
    for record in edition.records:
        title = re.sub(r"\s", "", str(record.fields.get("title") or ""))
        speaker = _SPEAKER.search(title)
        if speaker and is_name(speaker["name"]) and not record.fields.get("byline"):
            record.fields["byline"] = speaker["name"]
            record.inferred.append(Inference("byline", speaker["name"], "title-head"))
        if record.fields.get("agency"):
            continue
        rules = agency.of_own_rules(title)
        names = agency.of_own_report(title) or agency.of_own_minutes(title) or rules
        if names and (not rules or _is_number_of(record, names[0]) or _is_passed_by(record, names[0])):
            record.fields["agency"] = names
            record.inferred.append(Inference("agency", "；".join(names), "title-head"))
        elif names:
            what = Message("the title opens with {agency}; nothing says who issued the text", agency=names[0])
            record.flags.append(
                Flag(record.where.get("title", 1), title[:40], what, "agency-by-title", names[0])
            )


def _is_number_of(record: Record, name: str) -> bool:
    """Tell whether a number is one of a government or congress itself (某政发, not 某政办发) at the place that it is named by."""
    found = number.parse(str(record.fields.get("doc_number") or ""))
    if found is None or "办" in found.code:
        return False
    kind = "[政府]" if name.endswith("人民政府") else "[人常]"
    own = found.code.startswith(name) or found.code[0] in name
    return own and re.search(kind, found.code) is not None


def _is_passed_by(record: Record, name: str) -> bool:
    """Tell whether the note below a title names a meeting of the government or congress itself."""
    at = record.adopted[1] if record.adopted else 0
    note = "".join(line.text for line in record.lines() if line.number == at)
    meeting = "政府|常务会议" if name.endswith("人民政府") else "人民代表大会|人大|常务委员会|常委会"
    return re.search(meeting, note) is not None


def number_of_kind_alone(edition: Edition) -> None:
    """Put the agencies before a number that counts by its kind alone (公告2022年第9号): every agency has one of that name."""
    for record in edition.records:
        found = number.parse(str(record.fields.get("doc_number") or ""))
        names = record.fields.get("agency")
        if found and isinstance(names, tuple) and names and found.series in _KINDS:
            whole = str(number.parse("、".join(names) + str(found)) or found)
            record.fields["doc_number"] = whole
            record.inferred.append(Inference("doc_number", whole, "kind-of-agency"))


def from_given(edition: Edition) -> None:
    """Fill from the sidecar what the text does not state, and mark it as given."""
    for order, record in enumerate(edition.records, start=1):
        facts = edition.given.for_article(order)
        own = {field.name: field for field in edition.own}
        if edition.given.file.get("published") and not edition.issue:
            facts["published"] = edition.given.file["published"]
        names = []
        for name, text in facts.items():
            if name in own:
                if own[name].key not in record.own:
                    record.own[own[name].key] = own[name].values(text)
                    names.append(own[name].key)
            elif not record.fields.get(name):
                record.fields[name] = parse_field(name, text)
                names.append(name.capitalize())
        record.own = {field.key: record.own[field.key] for field in edition.own if field.key in record.own}
        if names:
            record.fields["given"] = tuple(names)


def unmark(record: Record) -> None:
    """Leave in the fields the words that hold; only a body has marks of form."""
    for name, value in record.fields.items():
        if isinstance(value, str):
            record.fields[name] = holding(value)
        elif isinstance(value, tuple):
            record.fields[name] = tuple(holding(part) if isinstance(part, str) else part for part in value)
