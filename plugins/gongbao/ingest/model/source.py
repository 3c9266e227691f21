"""What a reader hands to the rest of ingest: the lines of a source, as received."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """Where something stands on a page: page from 1, box as left, top, right, bottom in fractions of that page.

    turned: by how many degrees the picture of the page was turned to the right before, so that it is read.
    """

    page: int
    box: tuple[float, float, float, float] | None = None
    turned: int = 0


@dataclass(frozen=True)
class SourceObject:
    """Something that a container holds beside the characters of its lines, and what became of it.

    kind: picture, chart, formula, raised, lowered, struck, inserted, hidden, comment, form-value, text-box, turned,
        off-page, watermark, note, attachment, seal …
    line: the number of the line that it stands in, or that follows it; 0 where it has no place among the lines.
    text: what it says, or its alternative text, verbatim.
    kept: how it was kept ("text", "mark", "file 图1.png"), "" if it was dropped.
    rule: the named rule that dropped it, "" if it was kept.
    file: for a picture, its key in Source.files.
    within: whether it stands in the line, among or behind its words; else the line follows it.
    """

    kind: str
    line: int = 0
    text: str = ""
    kept: str = ""
    rule: str = ""
    place: Place | None = None
    file: str = ""
    within: bool = False


@dataclass(frozen=True)
class SourceLine:
    """One line of the text that a reader took out of a source.

    number: 1-based. For text and Markdown the line of the file; for other forms the line of the extracted text.
    text: verbatim, without the line end. A row of a table is one line, its cells separated by tabs;
        a cell `^^` is merged with the cell above, `<<` with the cell to its left.
    drop: the name of the reader's own noise rule when the form itself shows that this is not content
        (page chrome of a web page, a running head of a PDF). The line stays in the list, so that the ledger can count it.
    hint: what the form says the line is: "h1" … "h6", "table", "card", "footnote", "list", "scan" (a page that is
        a picture, without text), "contents" (an entry of Word's own table of contents), "part" (the name of
        a file of a bundle, which opens an attachment), or "".
    page: page of the source (PDF), or None.
    place: page and box where the form has pages (PDF, OFD, scan), or None.
    whole: whether the form shows that a paragraph ends with the line (PDF: far more would have stood in its last row).
    sure: how sure the engine is of its signs on the average, 0 to 1, where they were recognised (scan), or None.
    read: of a text file, the text as read, where marks of its form were taken out (references, tags, drawn lines of a
        table); None where it is the text as it stands. Rows that share a line of the file are parted by line ends.
    rows: of a paragraph, the rows in which it is printed, and of a row of a table its cells: where in `text` each
        begins, and where it stands; () where that is not known, or `place` says it all.
    empty_rows: of a row of a table, how many rows without a word stand right below it, to be filled in.
    type: how a paragraph is set (Word: style, alignment, size, weight, font), the same words for the same; "" where that
        is not known.
    """

    number: int
    text: str
    drop: str = ""
    hint: str = ""
    page: int | None = None
    place: Place | None = None
    read: str | None = None
    sure: float | None = None
    whole: bool = False
    rows: tuple[tuple[int, Place], ...] = ()
    empty_rows: int = 0
    type: str = ""


@dataclass(frozen=True)
class Source:
    """A source file as read: every visible character of it is in one of its lines.

    form: "text", "markdown", "html", "docx", "pdf", "xlsx", "pptx", "ofd" or "bundle".
    card: the index card of a web page (索引号, 发文机关, 成文日期, 发文字号, 发布日期 …), label → value, verbatim.
    objects: what the container holds beside the characters of its lines.
    files: the pictures of the container, key → bytes as received.
    parts: of a bundle, the document and its attachments, each with the lines of its own, numbered as in the bundle;
        an attachment opens with a line of the hint "part".
    """

    name: str
    form: str
    encoding: str
    sha256: str
    lines: tuple[SourceLine, ...]
    card: dict[str, str] = field(default_factory=dict)
    objects: tuple[SourceObject, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    parts: tuple["Source", ...] = ()


class SourceError(Exception):
    """A source that cannot be read; str() is one line for a person: which file, what is wrong, what to do."""
