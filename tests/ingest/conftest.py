"""What ingest is known not to read rightly yet. Each of these runs, and fails the run on the day it is mended."""

import pytest

KNOWN_GAPS = {
    "test_a_field_says_what_the_source_says[broken-ocr-3-issued]": "a date broken over two lines of print",
    "test_the_body_ends_where_it_should[broken-ocr-3]": "the same date",
    "test_the_body_has_the_paragraphs_of_the_print[broken-ocr-3]": "the same date",
    "test_a_sentence_cut_by_print_is_whole_in_one_paragraph[section-heads-3]": "a numbered clause that a page cuts after 不得 reads like a heading",
    "test_the_body_has_the_paragraphs_of_the_print[section-heads-4]": "the same clause",
    "test_names_and_numbers_set_apart_by_blanks_stay_apart[regulation-with-note-under-title-pdf]": "a PDF has distances, no blanks",
    "test_names_and_numbers_set_apart_by_blanks_stay_apart[three-attachments-headings-restart-pdf]": "a PDF has distances, no blanks",
    "test_the_body_has_the_paragraphs_of_the_print[nineties-no-contents-3]": "a list of names whose last line is as wide as the print",
    "test_the_editors_are_read[city-double-tabs]": "an editor named on a line that ends the list of another role",
    "test_the_first_headings_are_found[broken-ocr-1]": "a heading as wide as the wrapped print",
}


def pytest_collection_modifyitems(items):
    for item in items:
        if item.name in KNOWN_GAPS:
            item.add_marker(pytest.mark.xfail(strict=True, reason=KNOWN_GAPS[item.name]))
