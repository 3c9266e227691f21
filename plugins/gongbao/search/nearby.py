"""What titles hold, three characters at a time: what corrections and pinyin are held against.

One tree lists by a character what two may follow it, the other by first letters what is read so. A correction or a
reading of letters is only ever made of such stretches, so that what is proposed is there.
theme/static/js/search/nearby.js reads them.
"""

from collections.abc import Iterable

from gongbao.patterns import late

from . import shapes
from .folding import HAN, Folder
from .postings import Row
from .shards import Scripts, Tree
from .sounds import Sounds
from .tokenizer import utf16_key

_RUN = late(f"[{HAN}]{{2,}}")
SIZE = 3


def stretches(texts: Iterable[str], folder: Folder) -> set[str]:
    """Return every three Han characters that stand next to each other, and the last two of each run."""
    found: set[str] = set()
    for text in texts:
        for run in _RUN.findall(folder.fold(text)):
            found.update(run[i : i + SIZE] for i in range(len(run) - SIZE + 1))
            found.add(run[1 - SIZE :])
    return found


def write(
    texts: Iterable[str], folder: Folder, scripts: Scripts, shard_bytes: int, sounds: Sounds | None = None
) -> dict[str, object]:
    """Write both trees and the tables of sounds and shapes; return what the manifest says of them.

    sounds: of characters, as far as they are known.
    """
    sounds = sounds or Sounds()
    stretches_found = stretches(texts, folder)
    following: dict[str, list[str]] = {}
    read_as: dict[str, list[str]] = {}
    for stretch in sorted(stretches_found):
        if len(stretch) == SIZE:
            following.setdefault(stretch[0], []).append(stretch[1:])
        for letters in sounds.initials(stretch):
            read_as.setdefault(letters, []).append(stretch)
    characters = {c for stretch in stretches_found for c in stretch}
    return {
        "following": _tree(following, scripts, shard_bytes),
        "initials": _tree(read_as, scripts, shard_bytes),
        "sounds": scripts.add(sounds.table(characters)),
        "shapes": scripts.add(shapes.table(characters), numbers=True),
    }


def _tree(rows: dict[str, list[str]], scripts: Scripts, shard_bytes: int) -> str:
    """Write rows of stretches under their keys; a row is `key stretch stretch …`, without blanks between."""
    tree = Tree(scripts, shard_bytes, shard_bytes)
    tree.extend(Row(key, 0, f"{key} {''.join(rows[key])}") for key in sorted(rows, key=utf16_key))
    return "\n".join(tree.close())
