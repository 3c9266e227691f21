"""Does ingest stand whatever is done to a source? Mutated texts, web pages, Word documents and PDFs, and what became of each.

    python benchmarks/mutations.py [number of sources] [seed]

Every source is a document of the test suite, its lines mutated, then set in a form, and for pages and Word its markup
mutated too. None may raise anything but a SourceError, lose a character or count one twice (the ledger fails), or have an
object that is neither kept nor dropped by a named rule. Prints a table, and the seed of each source that fails.
"""

import io
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gongbao.ingest import pipeline  # noqa: E402
from gongbao.ingest.model.source import SourceError  # noqa: E402
from gongbao.ingest.read import read  # noqa: E402
from gongbao.ingest.write import files  # noqa: E402

from tests.ingest import forms  # noqa: E402
from tests.ingest.test_ledger import mutate  # noqa: E402

SHAPES = sorted((ROOT / "tests" / "ingest" / "shapes" / "documents").glob("*.txt"))
FORMS = ("txt", "html", "docx", "pdf")
_MARKUP = re.compile(r"<[^<>]{1,200}>")


def remarked(markup: str, rng: random.Random, steps: int) -> str:
    """Take out, double, and exchange pieces of markup; wrap words in marks of form."""
    for _ in range(steps):
        found = list(_MARKUP.finditer(markup))
        if not found:
            return markup
        one, other = rng.choice(found), rng.choice(found)
        action = rng.randrange(4)
        if action == 0:
            markup = markup[: one.start()] + markup[one.end() :]
        elif action == 1:
            markup = markup[: one.end()] + one.group() + markup[one.end() :]
        elif action == 2:
            markup = markup[: one.start()] + other.group() + markup[one.end() :]
        else:
            mark = rng.choice(["sup", "sub", "del", "ins", "span style='display:none'", "table", "b"])
            markup = markup[: one.end()] + f"<{mark}>甲2</{mark.split()[0]}>" + markup[one.end() :]
    return markup


def made(form: str, rng: random.Random) -> bytes:
    """Make one mutated source."""
    lines = rng.choice(SHAPES).read_text(encoding="utf-8").split("\n")
    text = "\n".join(mutate(lines, rng.randrange(2**32), rng.randrange(1, 25))).replace("\x00", "")
    if form == "txt":
        return text.encode("utf-8")
    doc = forms.from_text(re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", text))
    if form == "pdf":
        return forms.as_pdf(doc)
    if form == "html":
        return remarked(forms.as_html(doc).decode("utf-8"), rng, rng.randrange(12)).encode("utf-8")
    return _remarked_word(forms.as_docx(doc), rng)


def _remarked_word(data: bytes, rng: random.Random) -> bytes:
    """Double and take out whole runs and paragraphs, so that the XML stays one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name == "word/document.xml":
                xml = held.decode("utf-8")
                for _ in range(rng.randrange(10)):
                    runs = list(re.finditer(r"<w:r>.*?</w:r>|<w:r [^>]*>.*?</w:r>", xml, re.S))
                    if not runs:
                        break
                    run = rng.choice(runs)
                    mark = rng.choice(
                        ["<w:strike/>", '<w:vertAlign w:val="superscript"/>', "<w:vanish/>", ""]
                    )
                    again = re.sub(r"<w:rPr>", f"<w:rPr>{mark}", run.group(), count=1)
                    xml = xml[: run.start()] + (again + run.group() if mark else "") + xml[run.end() :]
                held = xml.encode("utf-8")
            new.writestr(name, held)
    return out.getvalue()


def try_one(data: bytes, form: str, folder: Path) -> str:
    """Ingest one source; return what became of it: whole, refused, or what went wrong."""
    path = folder / f"source.{form}"
    path.write_bytes(data)
    try:
        source = read(path)
        edition = pipeline.make(source)
        laid = files.lay(edition, files.slugs_for(edition, None, set()))
    except SourceError:
        return "refused"
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:150]}"
    loose = [item.kind for item in edition.source.objects if bool(item.kept) == bool(item.rule)]
    if loose:
        return f"neither kept nor dropped, or both: {Counter(loose)}"
    return "whole" if laid.files else "nothing written"


def main(arguments: list[str]) -> int:
    """Print a table; return 1 if a source failed."""
    count = int(arguments[0]) if arguments else 2000
    first = int(arguments[1]) if len(arguments) > 1 else 0
    outcomes: dict[str, Counter[str]] = {form: Counter() for form in FORMS}
    with tempfile.TemporaryDirectory() as name:
        for seed in range(first, first + count):
            form = FORMS[seed % len(FORMS)]
            outcome = try_one(made(form, random.Random(seed)), form, Path(name))
            outcomes[form][outcome if outcome in ("whole", "refused") else "failed"] += 1
            if outcome not in ("whole", "refused"):
                print(f"seed {seed} ({form}): {outcome}", flush=True)
    print("| form | whole | refused | failed |\n|---|---|---|---|")
    for form, counts in outcomes.items():
        print(f"| {form} | {counts['whole']} | {counts['refused']} | {counts['failed']} |")
    return int(any(counts["failed"] for counts in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
