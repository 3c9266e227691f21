"""Tell a page that shows the text of a document from one that leads to it: a list, a viewer, an empty frame."""

import re

from gongbao.messages import N_, _

from .core import linked_files, weight
from .lines import PageContent, PageLine

_ADVICE = N_("save the page that shows the text from a browser, after it has loaded")
# Headings, dates and counters beside links are no text of their own.
_BESIDE_LINKS = re.compile(r"[\d\s\-./:：年月日()（）\[\]【】·•>»|]*")
_SENTENCE = re.compile(r"[，。；]")
# A list of links may have a few words of its own; a text has more beside its links.
_MOSTLY_LINKED = 0.5


def what_it_holds_instead(content: PageContent) -> str:
    """Return what is wrong with a page that holds no text of a document, and what to do; "" for one that does."""
    kept = [line for line in content.lines if line.text.strip() and not line.drop and line.hint != "card"]
    body = [line for line in kept if line.hint not in ("h1", "h2", "h3")]
    if not kept or not any(weight(line) or line.linked for line in body if line.text.strip()):
        return _instead(content)
    linked = sum(line.linked for line in body)
    if linked and not any(map(_is_text, body)):
        total = sum(len("".join(line.text.split())) for line in body)
        if linked >= _MOSTLY_LINKED * total:
            return _(
                "a page of links to other pages, without a text of its own; {advice}, one for each document",
                advice=_(_ADVICE),
            )
    return ""


def _is_text(line: PageLine) -> bool:
    """Tell whether a line says something itself beside what it links to."""
    if line.cells:
        filled = [cell for cell in line.cells if _BESIDE_LINKS.sub("", cell)]
        return line.linked == 0 and len(filled) > 1
    free = len(_BESIDE_LINKS.sub("", line.text)) - line.linked
    return free > 0 and _SENTENCE.search(line.text) is not None


def _instead(content: PageContent) -> str:
    """Say that a page has no text, and name the file that holds it instead: shown in a frame, or linked."""
    frames = [one.text for one in content.objects if one.kind == "embedded" and one.text]
    if frames:
        return _(
            "a web page without a text of its own (it shows {file}, another file); {advice}",
            file=frames[0],
            advice=_(_ADVICE),
        )
    files = [str(link["href"]) for line in content.lines for link in linked_files(line)]
    if files:
        return _(
            "a web page without a text of its own (it links to {file}: save and ingest that); {advice}",
            file=files[0],
            advice=_(_ADVICE),
        )
    return _(
        "a web page without a text of its own (drawn by a script, in a frame, or an image); {advice}",
        advice=_(_ADVICE),
    )
