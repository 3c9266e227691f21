"""Words of templates that are always the same, said once: when a template is compiled, and not on each of a thousand pages."""

from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from gongbao.messages import site

_CALL = ["name", "lparen", "string", "rparen"]


class SaidOnce(Extension):
    """Put what `_("…")` without values says into the template, as our gettext would say it when a page is rendered."""

    def filter_stream(self, stream: TokenStream) -> TokenStream:
        """Return the tokens of a template, those of such a call replaced."""
        return TokenStream(self._said(list(stream)), stream.name, stream.filename)

    def _said(self, tokens: list[Token]) -> Iterator[Token]:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            is_global = not at or tokens[at - 1].type != "dot"
            if token.value == "_" and is_global and [t.type for t in tokens[at : at + 4]] == _CALL:
                text = site.translated(tokens[at + 2].value, {}) % {}
                # What the catalogue says is the program's own, and is not escaped.
                parts = (("lparen", "("), ("string", text), ("pipe", "|"), ("name", "safe"), ("rparen", ")"))
                yield from (Token(token.lineno, kind, value) for kind, value in parts)
                at += 4
            else:
                yield token
                at += 1
