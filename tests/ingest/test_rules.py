"""Every rule of every registry fires on its own example and leaves the other alone."""

import pytest
from gongbao.ingest.forms import attachment_heads, foot, head_elements, head_openings
from gongbao.ingest.forms.rule import Rule
from gongbao.ingest.parse import signatures

REGISTRIES: dict[str, tuple[Rule[object], ...]] = {
    "head-elements": head_elements.ELEMENTS,  # type: ignore[dict-item]
    "head-openings": head_openings.OPENINGS,  # type: ignore[dict-item]
    "attachments": attachment_heads.ATTACHMENTS,  # type: ignore[dict-item]
    "foot": foot.FOOT,  # type: ignore[dict-item]
    "endings": signatures.rules(("某县财政局",)),  # type: ignore[dict-item]
}
EVERY = [
    pytest.param(rule, id=f"{registry}-{rule.name}")
    for registry, rules in REGISTRIES.items()
    for rule in rules
]


@pytest.mark.parametrize("rule", EVERY)
def test_a_rule_fires_on_its_example_and_leaves_the_other_alone(rule: Rule[object]) -> None:
    assert rule.on_example(rule.fires_on) is not None
    assert rule.on_example(rule.leaves_alone) is None


@pytest.mark.parametrize("registry", REGISTRIES)
def test_names_of_rules_are_their_own(registry: str) -> None:
    names = [rule.name for rule in REGISTRIES[registry]]
    assert len(names) == len(set(names))
