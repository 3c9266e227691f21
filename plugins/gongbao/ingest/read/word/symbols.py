"""Read the signs that people take from symbol fonts: ticks, boxes, bullets."""

_SYMBOLS = {
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFB): "✗",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0x6F): "□",
    ("wingdings", 0x6C): "●",
    ("wingdings", 0x6E): "■",
    ("wingdings", 0x75): "◆",
    ("wingdings", 0xD8): "➢",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0xA3): "□",
    ("symbol", 0xB7): "•",
    ("symbol", 0xB4): "×",
    ("symbol", 0xB1): "±",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xB0): "°",
    ("symbol", 0x6D): "μ",
}


def symbol(font: str, code: str) -> str:
    """Return the sign that a symbol font shows for a code (hexadecimal); the code's own sign where it is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    known = (
        _SYMBOLS.get((font.lower(), number & 0xFF)) if number < 0x100 or 0xF000 <= number <= 0xF0FF else None
    )
    return known or (chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0x10000 else "")
