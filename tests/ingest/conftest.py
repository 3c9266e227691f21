"""What ingest is known not to read rightly yet. Each of these runs, and fails the run on the day it is mended."""

import pytest

KNOWN_GAPS = {
    "test_names_and_numbers_set_apart_by_blanks_stay_apart[regulation-with-note-under-title-pdf]": "a PDF has distances, no blanks",
}


def pytest_collection_modifyitems(items):
    for item in items:
        if item.name in KNOWN_GAPS:
            item.add_marker(pytest.mark.xfail(strict=True, reason=KNOWN_GAPS[item.name]))
