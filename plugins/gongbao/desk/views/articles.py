"""An article beside its original: its fields, its text, and the page as the site shows it."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from gongbao.bulletin import number
from gongbao.ingest.model import decisions
from gongbao.issues.markup import Renderer
from gongbao.issues.structure import MarkupError
from gongbao.messages import _, reason

from .. import desk, doubts, original, saving, session
from ..fields import CHOICE_LABELS, CHOICES, FIELDS, GROUPS, QUICK
from ..shelf import Article, Folder
from . import asked


def article(request: Request) -> Response:
    """Show an article beside its original."""
    at = desk.of(request)
    folder, one = asked.article(request)
    every = original.lines_of(folder, at.place.sources)
    lines = original.around(every or [], one.slug)
    drawn = original.can_be_drawn(folder, at.place.sources)
    slugs = [other.slug for other in folder.articles]
    where = slugs.index(one.slug)
    values_of = _values(one)
    code = _code(one) if folder.issue else ""
    values = {
        "folder": folder,
        "article": one,
        "etag": saving.etag(one.text),
        "values": values_of,
        "shown": {name for name, value in values_of.items() if value},
        "place": where + 1,
        "quick": QUICK,
        "fields": FIELDS,
        "groups": GROUPS,
        "lines": lines,
        "missing_source": every is None,
        "pages": sorted({line.box.page for line in lines if line.box}) if drawn else [],
        "open": [
            doubt for doubt in doubts.of_folder(folder) if doubt.article and doubt.article.slug == one.slug
        ],
        "decided": {one.line: one.what for one in decisions.load(folder.path / decisions.NAME).lines},
        "code": code,
        "code_is_kept": code in decisions.load_rules(folder.rules).codes,
        "choices": CHOICES,
        "choice_labels": CHOICE_LABELS,
        "before": folder.articles[where - 1] if where else None,
        "behind": folder.articles[where + 1] if where + 1 < len(slugs) else None,
    }
    return at.page(request, "article.html", values)


def _code(one: Article) -> str:
    """Return the issuing code of an article's number, or ""."""
    found = number.parse(one.meta.doc_number) if one.meta and one.meta.doc_number else None
    return found.code if found else ""


def _keep_code(at: desk.Desk, folder: Folder, one: Article, wanted: bool) -> None:
    """Write among the rules of a bulletin whose code the number of an article has, or take it out of them."""
    given = asked.rules(folder)
    code, agency = _code(one), _values(one).get("agency", "")
    if wanted and code and agency:
        given.codes[code] = agency
    else:
        given.codes.pop(code, None)
    saving.write(folder.rules, decisions.dump_rules(given))
    at.session.note(session.DECIDED, folder.title, folder.rules)


def _values(one: Article) -> dict[str, str]:
    if one.meta is None:
        return {}
    found = {}
    for field in FIELDS:
        value = getattr(one.meta, field.name)
        found[field.name] = (
            "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        )
    return found


async def save(request: Request) -> Response:
    """Write an article's file; where somebody else wrote it meanwhile, answer with what it says now."""
    at = desk.of(request)
    sent = await asked.sent(request)
    async with at.writing:
        folder, one = asked.article(request)
        try:
            if "raw" in sent:
                text = saving.checked(asked.text(sent, "raw"), at.shelf.own)
            else:
                given = asked.values(sent, "values")
                text = saving.edited(one.text, given, asked.text(sent, "body"), at.shelf.own)
            saving.write(one.path, text, asked.text(sent, "etag"))
            at.session.note(session.EDITED, folder.title, folder.path)
        except saving.Conflict:
            answer = {"fault": _("The file was changed meanwhile, by an editor or in another window.")}
            return JSONResponse({**answer, "conflict": _shown(one)}, 409)
        except saving.MetadataError as error:
            return JSONResponse({"fault": str(error)}, 422)
        except OSError as error:
            return asked.unwritten(error)
        if "code" in sent and folder.issue:
            try:
                _keep_code(at, folder, at.shelf.read_article(one.path), bool(sent["code"]))
            except OSError as error:
                fault = _(
                    "The text is saved, but not whose code its number has ({reason}).", reason=reason(error)
                )
                return JSONResponse({"fault": fault}, 507)
    return JSONResponse(_shown(at.shelf.read_article(one.path)))


def _shown(one: Article) -> dict[str, object]:
    return {"etag": saving.etag(one.text), "values": _values(one), "body": one.body, "raw": one.text}


async def preview(request: Request) -> Response:
    """Return the text of a body as the site shows it."""
    asked.article(request)
    sent = await asked.sent(request)
    return JSONResponse(rendered(asked.text(sent, "body"), asked.text(sent, "kind")))


def rendered(body: str, kind: str) -> dict[str, str]:
    """Return a body as HTML, by the site's own renderer, or what is wrong with it."""
    try:
        return {"html": Renderer().render(body, diary=kind == "diary").html, "fault": ""}
    except MarkupError as error:
        return {"html": "", "fault": str(error)}


def picture(request: Request) -> Response:
    """Return a picture that lies beside an article."""
    folder, one = asked.article(request)
    name = request.path_params["file"]
    path = folder.path / name
    shown = name.startswith(f"{one.slug}.picture-") and path.parent == folder.path
    try:
        shown = shown and not path.is_symlink() and path.is_file()
    except OSError:  # a name that no file can have
        shown = False
    if not shown:
        raise HTTPException(404)
    return FileResponse(path)
