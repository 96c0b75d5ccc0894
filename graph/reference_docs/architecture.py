"""The picture of the layers for the page on architecture, drawn from the imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .layers import LAYERS, read_modules, room_arrows

_WIDTH, _ROW, _MARGIN = 720, 64, 16
_BOX_WIDTH, _BOX_HEIGHT, _GAP = 164, 34, 12
# Every room may use these; their arrows would hide the others.
_LEFT_OUT = frozenset({"errors", "settings", "code_digest"})
_NAMES = {"": "westphalia (Python API)", "__main__": "python -m westphalia"}
_STYLE = (
    "text{font:14px system-ui,sans-serif;text-anchor:middle;fill:#1b1f24}"
    "rect{fill:#eef3f8;stroke:#41658a}path{fill:none;stroke:#41658a;marker-end:url(#head)}"
)
_HEAD = (
    '<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<polygon points="0 0 8 4 0 8" fill="#41658a"/></marker>'
)


@dataclass(frozen=True)
class _Box:
    """A room in the picture: its name, the middle of the box and its upper edge, in pixels."""

    name: str
    middle: float
    top: float


def render_architecture(package: Path) -> str:
    """An SVG of the rooms of the folder `package` in their layers, the highest above.

    An arrow says that a room imports another. Arrows that follow from others (a to c, where a to b and b to c are
    drawn) and `_LEFT_OUT`, which any room may import, are left out to keep the picture legible.
    """
    arrows = without_implied(arrow for arrow in room_arrows(read_modules(package)) if not _LEFT_OUT & set(arrow))
    boxes = _boxes({room for arrow in arrows for room in arrow})
    drawn = [_arrow(boxes[source], boxes[target]) for source, target in sorted(arrows)]
    height = 2 * _MARGIN + len({box.top for box in boxes.values()}) * _ROW
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="title">'
    )
    title = '<title id="title">The rooms of the package and their imports, which lead downwards</title>'
    return (
        "\n".join(
            [
                head,
                title,
                f"<style>{_STYLE}</style>",
                f"<defs>{_HEAD}</defs>",
                *drawn,
                *map(_drawn, boxes.values()),
                "</svg>",
            ]
        )
        + "\n"
    )


def without_implied(arrows: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The transitive reduction of `arrows`, which have no cycle."""
    targets: dict[str, set[str]] = {}
    for source, target in arrows:
        targets.setdefault(source, set()).add(target)
    return {
        (source, target)
        for source, directs in targets.items()
        for target in directs
        if not any(_reaches(other, target, targets) for other in directs - {target})
    }


def _reaches(source: str, target: str, targets: Mapping[str, set[str]]) -> bool:
    pending, seen = [source], set()
    while pending:
        room = pending.pop()
        if room == target:
            return True
        if room not in seen:
            seen.add(room)
            pending.extend(targets.get(room, ()))
    return False


def _boxes(rooms: set[str]) -> dict[str, _Box]:
    rows = [row for layer in reversed(LAYERS) if (row := [room for room in layer if room in rooms])]
    return {
        room: _Box(room, _middle(column, len(row)), _MARGIN + rank * _ROW)
        for rank, row in enumerate(rows)
        for column, room in enumerate(row)
    }


def _middle(column: int, count: int) -> float:
    return _WIDTH / 2 + (column - (count - 1) / 2) * (_BOX_WIDTH + _GAP)


def _drawn(box: _Box) -> str:
    x = box.middle - _BOX_WIDTH / 2
    rect = f'<rect x="{x:g}" y="{box.top:g}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="5"/>'
    return f'{rect}<text x="{box.middle:g}" y="{box.top + 22:g}">{escape(_NAMES.get(box.name, box.name))}</text>'


def _arrow(source: _Box, target: _Box) -> str:
    start, end = (source.middle, source.top + _BOX_HEIGHT), (target.middle, target.top - 1)
    if target.top - source.top <= _ROW:
        return f'<path d="M{start[0]:g} {start[1]:g}L{end[0]:g} {end[1]:g}"/>'
    # An arrow over several rows bends round the boxes between, on the side on which it starts or ends.
    side = 1 if source.middle + target.middle >= _WIDTH else -1
    bend = _WIDTH / 2 + side * (_WIDTH / 2 - _MARGIN)
    return (
        f'<path d="M{start[0]:g} {start[1]:g}C{bend:g} {start[1] + _ROW:g} {bend:g} {end[1] - _ROW:g} '
        f'{end[0] + side * _BOX_WIDTH / 3:g} {end[1]:g}"/>'
    )
