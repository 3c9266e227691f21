"""Tables: merged cells, header rows, numeric columns, captions, and the box that they scroll in."""

from xml.etree.ElementTree import Element, SubElement

from gongbao.bulletin import dates
from gongbao.bulletin.markup import ABOVE, LEFT, MERGED
from gongbao.patterns import late

# The attribute of a merged cell until it is one.
_MERGED = "merged"
# many: wider than a phone; wide: set smaller in print; turned: on a page turned sideways.
_WIDTHS = (("many", 4), ("wide", 8), ("turned", 11))
_NUMERIC = late(
    r"^[-+−—±≥≤<>约]?\s*[0-9０-９][0-9０-９,，.．\s]*(?:[%％‰]|/?[0-9]*(?![年月日号时])[A-Za-z²³一-鿿]{1,3})?$|^[-—–/]?$"
)

# A number, a year or a part of a date: what stands in a row, and in no head.
_COUNTED = late(r"^(?:[（(]?\d[\d,.]*[)）、．%％]?|\d{4}年(?:\d{1,2}月)?|\d{1,2}月\d{1,2}日)$")
_LONGEST_LABEL = 20
_LEAST_FACTS = 3


def note_merged(root: Element) -> None:
    """Note at cells that they are merged, while the marks of it still differ from signs that a text escapes (\\^\\^)."""
    for cell in root.iter():
        if cell.tag in ("th", "td") and not len(cell) and (mark := (cell.text or "").strip()) in MERGED:
            cell.set(_MERGED, mark)
            cell.text = ""


def cell_text(cell: Element) -> str:
    """Return the words of a cell."""
    return "".join(cell.itertext()).strip()


def finish(table: Element) -> None:
    """Turn the marks ^^ and << into rowspan and colspan, name the headers, mark columns of numbers."""
    head, body = table.find("thead"), table.find("tbody")
    if head is None:
        return
    if body is None:
        body = SubElement(table, "tbody")
    _drop_alignment(table)
    _without_false_head(table, head, body)
    _lengthen_head(head, body)
    if not len(body):
        table.remove(body)
    for part, rows in (("col", list(head)), ("", list(body))):
        _merge(rows)
        for row in rows:
            for cell in row:
                if part:
                    cell.tag = "th"
                    cell.set("scope", "colgroup" if cell.get("colspan") else "col")
    _mark_numbers(list(body))


def box(table: Element, caption: Element | None, label: str) -> Element:
    """Return the box that a wide table scrolls in; keyboards reach it, and it has the table's name."""
    frame = Element("div", {"class": _box_class(table), "role": "region", "tabindex": "0"})
    if caption is not None:
        caption.tag = "caption"
        table.insert(0, caption)
        frame.set("aria-labelledby", caption.get("id", ""))
    else:
        frame.set("aria-label", label)
    frame.append(table)
    return frame


def _box_class(table: Element) -> str:
    """Return the classes of a table's box by its number of columns: what a phone, and an upright page, cannot show whole."""
    row = next(table.iter("tr"), None)
    columns = sum(int(cell.get("colspan", "1")) for cell in row) if row is not None else 0
    return " ".join(["table-box", *(name for name, least in _WIDTHS if columns >= least)])


def _drop_alignment(table: Element) -> None:
    for cell in table.iter():
        for name in ("style", "align"):
            cell.attrib.pop(name, None)


def _without_false_head(table: Element, head: Element, body: Element) -> None:
    """Make a first row that is no head a row as the others: Markdown has no tables without a head, print has.

    Of facts in two columns, the labels are the heads of their rows.
    """
    if len(head) != 1 or not len(body) or any(cell.get(_MERGED) for cell in head[0]):
        return
    rows = [[cell_text(cell) for cell in row] for row in (*head, *body)]
    labelled = _is_labelled(rows)
    if not labelled and not _is_data(rows):
        return
    first = head[0]
    head.remove(first)
    table.remove(head)
    body.insert(0, first)
    for cell in first:
        cell.tag = "td"
    for row in body if labelled else ():
        row[0].tag = "th"
        row[0].set("scope", "row")


def _is_data(rows: list[list[str]]) -> bool:
    """Tell whether the first row says what the others do: sentences, or a day or number where they have one, too."""
    first, *others = rows
    if any("。" in text and len(text) > _LONGEST_LABEL for text in first):
        return True
    counted = [bool(row) and _is_counted(row[0]) for row in others]
    return _is_counted(first[0]) and sum(counted) * 2 > len(counted)


def _is_labelled(rows: list[list[str]]) -> bool:
    """Tell whether two columns are labels and what they say (序号 | 5, 当事人 | 某公司), or room to say it."""
    if len(rows) < _LEAST_FACTS or any(len(row) != 2 for row in rows):
        return False
    labels, facts = zip(*rows, strict=True)
    if len(set(labels)) < len(labels) or any(_is_fact(label) for label in labels):
        return False
    # A column of numbers has a head, though it be a number itself (a year).
    return not any(facts) or (_is_fact(facts[0]) and not all(_is_counted(fact) for fact in facts))


def _is_fact(text: str) -> bool:
    """Tell whether a cell says something, where a label would only name it; an empty one does not name anything."""
    return not text or len(text) > _LONGEST_LABEL or "〔" in text or _is_counted(text)


def _is_counted(text: str) -> bool:
    """Tell whether a cell is a number or a day and nothing else."""
    return bool(_COUNTED.match(text)) or dates.parse(text) is not None


def _lengthen_head(head: Element, body: Element) -> None:
    """Move the body's first rows into the head as long as a cell of theirs is merged with a header above."""
    while len(body) and any(cell.get(_MERGED) == ABOVE for cell in body[0]):
        row = body[0]
        body.remove(row)
        head.append(row)


def _merge(rows: list[Element]) -> None:
    """Merge marked cells; a mark that has nothing to merge with stays as an empty cell."""
    origins: list[list[Element | None]] = []
    for at, row in enumerate(rows):
        line: list[Element | None] = []
        for column, cell in enumerate(list(row)):
            mark = cell.attrib.pop(_MERGED, "")
            above = origins[at - 1][column] if at and column < len(origins[at - 1]) else None
            left = line[column - 1] if column else None
            if mark == ABOVE and above is not None:
                line.append(above)
                row.remove(cell)
            elif mark == LEFT and left is not None:
                line.append(left)
                row.remove(cell)
            else:
                line.append(cell)
        origins.append(line)
    _set_spans(origins)


def _set_spans(origins: list[list[Element | None]]) -> None:
    places: dict[Element, list[tuple[int, int]]] = {}
    for at, line in enumerate(origins):
        for column, cell in enumerate(line):
            if cell is not None:
                places.setdefault(cell, []).append((at, column))
    for cell, spots in places.items():
        height = len({at for at, _ in spots})
        width = len({column for _, column in spots})
        if height > 1:
            cell.set("rowspan", str(height))
        if width > 1:
            cell.set("colspan", str(width))


def _mark_numbers(rows: list[Element]) -> None:
    """Give the cells of a column the class num if all of them are numbers; merged tables are left alone."""
    if not rows or any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row):
        return
    for column in range(max(len(row) for row in rows)):
        cells = [row[column] for row in rows if column < len(row)]
        texts = [cell_text(cell) for cell in cells]
        if any(texts) and all(_NUMERIC.match(text) for text in texts):
            for cell in cells:
                cell.set("class", "num")
