"""Read the signs that people take from symbol fonts: ticks, boxes, bullets."""

_SYMBOLS = {
    ("wingdings", 0x28): "☎",
    ("wingdings", 0x2A): "✉",
    ("wingdings", 0x46): "☞",
    ("wingdings", 0x71): "❑",
    ("wingdings", 0x72): "❒",
    ("wingdings", 0x76): "❖",
    ("wingdings", 0x77): "◆",
    ("wingdings", 0xA1): "○",
    ("wingdings", 0xA7): "▪",
    ("wingdings", 0xAB): "★",
    ("wingdings", 0xDF): "←",
    ("wingdings", 0xE0): "→",
    ("wingdings", 0xE1): "↑",
    ("wingdings", 0xE2): "↓",
    ("wingdings", 0xE8): "➔",
    ("wingdings", 0xF0): "⇨",
    **{("wingdings", 0x81 + n): chr(0x2460 + n) for n in range(10)},
    **{("wingdings", 0x8C + n): chr(0x2776 + n) for n in range(10)},
    ("wingdings 2", 0x53): "☒",
    ("wingdings 2", 0x2A): "☐",
    **{("wingdings 2", 0x6A + n): chr(0x2460 + n) for n in range(10)},
    **{("wingdings 2", 0x75 + n): chr(0x2776 + n) for n in range(10)},
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
