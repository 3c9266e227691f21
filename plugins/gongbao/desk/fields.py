"""The fields of an article as a form shows them: what each is called, what rule it follows, how it is typed in."""

from dataclasses import dataclass

from gongbao.bulletin.article_fields import KEYS, KINDS
from gongbao.bulletin.genre import GENRES
from gongbao.messages import N_


@dataclass(frozen=True)
class Field:
    """A field of the form: its name in the header, label and rule (messages), its kind, what may be chosen, its group.

    point: whether a line of the original can be said to be it.
    """

    name: str
    label: str
    rule: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    group: str = "head"
    point: bool = False


FIELDS = (
    Field("title", N_("Title"), N_("All words of the title, without the line breaks of print."), "long", point=True),
    Field("subtitle", N_("Subtitle"), N_("A second line below the title, if there is one."), point=True),
    Field(
        "doc_number",
        N_("Document number"),
        N_("As 某府发〔2018〕18号: the code, the year in 〔〕, the serial."),
        point=True,
    ),
    Field("agency", N_("Issuing agency"), N_("The full name; several are separated by ;"), point=True),
    Field("recipients", N_("Recipients"), N_("The line below the title, up to the colon."), "long", point=True),
    Field("genre", N_("Genre"), N_("One of the fifteen of the regulation of 2012, or empty."), "choice", GENRES),
    Field(
        "issued",
        N_("Day of issue"),
        N_("The day below the signature (成文日期), as 2018-05-16. Empty if the text names none."),
        "date",
        point=True,
    ),
    Field("cc", N_("Copies to"), N_("What stands behind 抄送："), "long", group="foot", point=True),
    Field("printed_by", N_("Printed by"), N_("The office in the last line of the foot."), group="foot", point=True),
    Field("printed", N_("Day of printing"), N_("The day in the last line of the foot (印发日期)."), "date", group="foot", point=True),
    Field("disclosure", N_("Remark on disclosure"), N_("The words in brackets below the date: 此件公开发布."), group="foot", point=True),
    Field("section", N_("Section"), N_("The section of the bulletin that it stands in (栏目)."), group="issue", point=True),
    Field("page", N_("Page"), N_("The printed page on which it begins."), group="issue"),
    Field("order", N_("Place in the issue"), N_("1 for the first text of the issue."), group="issue"),
    Field("published", N_("Day of publication"), N_("The day of the issue, not of the text (刊登日期)."), "date", group="issue"),
    Field("byline", N_("Author"), N_("Who wrote it, if it is no document of an office."), group="more", point=True),
    Field("credit", N_("Taken from"), N_("The paper or site that it comes from, as it is named there."), group="more", point=True),
    Field("column", N_("Column"), N_("The column of the paper."), group="more", point=True),
    Field("delivered", N_("Day of the speech"), N_("As 2018-05-16."), "date", group="more"),
    Field("note", N_("Note"), N_("What the text says and no other field holds."), "long", group="more", point=True),
    Field("kind", N_("Kind of text"), N_("document: an official document; else what it is."), "choice", KINDS, group="more"),
    Field("date", N_("Sorting day"), N_("The day by which it is listed; follows the day of issue by itself."), "date", group="more"),
    Field("withdrawn", N_("Taken down on"), N_("From that day the site shows the title and the reason alone."), "date", group="more"),
    Field("withdrawn_reason", N_("Reason for taking it down"), N_("One sentence for readers."), group="more"),
)  # fmt: skip
GROUPS = (
    ("head", N_("Head")),
    ("foot", N_("Foot")),
    ("issue", N_("In the issue")),
    ("more", N_("More")),
)
# What a line of the original can be said to be: (group, (name, message, key)).
CHOICES = (
    (N_("Field"), tuple((f.name, f.label) for f in FIELDS if f.point)),
    (
        N_("Text"),
        (
            ("paragraph", N_("a paragraph of the text")),
            ("heading", N_("a heading of the text")),
            ("attachment", N_("the title of an attachment")),
            ("annex", N_("the title of an attachment of an attachment")),
            ("attachment-list", N_("a line of the list of attachments")),
            ("signature", N_("the signature below the text")),
            ("day-of-issue", N_("the date below the text, not as a field")),
            ("author", N_("who made it, below a title")),
            ("caption", N_("the name of a table")),
            ("remark", N_("a note below the text")),
        ),
    ),
    (
        N_("Bounds"),
        (
            ("opens", N_("here another text begins")),
            ("continues", N_("this text belongs to the one before")),
            ("furniture", N_("page head, page foot or the like: no text")),
        ),
    ),
)
# Those that are wanted most often: a button for each.
QUICK = (
    "title",
    "doc_number",
    "recipients",
    "issued",
    "heading",
    "attachment",
    "opens",
    "continues",
    "furniture",
)
CHOICE_LABELS = dict(choice for _, choices in CHOICES for choice in choices)
# Written by ingest alone, and shown as they stand.
FIXED = ("slug", "publication", "year", "issue", "total", "given", "robots", "source", "source_lines")
BY_NAME = {field.name: field for field in FIELDS}
assert {*BY_NAME, *FIXED} == set(KEYS.values()), "each field of the header is in the form, or fixed"  # noqa: S101


# What ingest reads in a head and keeps in no field of its own.
_ELEMENTS = {"banner": N_("Name of the agency at the head")}


def label(name: str) -> str:
    """Return the message that a field or an element of the head is called by; its own name where there is none."""
    return BY_NAME[name].label if name in BY_NAME else _ELEMENTS.get(name, name)
