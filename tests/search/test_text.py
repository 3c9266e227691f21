"""Folding and cutting into units, held to the vectors that the client is held to as well."""

from unittest import mock

import pytest
from gongbao.search import batch, tokenizer
from gongbao.search.batch import Vocabulary, tokenize
from gongbao.search.document import Document, Paragraph
from gongbao.search.variants import needed, traditional_to_simplified
from hypothesis import given
from hypothesis import strategies as st

from tests.search.making import VECTORS, folder_of_variants

FOLDER = folder_of_variants()
# Every kind of character that the tokenizer tells apart, and those that change when they are folded.
LETTERS = st.sampled_from(
    "中文法规定綦江區於二〇○oO0189aZé。，、 \u3000\t（〔-_%😀𠀀𪚥々ガ\u200b\ufe00\u0301①㎡"
)
TEXTS = st.lists(st.lists(st.text(LETTERS, max_size=30), max_size=4), max_size=5)


@pytest.mark.parametrize(("text", "folded"), VECTORS["fold"])
def test_text_is_folded(text: str, folded: str) -> None:
    assert FOLDER.fold(text) == folded


@pytest.mark.parametrize(("text", "_"), VECTORS["fold"])
def test_folding_a_folded_text_changes_nothing(text: str, _: str) -> None:
    assert FOLDER.fold(FOLDER.fold(text)) == FOLDER.fold(text)


@given(st.lists(st.text(LETTERS, min_size=1), min_size=1, max_size=20))
def test_a_long_text_is_folded_as_its_parts_are(parts: list[str]) -> None:
    # Of a long one, each different character is folded once.
    many = parts * (30_000 // sum(len(part) + 1 for part in parts) + 1)
    assert FOLDER.fold("\n".join(many)) == "\n".join(map(FOLDER.fold, many))


@pytest.mark.parametrize(("text", "units"), VECTORS["units"])
def test_text_is_cut_into_units(text: str, units: list[list[object]]) -> None:
    assert [[u.text, u.kind == "han", u.position] for u in tokenizer.units([text])] == units


def test_a_paragraphs_end_keeps_characters_apart_as_no_separator_does() -> None:
    inside = [u.position for u in tokenizer.units(["甲。乙"])]
    across = [u.position for u in tokenizer.units(["甲", "", "。", "乙"])]
    assert (inside, across) == ([0, 2], [0, 16])


def test_a_character_more_moves_nothing_in_the_paragraphs_behind() -> None:
    before = list(tokenizer.units(["一二三四五", "六七"]))
    after = list(tokenizer.units(["一二又三四五", "六七"]))
    assert before[-2:] == after[-2:]
    # Between two paragraphs there are always two positions that nothing stands at.
    for length in range(40):
        found = [u.position for u in tokenizer.units(["一" * length + "二", "三"])]
        assert found[-1] - found[-2] >= 3


def test_terms_are_characters_pairs_and_words_with_full_width_digits() -> None:
    assert list(tokenizer.terms(["第18号令。ok"])) == [
        ("第", 0), ("１８", 1), ("号", 2), ("令", 3), ("号令", 2), ("ok", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("at_once", [batch.MAX_UNITS, 8])
@given(TEXTS)
def test_arrays_give_the_terms_that_the_tokenizer_gives(at_once: int, texts: list[list[str]]) -> None:
    documents = [
        Document(str(n), tuple(Paragraph(i % 3, "", t) for i, t in enumerate(paragraphs)))
        for n, paragraphs in enumerate(texts)
    ]
    vocabulary = Vocabulary()
    with mock.patch.object(batch, "MAX_UNITS", at_once):
        done = tokenize(documents, 5, 3, FOLDER, vocabulary)
    found = []
    made = done.batch
    assert made.terms.tolist() == sorted(set(made.terms.tolist()))
    for i, number in enumerate(made.terms.tolist()):
        own = made.occurrences[made.bounds[i] : made.bounds[i + 1]].tolist()
        assert own == sorted(own, key=lambda one: (one >> 30, one >> 1 & 0xFFFFFF))
        for occurrence in own:
            found.append((vocabulary.term(number), occurrence >> 30, occurrence >> 1 & 0xFFFFFF))
    wanted = []
    for n, paragraphs in enumerate(texts):
        wanted += [(term, n + 5, at) for term, at in tokenizer.terms(map(FOLDER.fold, paragraphs))]
    assert sorted(found) == sorted(wanted)
    assert done.lengths.sum() == len(wanted)


def test_the_table_of_variants_leads_only_to_simplified_characters() -> None:
    table = traditional_to_simplified()
    assert table["區"] == "区" and table["後"] == "后"
    assert not set(table.values()) & set(table)
    assert len(table) > 3500


def test_only_variants_of_characters_in_the_index_are_needed() -> None:
    assert needed({"區": "区", "廣": "广"}, {"区"}) == {"區": "区"}
