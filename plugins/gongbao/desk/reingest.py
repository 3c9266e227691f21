"""Ingest a source anew with what a person decided, in a process of its own; what was edited by hand stays.

It does what `inv ingest` would do with the same decisions. Where hand and program changed the same words, nothing is done.
"""

from dataclasses import dataclass
from pathlib import Path

from gongbao import atomic
from gongbao.bulletin.own_fields import Fields
from gongbao.ingest import command, parsing
from gongbao.ingest.check.ledger import LedgerError
from gongbao.ingest.model import decisions
from gongbao.ingest.model.decisions import Decisions, Known
from gongbao.ingest.model.edition import Edition
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.write import files as layout
from gongbao.ingest.write import owner, writing
from gongbao.ingest.write.account import digest
from gongbao.limit import NONE, Limits
from gongbao.messages import _, speaking

from .merging import Clash, merged


@dataclass(frozen=True)
class Retaken:
    """What came of it: a fault that a person can read, or "", the slugs now, and the rules of flags that are new."""

    fault: str = ""
    slugs: tuple[str, ...] = ()
    without_line: tuple[str, ...] = ()


@dataclass(frozen=True)
class Order:
    """What to do: the archive, the source, its folder, its decisions, the rules of its bulletin (None: as they stand).

    limits: when it is given up.
    """

    content: Path
    source: Path
    folder: str
    held: Decisions
    rules: decisions.BulletinRules | None = None
    language: str = "en"
    own: Fields = ()
    limits: Limits = NONE


def retake(order: Order) -> Retaken:
    """Do it; nothing is written unless all of it can be."""
    with speaking(order.language):
        try:
            return _retake(order)
        except (SourceError, LedgerError, ValueError) as error:
            return Retaken(str(error))
        except OSError as error:
            return Retaken(
                _("It could not be written ({reason}); all is as it was.", reason=error.strerror or error)
            )


def _retake(order: Order) -> Retaken:
    folder = order.content / order.folder
    previous = layout.read_ledger(folder)
    before = decisions.known(order.content, order.own)
    top = order.folder.split("/")[0]
    bulletins = before.of_bulletin | ({top: order.rules} if order.rules else {})
    now = Known({**before.of_source, order.source.name: order.held}, bulletins, before.own)
    made = _made(order, now)
    if layout.folder_of(made) != order.folder:
        raise ValueError(_("With this the source would be another issue; say so where files are taken in."))
    owner.check(made, previous, folder, order.source, order.source)
    others = {slug for slug, where in command.slugs_in(order.content).items() if where != order.folder}
    slugs = layout.slugs_for(made, previous, others)
    laid = layout.lay(made, slugs)
    by_hand = _edited(folder, (previous or {}).get("files", {}))
    outcome, new = writing.plan(laid, order.content, force=True)
    if by_hand:
        base = _laid_before(order, before, previous)
        for name, mine in by_hand.items():
            new[name] = _carried(name, base, mine, laid).encode("utf-8")
            outcome.removed = [one for one in outcome.removed if one != name]
    if order.held:
        new[decisions.NAME] = decisions.dump(order.held).encode("utf-8")
        outcome.written.append(decisions.NAME)
    elif (folder / decisions.NAME).exists():
        outcome.removed.append(decisions.NAME)
    writing.apply(outcome, new, order.content)
    if order.rules:
        rules = order.content / top / decisions.RULES
        atomic.write(rules, decisions.dump_rules(order.rules))
    every = [*made.flags, *(flag for record in made.records for flag in record.flags)]
    lost = tuple(flag.text for flag in every if flag.rule == "decision-without-line")
    return Retaken("", tuple(slugs), lost)


def _made(order: Order, known: Known) -> Edition:
    made = parsing.parse_apart(order.source, None, _publication(order), known, None, order.limits)
    if isinstance(made, str):
        raise ValueError(made)
    # Of a bound volume, the issue that has this folder.
    return next((one for one in made.issues if layout.folder_of(one) == order.folder), made)


def _publication(order: Order) -> str | None:
    """Return the id under which an issue was taken in, which may have been given by hand."""
    top = order.folder.split("/")[0]
    return None if top == "documents" else top


def _edited(folder: Path, known: dict[str, str]) -> dict[str, str]:
    """Return the articles that a person changed since ingest wrote them."""
    found = {}
    for path in folder.glob("*.md"):
        text = path.read_bytes().decode("utf-8", "replace")
        if path.name in known and digest(text) != known[path.name]:
            found[path.name] = text
    return found


def _laid_before(order: Order, before: Known, previous: dict[str, object] | None) -> layout.Laid:
    """Return what ingest makes with the decisions as they were: what the edited files were edited from."""
    made = _made(order, before)
    return layout.lay(made, layout.slugs_for(made, previous, set()))


def _carried(name: str, base: layout.Laid, mine: str, laid: layout.Laid) -> str:
    old, fresh = base.files.get(name), laid.files.get(name)
    if not isinstance(old, str) or not isinstance(fresh, str):
        raise ValueError(
            _(
                "{file} was corrected by hand and would be no text of its own any more; undo the corrections first",
                file=name,
            )
        )
    try:
        return merged(old, mine, fresh)
    except Clash as clash:
        raise ValueError(
            _(
                "{file} was corrected by hand at the same place: {words}. Correct it by hand here too.",
                file=name,
                words=clash,
            )
        ) from clash
