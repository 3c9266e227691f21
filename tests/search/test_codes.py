import numpy as np
import pytest
from gongbao.search import codes, frequent
from hypothesis import given
from hypothesis import strategies as st


def decode(text: str) -> list[int]:
    """Read codes the way the client does."""
    numbers, rest = [], 0
    for c in text:
        digit = codes.ALPHABET.index(c)
        if digit < codes.BASE:
            numbers.append(rest * codes.BASE + digit)
            rest = 0
        else:
            rest = rest * codes.BASE + digit - codes.BASE + 1
    return numbers


def decode_halves(sizes: str, digits: str) -> list[int]:
    """Read numbers in halves the way the client does."""
    numbers, rest = [], iter(digits)
    for c in sizes:
        size = codes.ALPHABET.index(c)
        least, count, first = max(row for row in codes.FOLLOWED if row[2] <= size)
        number = size - first
        for _ in range(count):
            number = number << codes.DIGIT | codes.ALPHABET.index(next(rest))
        numbers.append(least + number)
    assert not list(rest)
    return numbers


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_come_back(numbers: list[int]) -> None:
    assert decode(codes.encode_all(numbers)) == numbers


@given(st.lists(st.integers(0, 2**40)))
def test_arrays_are_written_as_single_numbers_are(numbers: list[int]) -> None:
    written, starts = codes.encode_array(np.array(numbers, dtype=np.int64))
    parts = [codes.encode(n) for n in numbers]
    assert written.decode() == "".join(parts)
    assert starts.tolist() == [sum(map(len, parts[:n])) for n in range(len(parts) + 1)]


def test_codes_may_stand_in_a_javascript_string_and_between_blanks() -> None:
    assert not set('"\\ \n') & set(codes.ALPHABET)
    assert [len(codes.encode(n)) for n in (45, 46, 2161, 2162, 99497, 99498)] == [1, 2, 2, 3, 3, 4]


def test_the_first_number_is_read_alone() -> None:
    for number in [*range(5000), 99_496, 99_497, 10**9]:
        assert codes.decode_first(codes.encode(number) + codes.encode(7)) == number


@given(st.lists(st.one_of(st.integers(0, 3000), st.integers(0, 2**24 - 1))))
def test_numbers_in_halves_come_back(numbers: list[int]) -> None:
    sizes, digits, starts = codes.encode_halves(np.array(numbers, dtype=np.int64))
    assert decode_halves(sizes.decode(), digits.decode()) == numbers
    for place, number in enumerate(numbers):
        own = digits.decode()[starts[place] : starts[place + 1]]
        assert decode_halves(sizes.decode()[place], own) == [number]
    assert not set('"\\ \n') & set((sizes + digits).decode())


@given(st.lists(st.one_of(st.integers(40, 120), st.integers(0, 5000))))
def test_numbers_near_another_come_back(numbers: list[int]) -> None:
    least, near, far = codes.encode_near(np.array(numbers, dtype=np.int64))
    rest = iter(decode(far))
    steps = [codes.ALPHABET.index(c) for c in near]
    assert [least + s if s < len(codes.ALPHABET) - 1 else next(rest) for s in steps] == numbers
    assert not list(rest)


def test_most_numbers_near_another_take_one_character() -> None:
    least, near, far = codes.encode_near(np.array([3, *range(200, 291), 5000]))
    assert (least, len(near), decode(far)) == (200, 93, [3, 5000])


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_texts_in_bytes_that_suit_chinese_come_back(text: str) -> None:
    assert frequent.decode(frequent.encode(text)) == text


def test_common_characters_take_one_byte_and_those_of_the_first_level_two() -> None:
    assert [len(frequent.encode(c)) for c in "的，2街綦"] == [1, 1, 1, 2, 3]


@pytest.mark.parametrize(("text", "less"), [("街", 1), ("綦", 1), ("綦", 2)])
def test_a_text_that_ends_within_a_character_is_refused(text: str, less: int) -> None:
    with pytest.raises(ValueError, match="within a character"):
        frequent.decode(frequent.encode("的" + text)[:-less])


@given(st.lists(st.integers(0, 2**40)))
def test_arrays_are_read_as_single_numbers_are(numbers: list[int]) -> None:
    found, starts = codes.decode_array("".join(map(codes.encode, numbers)))
    assert found.tolist() == numbers
    assert np.diff(starts).tolist() == [len(codes.encode(n)) for n in numbers]
