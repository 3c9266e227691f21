"""What cover and masthead (版权页) of an issue say."""

from dataclasses import dataclass, field


@dataclass
class Masthead:
    """What cover and masthead say; absent facts are None or empty."""

    title: str | None = None
    romanised: str | None = None
    year: int | None = None
    issue: str | None = None
    total: str | None = None
    published: str | None = None
    labels: list[tuple[str, str]] = field(default_factory=list)
    editors: list[tuple[str, list[str]]] = field(default_factory=list)
    slogans: list[str] = field(default_factory=list)
    recognised: set[int] = field(default_factory=set)
