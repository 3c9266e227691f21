"""What fills a message cannot take over the terminal that shows it."""

from gongbao.messages import _, ngettext


def test_controls_are_written_out_and_long_values_shortened() -> None:
    assert _("{a}", a="甲\x1b[2J\r\u202e\udcff\tb\n乙\r\n") == "甲\\x1b[2J\\r\\u202e\\udcff\tb\n乙\r\n"
    assert ngettext("{a}", "{count} {a}", 2, a="\x9b") == "2 \\x9b"
    said = _("{a}: {b}", a="a.md", b="甲" * 10**6)
    assert said.startswith("a.md: 甲") and " … " in said and len(said) < 2000
    assert _("{a}", a="line 甲\n" * 3000).count("line") == 3000
