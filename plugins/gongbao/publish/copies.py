"""Precompressed copies beside a site's texts, made once for each content and kept between runs."""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gongbao import atomic, places
from gongbao.messages import N_, _, reason
from gongbao.workshop import Failure, compressed
from gongbao.workshop.progress import Progress

_COPY = re.compile(r"[0-9a-f]{64}\.(?:gz|br)(?:\.new)?")


def of(files: Mapping[str, Path], sums: Mapping[str, str]) -> dict[str, Path]:
    """Return the copies of a site's texts, name → file; what the store holds of other sites goes."""
    compressed.need_brotli()
    # The best compression takes a second for a megabyte; a content is compressed once, not at every publishing.
    store = places.cache("precompressed")
    texts = [name for name in sums if name in files and compressed.worth(name, files[name].stat().st_size)]
    found = {
        f"{name}{ending}": store / f"{sums[name]}{ending}" for name in texts for ending in compressed.ENDINGS
    }
    missing = {
        store / f"{sums[name]}{ending}": files[name]
        for name in texts
        for ending in compressed.ENDINGS
        if not (store / f"{sums[name]}{ending}").is_file()
    }
    progress = Progress(sys.stderr)
    try:
        store.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # both compressors let other threads run
            for _made in pool.map(_make, missing, missing.values()):
                progress.step(N_("{count} compressed"))
        for path in set(store.iterdir()) - set(found.values()):
            # Whatever else lies there, or where a link leads, is somebody's.
            if _COPY.fullmatch(path.name):
                path.unlink()
    except OSError as error:
        raise Failure(
            _("compressing: {reason} ({store}) — nothing was sent", reason=reason(error), store=store)
        ) from error
    finally:
        progress.close()
    return found


def lay_out(copies: Mapping[str, Path], folder: Path) -> None:
    """Put copies where they belong, below a folder; linked to the store where the file system allows it."""
    for name, path in copies.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, place)
        except OSError:
            shutil.copyfile(path, place)


def renewed(sums: Mapping[str, str], there: bool | None, wanted: bool) -> Mapping[str, str]:
    """Forget the sums of texts where there are copies and none are wanted, or the other way round: all go anew."""
    if there is None or there == wanted:
        return sums
    return {name: "" if compressed.worth(name, sys.maxsize) else known for name, known in sums.items()}


def _make(target: Path, source: Path) -> None:
    atomic.write(target, compressed.pack(source.read_bytes(), target.suffix), lasting=False)
