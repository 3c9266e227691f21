"""What a rule of heads reads."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    """An element of a head: how many lines it takes, and what it says.

    order_of: what calls a document that has no title of its own (某县人民政府令); order_line: its line, counted from here.
    series: what minutes and newsletters are called by (常务会议纪要).
    notes: lines, counted from here, that have no field of their own. title: the line, counted from the start of the
    source, at which the title stands or the text begins, where the rule knows it.
    """

    count: int
    agencies: tuple[str, ...] = ()
    number: str | None = None
    order_of: str = ""
    order_line: int = 0
    genre: str = ""
    disclosure: bool = False
    issued: str = ""
    recipients: str = ""
    printed: str = ""
    printed_by: str = ""
    notes: tuple[int, ...] = ()
    note: str = ""
    title: int | None = None
    series: str = ""
    rule: str = ""
