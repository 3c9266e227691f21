"""What is derived is found again by whoever put it there."""

from pathlib import Path

from gongbao.cache.slugs import KeptSlugs
from gongbao.cache.store import Store


def test_slugs_of_one_room_are_not_dropped_by_another(tmp_path: Path) -> None:
    asked: list[str] = []

    def make(name: str) -> str:
        asked.append(name)
        return name.lower()

    for _ in range(2):
        store = Store(tmp_path / "results.sqlite")
        numbers, events = KeptSlugs(store, "numbers"), KeptSlugs(store, "events")
        of_numbers, of_events = numbers.by(make), events.by(make)
        # So many that they meet in rows.
        assert [of_numbers(f"N{n}") for n in range(100)] == [f"n{n}" for n in range(100)]
        assert [of_events(f"E{n}") for n in range(100)] == [f"e{n}" for n in range(100)]
        numbers.save()
        events.save()
        store.close()
        assert len(asked) == 200
