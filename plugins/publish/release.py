"""Make the site ready for its readers."""

from plugins.export import addresses
from plugins.workshop import quality
from plugins.workshop.build import build
from plugins.workshop.settings import folders


def release(settings: str) -> None:
    """Build with the settings of the published site, check every link, and remember every address for good."""
    build(settings)
    place = folders(settings)
    quality.check_links(place.output)
    if new := addresses.record(place.output, place.content):
        print(f"{place.content.name}/{addresses.PUBLISHED}: {new} new addresses — keep this file in git")
    print(f"{place.output.name}/ is ready: copy all of it to the host.")
