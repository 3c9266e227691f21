"""Python and JavaScript fold, cut and reduce every assigned character of Unicode alike, whatever stands beside it."""

import json
import random
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

from gongbao.search import tokenizer
from gongbao.search.lookup import Lookup
from gongbao.search.variants import traditional_to_simplified

from tests.search.making import NUMBER_RULES, folder_of_variants

LOOKUP = Lookup(lambda context: (), **NUMBER_RULES)
FOLDER = folder_of_variants()
# What a character stands in: alone, in words, in numbers and their brackets, in years, before marks and after them.
PLACES = (
    "{}",
    "甲{}1",
    "〔{}8〕3号",
    "{}:甲1",
    "no{}1",
    "第{}号",
    "二{}一八年1",
    "x{} 甲",
    "é{}\u0301Σ",
    "甲〔2018〕{}{}号",
)
# Characters of Han are all alike but for their variants.
FEW = ("{}", "第{}号")
# What changes by what stands beside it, and what years, numbers and labels are made of.
TRICKY = (
    "Σσςİ\u0301\u0327eｶﾞ각ㄱㅏﾡￂ가甲一二〇零百十O0189๑①¹Ǆ第号年文件字:〔〕() \u3000\n\x85\u2028no.\u200b\ufe00"
)


def assigned() -> list[str]:
    """Return every character that has a meaning; of Hangul and of private ones a sample, since they are all alike."""
    return [
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
        and not (0xAC00 < code < 0xD7A3 and code % 97)
        and not (0x20000 < code < 0x2F800 and code % 211)
    ]


def test_every_character_is_folded_and_cut_alike() -> None:
    node = shutil.which("node")
    assert node, "Node is not installed — run: apt-get install nodejs"
    texts = [
        place.replace("{}", character)
        for character in assigned()
        for place in (FEW if "\u3400" <= character <= "\u9fff" else PLACES)
    ]
    chance = random.Random(7)
    texts += ["".join(chance.choices(TRICKY, k=chance.randint(1, 9))) for _ in range(20_000)]
    given = {
        "variants": "".join(map("".join, traditional_to_simplified().items())),
        "rules": {"drop": NUMBER_RULES["drop"], "dropLast": NUMBER_RULES["drop_last"]},
        "texts": texts,
    }
    done = subprocess.run(
        [node, str(Path(__file__).parent / "js" / "agree.js")],
        input=json.dumps(given), capture_output=True, text=True, check=True,
    )  # fmt: skip
    wrong = []
    for text, said in zip(texts, json.loads(done.stdout), strict=True):
        folded = FOLDER.fold(text)
        ours = [folded, folded, LOOKUP.key(text, FOLDER), [unit.text for unit in tokenizer.units([folded])]]
        if ours != said:
            wrong.append((text, ours, said))
    assert wrong == [], len(wrong)
