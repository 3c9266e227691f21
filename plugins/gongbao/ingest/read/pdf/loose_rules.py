"""Rules that touch a table and are none of it: the one between columns of text, the one below a head."""

from collections.abc import Sequence

from .geometry import Rule

_NEAR = 3.0
# A level rule closes an upright one of a table, or it is so little longer, or ends where others do that the page cuts.
_OVER = 8.0
_FEWEST_CUT = 3


def without_loose(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules without upright ones that go beyond all level ones above or below: those of a table are closed."""
    flat = [rule for rule in rules if rule.is_flat]
    upright = [rule for rule in rules if not rule.is_flat]
    return [*flat, *(rule for rule in upright if _is_closed(rule, flat, upright))]


def ends(flat: Sequence[Rule], upright: Sequence[Rule]) -> tuple[float, float]:
    """Return where a table begins and ends on the left and right: it may be open at its sides, where two rules at least end."""
    left, right = min(rule.x0 for rule in upright), max(rule.x1 for rule in upright)
    lefts = sorted(rule.x0 for rule in flat if rule.x0 < left - _NEAR)
    rights = sorted((rule.x1 for rule in flat if rule.x1 > right + _NEAR), reverse=True)
    return _shared(lefts, left), _shared(rights, right)


def _is_closed(rule: Rule, flat: Sequence[Rule], upright: Sequence[Rule]) -> bool:
    x = (rule.x0 + rule.x1) / 2
    across = [one.y0 for one in flat if one.x0 - _NEAR <= x <= one.x1 + _NEAR]
    above = any(y <= rule.y0 + _OVER for y in across) or _is_cut(rule.y0, [one.y0 for one in upright])
    below = any(y >= rule.y1 - _OVER for y in across) or _is_cut(rule.y1, [one.y1 for one in upright])
    return above and below


def _is_cut(end: float, others: Sequence[float]) -> bool:
    """Tell whether a rule ends where others do, at the head or the foot of the page."""
    return sum(abs(other - end) <= _OVER for other in others) >= _FEWEST_CUT


def _shared(found: Sequence[float], otherwise: float) -> float:
    """Return the farthest of some places at which another lies near, or the place that is meant without one."""
    for n, at in enumerate(found):
        if any(abs(at - other) <= _NEAR for m, other in enumerate(found) if m != n):
            return at
    return otherwise
