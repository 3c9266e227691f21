"""A typeset picture for sharing: a bulletin's name, its number and day, the archive's name. Pure but for the font."""

import io
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Where nothing is drawn, as in most builds, nothing is loaded for drawing.
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
_PAPER, _INK, _MUTED, _RED = "#fcfbf8", "#1c1b19", "#5d5a53", "#b5121b"
_MARGIN = 90
# Few colours: the edges of letters need no more, and the file has a quarter of the bytes.
_COLOURS = 24
_SYSTEM = ("fc-match", "-f", "%{file}\n%{index}", "serif:lang=zh-cn:bold")


@dataclass(frozen=True)
class Typeface:
    """A font file that has Chinese characters, and which of its faces."""

    path: Path
    face: int = 0

    @property
    def stamp(self) -> str:
        """Return what tells this file from another of its name."""
        return f"{self.path.name} {self.path.stat().st_size} {self.face}"

    def at(self, size: int) -> "FreeTypeFont":
        """Return the font at a size in pixels."""
        from PIL import ImageFont  # noqa: PLC0415

        return ImageFont.truetype(str(self.path), size, index=self.face)

    @cached_property
    def is_chinese(self) -> bool:
        """Tell whether it draws 国 as something other than a character that it does not have."""
        font = self.at(40)
        drawn, missing = (bytes(font.getmask(sign)) for sign in ("国", "\U0010fffe"))
        return drawn != missing


def find(given: str) -> Typeface | None:
    """Return the font of the settings, else the system's; None where there is none with Chinese characters."""
    if given:
        return Typeface(Path(given))
    if not shutil.which(_SYSTEM[0]):
        return None
    done = subprocess.run(_SYSTEM, capture_output=True, text=True, check=False)
    path, _, face = done.stdout.partition("\n")
    if done.returncode or not Path(path).is_file():
        return None
    found = Typeface(Path(path), int(face) if face.isdecimal() else 0)
    return found if found.is_chinese else None


def draw(typeface: Typeface, title: str, lines: tuple[str, ...], foot: str) -> bytes:
    """Return a PNG: a title as large as fits in two lines, lines below it, a foot."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    image = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 18), fill=_RED)
    font, broken = _fitting(typeface, title)
    height = font.size * 1.35
    top = 210 - height * (len(broken) - 1) / 2
    for line in broken:
        pen.text((SIZE[0] / 2, top), line, fill=_RED, font=font, anchor="mm")
        top += height
    top += 10
    pen.line((_MARGIN, top, SIZE[0] - _MARGIN, top), fill=_RED, width=4)
    top += 60
    for line in lines:
        pen.text((SIZE[0] / 2, top), line, fill=_INK, font=typeface.at(44), anchor="mm")
        top += 66
    pen.text((SIZE[0] / 2, SIZE[1] - 56), foot, fill=_MUTED, font=typeface.at(32), anchor="mm")
    out = io.BytesIO()
    image.quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _fitting(typeface: Typeface, title: str) -> "tuple[FreeTypeFont, tuple[str, ...]]":
    """Return the largest font at which a title fits into one line, else into two; what is longer still is cut."""
    room = SIZE[0] - 2 * _MARGIN
    for size in range(96, 55, -4):
        font = typeface.at(size)
        if font.getlength(title) <= room:
            return font, (title,)
    for size in range(72, 43, -4):
        font = typeface.at(size)
        half = -(-len(title) // 2)
        broken = (title[:half], title[half:])
        if max(map(font.getlength, broken)) <= room:
            return font, broken
    return font, (title[:23], title[23:44] + "…")
