"""Pages that were photographed: where a place on the page stands in the photograph."""

from dataclasses import dataclass

# The corners of a sheet in its photograph, from the left upper one on, in fractions of the photograph.
Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Lean:
    """How the margins of a photographed page lean: where each is at the top, and by how much it moves to the right downwards.

    middle: the height at which lines stay where they are when the margins are put upright.
    """

    left: tuple[float, float]
    right: tuple[float, float]
    middle: float

    def upright(self, x: float, y: float) -> float:
        """Return where a point stands between upright margins."""
        (left, right), (upright_left, upright_right) = self._margins(y), self._margins(self.middle)
        return upright_left + (x - left) * (upright_right - upright_left) / (right - left)

    def leaning(self, x: float, y: float) -> float:
        """Return where a point between upright margins stands in the picture."""
        (left, right), (upright_left, upright_right) = self._margins(y), self._margins(self.middle)
        return left + (x - upright_left) * (right - left) / (upright_right - upright_left)

    def _margins(self, y: float) -> tuple[float, float]:
        left, right = (start + slope * y for start, slope in (self.left, self.right))
        return left, max(right, left + 1)


def in_perspective(
    outline: Outline, left: float, top: float, right: float, bottom: float
) -> tuple[float, float, float, float]:
    """Return the box around one of a sheet as it lies in a photograph of it: corners of the sheet, all in fractions."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = outline
    # The map of the unit square on four corners (Heckbert, Fundamentals of Texture Mapping, 1989, 2.2.3).
    dx1, dx2, dx3 = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, dy3 = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    det = dx1 * dy2 - dx2 * dy1
    g, h = (dx3 * dy2 - dx2 * dy3) / det, (dx1 * dy3 - dx3 * dy1) / det
    points = []
    for u in (left, right):
        for v in (top, bottom):
            deep = g * u + h * v + 1
            x = ((x1 - x0 + g * x1) * u + (x3 - x0 + h * x3) * v + x0) / deep
            y = ((y1 - y0 + g * y1) * u + (y3 - y0 + h * y3) * v + y0) / deep
            points.append((x, y))
    return (
        min(x for x, _ in points),
        min(y for _, y in points),
        max(x for x, _ in points),
        max(y for _, y in points),
    )
