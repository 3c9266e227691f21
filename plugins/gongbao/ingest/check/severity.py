"""In which order a person should look at flags: what may have lost or changed words first."""

from ..model.edition import Edition
from ..model.record import Flag

# Rules of flags, from the most dangerous on; one that is not named comes last.
ORDER = (
    "no-text",
    "wrong-reading",
    "more-dropped-than-kept",
    "scanned-page",
    "further-pages",
    "breaks-off",
    "continued-elsewhere",
    "contents-without-heading",
    "article-is-a-picture",
    "issue-without-number",
    "another-issue",
    "text-in-masthead",
    "above-the-head",
    "below-the-text",
    "bulletin-by-position",
    "heading-without-contents",
    "object-dropped",
    "title-not-found",
    "second-value",
    "decision-without-line",
    "names-touch",
    "unreadable-character",
    "doubtful-sign",
    "unread-line",
    "misread-figures",
    "mixed",
    "opening-by-position",
    "count-against-title",
    "contents-against-heading",
    "title-against-citation",
    "unfinished-paragraph",
    "numbering-gap",
    "unreadable-date",
    "date-without-day",
    "issue-from-page-title",
    "issue-from-running-head",
    "agency-by-title",
    "office-unlike-elsewhere",
    "unbalanced-marks",
    "doubled-word",
    "picture-without-words",
    "kept-in-note",
    "own-field",
    "settled-sign",
)
# Down to here a flag says that words may be missing; the command says these of every source, however many there are.
LOSSES = ORDER[: ORDER.index("names-touch") + 1]


def by_danger(edition: Edition) -> list[Flag]:
    """Return all flags of an edition, the most dangerous first, each in the order of the source."""
    flags = [*edition.flags, *(flag for record in edition.records for flag in record.flags)]
    rank = {rule: at for at, rule in enumerate(ORDER)}
    return sorted(flags, key=lambda flag: (rank.get(flag.rule, len(ORDER)), flag.line))


def open_flags(edition: Edition) -> list[Flag]:
    """Return the flags that nobody has found right yet, the most dangerous first."""
    right = {(one.rule, one.line, one.text) for one in edition.decisions.right}
    return [flag for flag in by_danger(edition) if (flag.rule, flag.line, flag.text) not in right]
