"""Fill what the text of an article does not state: from the index card, then from what the archivist gave."""

from gongbao.bulletin import dates, genre, number
from gongbao.bulletin.article import parse_field

from ..model.edition import Edition
from ..model.marks import holding
from ..model.record import Inference, Record
from ..words import card_fields


def from_card(edition: Edition) -> None:
    """Fill from the index card what the text of a single document does not state."""
    if not edition.records:
        return
    first = edition.records[0]
    first.claims += edition.carded
    if len(edition.records) > 1:
        return
    fields = card_fields()
    for label, text in edition.card.items():
        name = fields.get(_squeezed(label))
        if not name or first.fields.get(name):
            continue
        if value := _typed(name, text):
            first.fields[name] = value
            shown = "；".join(value) if isinstance(value, tuple) else str(value)
            first.inferred.append(Inference(name, shown, "index-card"))
            if name == "title" and not first.fields.get("genre") and (kind := genre.from_title(shown)):
                first.fields["genre"] = kind
                first.inferred.append(Inference("genre", kind, "index-card"))


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
        return parse_field("agency", text.replace("、", ";").replace(" ", ";"))
    return text.strip() or None


def from_given(edition: Edition) -> None:
    """Fill from the sidecar what the text does not state, and mark it as given."""
    for order, record in enumerate(edition.records, start=1):
        facts = edition.given.for_article(order)
        if edition.given.file.get("published") and not edition.issue:
            facts["published"] = edition.given.file["published"]
        names = []
        for name, text in facts.items():
            if not record.fields.get(name):
                record.fields[name] = parse_field(name, text)
                names.append(name.capitalize())
        if names:
            record.fields["given"] = tuple(names)


def unmark(record: Record) -> None:
    """Leave in the fields the words that hold; only a body has marks of form."""
    for name, value in record.fields.items():
        if isinstance(value, str):
            record.fields[name] = holding(value)
        elif isinstance(value, tuple):
            record.fields[name] = tuple(holding(part) if isinstance(part, str) else part for part in value)
