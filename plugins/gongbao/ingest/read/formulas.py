"""Write formulas of Word (OMML) and of web pages (MathML) as one line: fractions with a bar, powers raised, roots with √."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..model.marks import marked

_OPERATORS = frozenset("+-−±×·*/÷=<>≤≥≠≈,，;；∑∏∫√")
_DEEPEST = 60
_ROOTS = {"3": "∛", "4": "∜"}
# Signs over a letter, and the combining sign that Unicode has for each.
_ACCENTS = dict(zip("^ˆ~¯‾_→˙", "\u0302\u0302\u0303\u0304\u0305\u0305\u20d7\u0307", strict=True))
_OVERLINE = "\u0305"


@dataclass(frozen=True)
class _Piece:
    """A part of a formula: its text, and whether it is a fraction that may need brackets beside others."""

    text: str
    is_fraction: bool = False


@dataclass
class Element:
    """An element of a formula, in whichever vocabulary: local name, children, own text, attributes."""

    name: str
    children: "list[Element]"
    text: str
    attributes: dict[str, str]


def linear(root: Element) -> str:
    """Return a formula as one line of text; raises RecursionError for one nested deeper than any is."""
    return _line(root.children, 0) if root.children else root.text.strip()


def _line(nodes: Iterable[Element], depth: int) -> str:
    if depth > _DEEPEST:
        raise RecursionError
    pieces = [piece for node in nodes if (piece := _piece(node, depth)).text]
    out = ""
    for at, piece in enumerate(pieces):
        text = piece.text
        after = pieces[at + 1].text[:1] if at + 1 < len(pieces) else ""
        # 2½ is no 21/2, and ½S no 1/(2S).
        if piece.is_fraction and (out[-1:].isalnum() or after.isalnum() or after == "("):
            text = f"({text})"
        out += text
    return out


def _piece(node: Element, depth: int) -> _Piece:
    write = _WRITERS.get(node.name)
    if write is not None:
        return write(node, depth + 1)
    if node.children:
        return _Piece(_line(node.children, depth + 1))
    return _Piece(node.text)


def _part(node: Element, name: str, depth: int) -> str:
    """Return the text of a named part of an OMML element."""
    return next((_line(child.children, depth) for child in node.children if child.name == name), "")


def _argument(node: Element, index: int, depth: int) -> str:
    """Return the text of a part of a MathML element by its place."""
    return _line(node.children[index : index + 1], depth)


def _property(node: Element, name: str) -> str | None:
    """Return the value of a property of an OMML element (chr, begChr …), None where it is not given."""
    for child in node.children:
        if child.name.endswith("Pr"):
            for one in child.children:
                if one.name == name:
                    return one.attributes.get("val", "")
    return None


def _bracketed(text: str) -> str:
    closed = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return f"({text})" if not closed and any(c in _OPERATORS for c in text) else text


def fraction(above: str, below: str) -> str:
    """Return a fraction with its bar; what is more than one term gets brackets."""
    return f"{_bracketed(above) or '□'}/{_bracketed(below) or '□'}"


def _root(of: str, degree: str) -> str:
    inside = of if len(of) == 1 or of.replace(".", "").isdigit() else f"({of})"
    if not degree or degree == "2":
        return f"√{inside}"
    return f"{_ROOTS[degree]}{inside}" if degree in _ROOTS else f"{marked(degree, 'raised')}√{inside}"


def _scripted(base: str, below: str = "", above: str = "") -> str:
    base = _bracketed(base) if len(base) > 1 else base
    return base + (marked(below, "lowered") if below else "") + (marked(above, "raised") if above else "")


def _accented(base: str, sign: str) -> str:
    return base + _ACCENTS[sign] if sign in _ACCENTS and len(base) == 1 else f"{base}{sign}" if sign else base


def _omml_fraction(node: Element, depth: int) -> _Piece:
    above, below = _part(node, "num", depth), _part(node, "den", depth)
    if _property(node, "type") == "noBar":
        return _Piece(f"({above}；{below})")
    return _Piece(fraction(above, below), is_fraction=True)


def _omml_delimited(node: Element, depth: int) -> _Piece:
    opening, closing = _property(node, "begChr"), _property(node, "endChr")
    between = _property(node, "sepChr") or "|"
    inside = between.join(_line(child.children, depth) for child in node.children if child.name == "e")
    return _Piece(f"{'(' if opening is None else opening}{inside}{')' if closing is None else closing}")


def _omml_nary(node: Element, depth: int) -> _Piece:
    sign = _property(node, "chr") or "∫"
    limits = _scripted(sign, _part(node, "sub", depth), _part(node, "sup", depth))
    return _Piece(limits + _part(node, "e", depth))


def _omml_rows(node: Element, depth: int) -> _Piece:
    rows = [
        "，".join(_line(cell.children, depth) for cell in row.children if cell.name == "e")
        for row in node.children
        if row.name == "mr"
    ]
    rows = rows or [_line(child.children, depth) for child in node.children if child.name == "e"]
    return _Piece("；".join(rows))


def _mathml_rows(node: Element, depth: int) -> _Piece:
    rows = ["，".join(_line(cell.children, depth) for cell in row.children) for row in node.children]
    return _Piece("；".join(rows))


def _mathml_over(node: Element, depth: int) -> _Piece:
    base, sign = _argument(node, 0, depth), _argument(node, 1, depth)
    return _Piece(
        _accented(base, sign) if len(sign) == 1 and not sign.isalnum() else _scripted(base, "", sign)
    )


def _mathml_fenced(node: Element, depth: int) -> _Piece:
    inside = "，".join(_line([child], depth) for child in node.children)
    return _Piece(f"{node.attributes.get('open', '(')}{inside}{node.attributes.get('close', ')')}")


def _nothing(node: Element, depth: int) -> _Piece:
    return _Piece("")


# What both vocabularies have is told apart by its name: OMML's f, rad, sSup; MathML's mfrac, msqrt, msup.
_WRITERS: dict[str, Callable[[Element, int], _Piece]] = {
    "f": _omml_fraction,
    "rad": lambda n, d: _Piece(_root(_part(n, "e", d), _part(n, "deg", d))),
    "sSup": lambda n, d: _Piece(_scripted(_part(n, "e", d), "", _part(n, "sup", d))),
    "sSub": lambda n, d: _Piece(_scripted(_part(n, "e", d), _part(n, "sub", d))),
    "sSubSup": lambda n, d: _Piece(_scripted(_part(n, "e", d), _part(n, "sub", d), _part(n, "sup", d))),
    "sPre": lambda n, d: _Piece(_scripted("", _part(n, "sub", d), _part(n, "sup", d)) + _part(n, "e", d)),
    "d": _omml_delimited,
    "nary": _omml_nary,
    "func": lambda n, d: _Piece(f"{_part(n, 'fName', d)} {_part(n, 'e', d)}".strip()),
    "limLow": lambda n, d: _Piece(_scripted(_part(n, "e", d), _part(n, "lim", d))),
    "limUpp": lambda n, d: _Piece(_scripted(_part(n, "e", d), "", _part(n, "lim", d))),
    "acc": lambda n, d: _Piece(_accented(_part(n, "e", d), _property(n, "chr") or "^")),
    "bar": lambda n, d: _Piece("".join(c + _OVERLINE for c in _part(n, "e", d))),
    "m": _omml_rows,
    "eqArr": _omml_rows,
    "mfrac": lambda n, d: _Piece(fraction(_argument(n, 0, d), _argument(n, 1, d)), is_fraction=True),
    "msqrt": lambda n, d: _Piece(_root(_line(n.children, d), "")),
    "mroot": lambda n, d: _Piece(_root(_argument(n, 0, d), _argument(n, 1, d))),
    "msup": lambda n, d: _Piece(_scripted(_argument(n, 0, d), "", _argument(n, 1, d))),
    "msub": lambda n, d: _Piece(_scripted(_argument(n, 0, d), _argument(n, 1, d))),
    "msubsup": lambda n, d: _Piece(_scripted(_argument(n, 0, d), _argument(n, 1, d), _argument(n, 2, d))),
    "munder": lambda n, d: _Piece(_scripted(_argument(n, 0, d), _argument(n, 1, d))),
    "munderover": lambda n, d: _Piece(_scripted(_argument(n, 0, d), _argument(n, 1, d), _argument(n, 2, d))),
    "mover": _mathml_over,
    "mtable": _mathml_rows,
    "mfenced": _mathml_fenced,
    # The same formula for other programs.
    "annotation": _nothing,
    "annotation-xml": _nothing,
    "mphantom": _nothing,
}
