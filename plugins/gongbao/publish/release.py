"""Make the site ready for its readers, and bring it to them."""

import sys
from pathlib import Path

from gongbao.export import addresses
from gongbao.workshop import Failure, links, signature
from gongbao.workshop.build import build_alone
from gongbao.workshop.lock import alone
from gongbao.workshop.settings import Folders, folders, values

from . import targets
from .target import Plan, Target, plan


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
            raise Failure("name the target to roll back: inv publish --to TARGET --rollback")
        print(f"{target} shows release {to.roll_back()} again.")
        return
    _expect_signature(str(found.get("PUBLIC_KEY") or ""))
    _expect_address(str(found.get("SITEURL") or ""))
    # Until all is sent: a livereload beside this would change files under the hands of the sender.
    with alone(place.output):
        build_alone(settings)
        preflight(place, to)
        _publish(place, target, to, dry_run, allow_delete)


def _publish(place: Folders, target: str, to: Target | None, dry_run: bool, allow_delete: bool) -> None:
    """Send what changed; without a target, only say that the site is ready."""
    if to is None:
        _remember(place)
        print(f"{place.output.name}/ is ready: copy all of it to the host.")
        return
    planned = plan(place.output, to.held())
    show(planned, place.output, names=dry_run)
    if planned.empty:
        print(f"{target} holds this site already; nothing was sent.")
    elif planned.deletes_much and not allow_delete:
        lost = sum(name.endswith(".html") for name in planned.deleted)
        raise Failure(f"{lost} pages would disappear from {target} — if that is right, add --allow-delete")
    elif dry_run:
        print("Dry run: nothing was sent.")
    else:
        to.send(place.output)
        print(f"{target} shows the new site.")
    if not dry_run:
        _remember(place)


def preflight(place: Folders, to: Target | None) -> None:
    """Refuse a site with broken links, or one that the host would not take."""
    # A host shows 404.html at any depth, so its links begin at the root, and only there that is right.
    found = [
        fault
        for fault in links.check(place.output)
        if not (fault.startswith("404.html: ") and "begins at the root" in fault)
    ]
    if found:
        more = [f"… and {len(found) - 50} more"] if len(found) > 50 else []
        raise Failure("\n".join([f"{len(found)} broken links in {place.output.name}/", *found[:50], *more]))
    if to and (refused := to.limits.faults(to.files(place.output))):
        raise Failure("the host would not take the site\n" + "\n".join(refused))


def _expect_signature(key: str) -> None:
    """Refuse to publish what readers could not check with the public key that they were given."""
    if not key:
        return
    if not signature.ready():
        raise Failure(
            f"PUBLIC_KEY is set, so the site must be signed — name the file of the secret key in {signature.SECRET_KEY}"
        )
    if not signature.made_with(key):
        raise Failure(f"the secret key of {signature.SECRET_KEY} is not the other half of PUBLIC_KEY")


def _expect_address(root: str) -> None:
    """Refuse half an address, and say what a site without one lacks."""
    if not root:
        print(
            "SITEURL in publishconf.py is empty: the site has no sitemap.xml, and feeds and citations lack its address"
        )
    elif not root.startswith(("https://", "http://")):
        raise Failure(
            f"SITEURL in publishconf.py is {root!r} — write all of it: https://www.example.gov.cn/gongbao"
        )


def show(planned: Plan, site: Path, names: bool) -> None:
    """Say what would be done and how much that is; with names, file by file."""
    sent = sum((site / name).stat().st_size for name in (*planned.added, *planned.changed))
    print(f"{planned}; {sent:,} bytes to send")
    if names:
        for words, files in (
            ("new", planned.added),
            ("changed", planned.changed),
            ("delete", planned.deleted),
        ):
            for name in files:
                print(f"  {words}: {name}")
    sys.stdout.flush()


def _remember(place: Folders) -> None:
    """Remember every address for good."""
    if new := addresses.record(place.output, place.content):
        print(f"{place.content.name}/{addresses.PUBLISHED}: {new} new addresses — keep this file in git")
