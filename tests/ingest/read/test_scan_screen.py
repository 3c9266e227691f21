"""What a scanner of one bit drew as dots is smooth before it is read; other pages stay as they are."""

import numpy as np
from gongbao.ingest.read.scan.halftone import without_screen
from PIL import Image, ImageDraw


def page(tint: int, noise: int = 0) -> Image.Image:
    """Return a page of strokes, its lower half tinted so dark (255 is white)."""
    image = Image.new("L", (800, 960), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 480, 700, 900), fill=tint)
    for y in range(60, 860, 40):
        draw.line((120, y, 680, y + 9), "black", 7)
    specks = np.random.default_rng(7).normal(0, noise, (960, 800)) if noise else 0
    return Image.fromarray((np.asarray(image, np.float32) + specks).clip(0, 255).astype(np.uint8))


def test_dots_of_a_tint_are_smoothed_and_nothing_else() -> None:
    dots = np.asarray(page(215).convert("1").convert("RGB"))
    smooth = without_screen(dots)
    between, stroke = np.s_[712:732, 200:260], np.s_[660:690, 200:600]
    assert dots[between].std() > 80
    assert smooth[between].std() < 12
    assert smooth[stroke].min() < 60
    assert (smooth[:400] == dots[:400]).all()


def test_pages_without_dots_stay_as_they_are() -> None:
    for picture in (page(215, noise=6), page(255), Image.new("L", (800, 960), 200)):
        given = np.asarray(picture.convert("RGB"))
        assert without_screen(given) is given
