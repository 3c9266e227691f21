"""Undo what some PDF producers do to characters: they write the radical that looks like the character."""

import unicodedata

# Radicals whose shape is that of a simplified or usual character, but which Unicode does not decompose.
_SHAPES = dict(
    zip(
        "⺟⺠⺩⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⻲⻫⻭⻯⻡⺎⺁⺄",
        "母民王虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟龟斉歯竜首兀厂乙",
        strict=True,
    )
)


def as_written(char: str) -> str:
    """Return the character that a radical stands for, any other character as it is."""
    if "\u2f00" <= char <= "\u2fd5":
        return unicodedata.normalize("NFKC", char)
    return _SHAPES.get(char, char)
