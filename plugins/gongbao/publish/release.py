"""Make the site ready for its readers, and bring it to them."""

import sys
from datetime import date
from pathlib import Path

from gongbao.export import addresses
from gongbao.messages import _
from gongbao.workshop import Failure, checksums, links, missed, signature
from gongbao.workshop.build import build_locked
from gongbao.workshop.lock import exclusive
from gongbao.workshop.settings import Folders, folders, values

from . import hosts, targets
from .target import Plan, Target, files_of, plan


class PagesLost(Failure):
    """Many pages would disappear at once, and nobody said that they may; lost is how many."""

    def __init__(self, lost: int, target: str) -> None:
        """Word it for who runs the command."""
        self.lost = lost
        super().__init__(
            _(
                "{lost} pages would disappear from {target} — if that is right, add --allow-delete",
                lost=lost,
                target=target,
            )
        )


def release(
    settings: str, target: str = "", dry_run: bool = False, allow_delete: bool = False, rollback: bool = False
) -> None:
    """Build with the settings of the published site, check it, send what changed; without a target, only make ready."""
    # Before the build, so that a wrong name is told at once.
    place = folders(settings)
    found = values(settings)
    to = targets.find(found, target) if target else None
    if rollback:
        if to is None:
            raise Failure(_("name the target to roll back: inv publish --to TARGET --rollback"))
        print(_("{target} shows release {name} again.", target=target, name=to.roll_back()))
        return
    _expect_signature(str(found.get("PUBLIC_KEY") or ""))
    _expect_address(str(found.get("SITEURL") or ""))
    # Until all is sent: a livereload beside this would change files under the hands of the sender.
    with exclusive(place.output):
        build_locked(settings)
        if dry_run:
            files = to.files(place.output) if to else files_of(place.output)
            print("\n".join(hosts.report(files, place.output, date.today())))
        preflight(place, to)
        _publish(place, target, to, dry_run, allow_delete)


def sent(settings: str) -> None:
    """Remember the addresses of a site that a person copied to its host; only then do readers know them."""
    place = folders(settings)
    if not (place.output / checksums.NAME).is_file():
        raise Failure(_("{output}/ holds no site — run: gongbao publish", output=place.output.name))
    with exclusive(place.output):
        if not checksums.verify(place.output).whole:
            raise Failure(
                _(
                    "{output}/ is not as it was built — run: gongbao publish, copy it anew",
                    output=place.output.name,
                )
            )
        _remember(place)
    print(_("The addresses of {output}/ are remembered.", output=place.output.name))


def _publish(place: Folders, target: str, to: Target | None, dry_run: bool, allow_delete: bool) -> None:
    """Send what changed; without a target, only say that the site is ready."""
    if to is None:
        if dry_run:
            print(_("Dry run: nothing was sent."))
            return
        print(_("{output}/ is ready: copy all of it to the host.", output=place.output.name))
        print(
            _(
                "When readers see it there, run: gongbao publish --sent — from then on no address may disappear."
            )
        )
        return
    planned = plan(place.output, to.held())
    show(planned, place.output, names=dry_run)
    if planned.empty:
        print(_("{target} holds this site already; nothing was sent.", target=target))
    elif planned.deletes_much and not allow_delete:
        lost = sum(name.endswith(".html") for name in planned.deleted)
        raise PagesLost(lost, target)
    elif dry_run:
        print(_("Dry run: nothing was sent."))
    else:
        to.send(place.output)
        print(_("{target} shows the new site.", target=target))
    if not dry_run:
        _remember(place)


def preflight(place: Folders, to: Target | None) -> None:
    """Refuse a site with broken links, or one that the host would not take."""
    # A host shows 404.html at any depth, so its links begin at the root, and only there that is right.
    if found := links.check(place.output, at_root=("404.html",)):
        raise Failure(links.summary(found, place.output))
    if to and (refused := to.limits.faults(to.files(place.output))):
        raise Failure("\n".join([_("the host would not take the site"), *refused]))


def _expect_signature(key: str) -> None:
    """Refuse to publish what readers could not check with the public key that they were given."""
    if not key:
        return
    if not signature.ready():
        raise Failure(
            _(
                "PUBLIC_KEY is set, so the site must be signed — name the file of the secret key in "
                "{variable}",
                variable=signature.SECRET_KEY,
            )
        )
    if not signature.made_with(key):
        raise Failure(
            _(
                "the secret key of {variable} is not the other half of PUBLIC_KEY",
                variable=signature.SECRET_KEY,
            )
        )


def _expect_address(root: str) -> None:
    """Refuse half an address, and say what a site without one lacks."""
    if not root:
        print(
            _(
                "SITEURL in publishconf.py is empty: the site has no sitemap.xml, and feeds and "
                "citations lack its address",
            )
        )
    elif not root.startswith(("https://", "http://")):
        raise Failure(
            _(
                "SITEURL in publishconf.py is {root!r} — write all of it: https://www.example.gov.cn/gongbao",
                root=root,
            )
        )


def show(planned: Plan, site: Path, names: bool) -> None:
    """Say what would be done and how much that is; with names, file by file."""
    sent = sum((site / name).stat().st_size for name in (*planned.added, *planned.changed))
    print(_("{planned}; {sent:,} bytes to send", planned=planned, sent=sent))
    if names:
        for name in planned.added:
            print(_("  new: {name}", name=name))
        for name in planned.changed:
            print(_("  changed: {name}", name=name))
        for name in planned.deleted:
            print(_("  delete: {name}", name=name))
    sys.stdout.flush()


def _remember(place: Folders) -> None:
    """Remember every address for good; what the site does not have any more, readers know now."""
    missed.forget(place)
    if new := addresses.record(place.output, place.content):
        print(
            _(
                "{content}/{published}: {new} new addresses — keep this file in git",
                content=place.content.name,
                published=addresses.PUBLISHED,
                new=new,
            )
        )
