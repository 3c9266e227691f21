"""packed: the made-up archive after `inv offline`, built once per test run: folder with content, dist, output."""

from pathlib import Path

import pytest

from tests.offline.packing import packed_once


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of the packed archive."""
    return packed_once(tmp_path_factory)
