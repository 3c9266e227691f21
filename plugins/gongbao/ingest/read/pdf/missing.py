"""What is said where a package that reads PDF is not installed."""

from gongbao import places
from gongbao.messages import _

from ...model.source import SourceError


def package_missing(name: str) -> SourceError:
    """Return the refusal of a file."""
    return SourceError(
        _(
            "{name}: reading PDF needs a package that is not installed; run {install}",
            name=name,
            install=places.install("pdf"),
        )
    )
