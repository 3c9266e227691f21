"""Make the site ready for its readers."""

from . import quality
from .build import build
from .settings import folders


def release(settings: str) -> None:
    """Build with the settings of the published site, and check every link before anyone copies it."""
    build(settings)
    output = folders(settings).output
    quality.check_links(output)
    print(f"{output.name}/ is ready: copy all of it to the host.")
