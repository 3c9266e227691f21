"""What a reader of Word documents finds in their order."""

from dataclasses import dataclass

from ...model.source import SourceObject


@dataclass
class DocumentLine:
    """A line of the document before it is numbered."""

    text: str
    hint: str = ""
    drop: str = ""
    empty_rows: int = 0
    type: str = ""


# An object stands before the line that it belongs to.
Found = DocumentLine | SourceObject
