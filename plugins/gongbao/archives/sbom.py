"""The bill of materials of a release (SBOM, CycloneDX 1.6): every package that the locks name, with its hashes."""

import importlib.util
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from gongbao.messages import _
from gongbao.workshop import Failure

FILE = "sbom.cdx.json"
_TESTS = "dev"
_ENTRY = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^\s;\\]+)(?P<rest>(?:.*\\\n)*.*)$", re.M)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def entries(lock: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield name, version and hashes of each package of a lock."""
    for entry in _ENTRY.finditer(lock):
        yield entry["name"], entry["version"], _HASH.findall(entry["rest"])


def write(root: Path, version: str, day: date) -> int:
    """Write the bill of a version beside the locks; return how many packages it names. The same locks give the same bytes."""
    if importlib.util.find_spec("cyclonedx") is None:
        raise Failure(_("a release needs the packages of requirements/dev.txt"))
    text, count = _bill(root, version, day)
    (root / "requirements" / FILE).write_text(text + "\n", encoding="utf-8")
    return count


def _bill(root: Path, version: str, day: date) -> tuple[str, int]:
    from cyclonedx.model import HashAlgorithm, HashType, Property  # noqa: PLC0415 - of releases alone
    from cyclonedx.model.bom import Bom, BomMetaData  # noqa: PLC0415
    from cyclonedx.model.component import Component, ComponentType  # noqa: PLC0415
    from cyclonedx.output.json import JsonV1Dot6  # noqa: PLC0415
    from packageurl import PackageURL  # noqa: PLC0415

    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for lock in sorted((root / "requirements").glob("*.txt")):
        if lock.stem != _TESTS:
            for name, at, hashes in entries(lock.read_text(encoding="utf-8")):
                found.setdefault((name, at), (hashes, []))[1].append(lock.stem)
    whole = Component(
        name="gongbao", version=version, type=ComponentType.APPLICATION, bom_ref=f"gongbao@{version}"
    )
    parts = [
        Component(
            name=name,
            version=at,
            type=ComponentType.LIBRARY,
            bom_ref=f"pkg:pypi/{name}@{at}",
            purl=PackageURL("pypi", None, name, at),
            # One for each file that an installer may choose.
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in hashes],
            properties=[Property(name="gongbao:locks", value=", ".join(locks))],
        )
        for (name, at), (hashes, locks) in sorted(found.items())
    ]
    made = datetime.combine(day, time(), UTC)
    number = uuid5(NAMESPACE_URL, f"gongbao {version} {[part.bom_ref.value for part in parts]}")
    bill = Bom(components=parts, serial_number=number, metadata=BomMetaData(component=whole, timestamp=made))
    bill.register_dependency(whole, parts)
    return JsonV1Dot6(bill).output_as_string(indent=1), len(parts)
