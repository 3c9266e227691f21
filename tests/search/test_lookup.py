from types import SimpleNamespace

import pytest
from gongbao.bulletin.number import parse
from gongbao.search.lookup import Lookup

from tests.search.making import NUMBER_RULES, VECTORS, folder_of_variants

LOOKUP = Lookup(lambda context: (), **NUMBER_RULES)
FOLDER = folder_of_variants()


@pytest.mark.parametrize(("text", "key"), VECTORS["keys"])
def test_a_reference_has_one_key_however_it_is_written(text: str, key: str) -> None:
    assert LOOKUP.key(text, FOLDER) == key


@pytest.mark.parametrize(("text", "key"), VECTORS["keys"])
def test_keys_agree_with_the_domains_idea_of_a_number(text: str, key: str) -> None:
    """What the domain reads as a number must have the key of that number's canonical form."""
    number = parse(text)
    if number is not None:
        assert LOOKUP.key(str(number), FOLDER) == key


def test_the_domain_reads_most_of_the_vectors() -> None:
    assert sum(parse(text) is not None for text, _ in VECTORS["keys"]) > 20


def test_different_numbers_have_different_keys() -> None:
    texts = [
        "甲府发〔2018〕1号",
        "甲府发〔2018〕11号",
        "甲府发〔2011〕8号",
        "甲府办发〔2018〕1号",
        "甲府令第1号",
    ]
    assert len({LOOKUP.key(t, FOLDER) for t in texts}) == len(texts)


def test_entries_are_asked_for_with_the_context_of_the_site() -> None:
    lookup = Lookup(lambda context: [SimpleNamespace(number=context["n"], url="u", title="t")])
    assert [e.number for e in lookup.entries({"n": "甲府发〔2018〕18号"})] == ["甲府发〔2018〕18号"]
