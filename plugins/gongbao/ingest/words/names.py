"""The names of rules and of what a container holds, as people read them; in the ledger they stand as here."""

from collections.abc import Iterable

from gongbao.messages import N_, Message, _

# A language that writes them otherwise has them in its catalogue.
RULES = (
    N_("archive-in-an-archive"),
    N_("broken-entity"),
    N_("byline-mark"),
    N_("card-of-page"),
    N_("chart-not-drawn"),
    N_("contents-field"),
    N_("control-character"),
    N_("decided-furniture"),
    N_("download-link"),
    N_("drawn-by-the-page"),
    N_("drawn-line"),
    N_("drawn-shape"),
    N_("embedded-document"),
    N_("embedded-file"),
    N_("fax-line"),
    N_("figures-apart"),
    N_("file-name"),
    N_("footnote-mark"),
    N_("form-prompt"),
    N_("formula-is-a-picture"),
    N_("formula-not-computed"),
    N_("front-matter"),
    N_("headline-mark"),
    N_("hidden-text"),
    N_("html-tag"),
    N_("image-mark"),
    N_("injected-pinyin"),
    N_("item-mark"),
    N_("list-mark"),
    N_("lone-dash"),
    N_("markdown-mark"),
    N_("markup"),
    N_("masthead-without-issue"),
    N_("not-in-the-file"),
    N_("off-page"),
    N_("ornament"),
    N_("own-contents"),
    N_("page-chrome"),
    N_("page-copy"),
    N_("page-line"),
    N_("page-number"),
    N_("page-picture"),
    N_("page-title"),
    N_("page-turn"),
    N_("page-without-text"),
    N_("part-is-missing"),
    N_("picture-beyond-limit"),
    N_("picture-blank"),
    N_("picture-icon"),
    N_("picture-line"),
    N_("picture-not-drawn"),
    N_("picture-not-readable"),
    N_("picture-not-there"),
    N_("picture-of-site"),
    N_("picture-repeated"),
    N_("picture-small"),
    N_("picture-too-large"),
    N_("piece-number"),
    N_("repeated-header"),
    N_("repeated-table-head"),
    N_("ruby"),
    N_("running-head"),
    N_("scraper-head"),
    N_("seal-not-shown"),
    N_("site-introduction"),
    N_("site-line"),
    N_("site-note"),
    N_("stray-mark"),
    N_("svg-not-harmless"),
    N_("tab-of-numbering"),
    N_("tracked-deletion"),
    N_("unread-attachment"),
    N_("web-chrome"),
    N_("web-prompt"),
    N_("word-comment"),
)
# By which rules a field was concluded.
INFERENCES = (
    N_("adoption-note"),
    N_("attachment-list"),
    N_("code-of-bulletin"),
    N_("head-of-series"),
    N_("index-card"),
    N_("number-style"),
    N_("order-head"),
    N_("order-number"),
    N_("promulgation-note"),
    N_("red-head"),
    N_("title-head"),
)
# By which rules a sign is read otherwise than it was recognised.
SETTLINGS = (
    N_("brackets-of-number"),
    N_("dash-between-figures"),
    N_("full-stop-for-comma"),
    N_("raised-page-number"),
    N_("show-through"),
    N_("dash-before-item"),
    N_("point-of-ordinal"),
    N_("stamp"),
    N_("pen-mark"),
    N_("punched-hole"),
    N_("speck-in-contents-head"),
    N_("opening-of-ordinal"),
    N_("speck"),
    N_("zero-in-year"),
)
OBJECTS = (
    N_("attachment"),
    N_("chart"),
    N_("comment"),
    N_("copy"),
    N_("deleted"),
    N_("doubt"),
    N_("embedded"),
    N_("form-value"),
    N_("formula"),
    N_("further-page"),
    N_("further-pages"),
    N_("hidden"),
    N_("inserted"),
    N_("note"),
    N_("off-page"),
    N_("picture"),
    N_("repaired"),
    N_("seal"),
    N_("settled"),
    N_("shape"),
    N_("table"),
    N_("text-box"),
    N_("text-layer"),
    N_("watermark"),
)
# What a person can say that a line is, besides a field.
LINES = (
    N_("annex"),
    N_("author"),
    N_("caption"),
    N_("continues"),
    N_("day-of-issue"),
    N_("furniture"),
    N_("heading"),
    N_("opens"),
    N_("paragraph"),
    N_("remark"),
    N_("signature"),
)
# The fields of a record.
FIELDS = (
    N_("agency"),
    N_("byline"),
    N_("cc"),
    N_("column"),
    N_("credit"),
    N_("delivered"),
    N_("disclosure"),
    N_("doc_number"),
    N_("genre"),
    N_("issue"),
    N_("issued"),
    N_("page"),
    N_("printed"),
    N_("printed_by"),
    N_("published"),
    N_("recipients"),
    N_("section"),
    N_("subtitle"),
    N_("title"),
    N_("total"),
    N_("year"),
)
KINDS = (N_("compilation"), N_("document"), N_("gazette"), N_("newspaper"))


def explained(names: Iterable[str]) -> str:
    """Return names that a person has to write, each with what it is called in the person's language."""
    called_by_name = ((name, str(named(name))) for name in names)
    return _(", ").join(
        name if called == name else _("{name} ({called})", name=name, called=called)
        for name, called in called_by_name
    )


def named(name: str) -> Message:
    """Return the name of a rule, an object, a field or a kind of source as it is shown."""
    return Message(name)
