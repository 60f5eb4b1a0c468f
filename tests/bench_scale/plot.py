"""A small writer of line plots as SVG: logarithmic axes with names, readable in light and in dark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 440, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 36, 62, 48
# Three hues that people who confuse colours tell apart; dashes and names say the same again.
_DASHES = ("", "7 4", "2 4")

_STYLE = """
  .ground { fill: #ffffff } .words { fill: #1f2328 } .quiet { fill: #59636e }
  .grid { stroke: #d1d9e0 } .axis { stroke: #59636e } .target { stroke: #b42318 } .limit { fill: #b42318 }
  .line0 { stroke: #0757b8; fill: #0757b8 } .line1 { stroke: #a24b00; fill: #a24b00 }
  .line2 { stroke: #3d6b21; fill: #3d6b21 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } .words { fill: #f0f6fc } .quiet { fill: #9198a1 }
    .grid { stroke: #30363d } .axis { stroke: #9198a1 } .target { stroke: #ff8b7e } .limit { fill: #ff8b7e }
    .line0 { stroke: #7ab8ff; fill: #7ab8ff } .line1 { stroke: #f0a35e; fill: #f0a35e }
    .line2 { stroke: #93c47d; fill: #93c47d }
  }
  text { font: 12px system-ui, "Segoe UI", Roboto, sans-serif; stroke: none }
  .title { font-weight: 600; font-size: 13px }
  path { fill: none !important; stroke-width: 2 } circle { stroke: none }
"""


@dataclass(frozen=True)
class Line:
    """A named row of points with positive coordinates."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Panel:
    """One plot; ``target`` is a level not to be exceeded."""

    title: str
    across: str
    up: str
    lines: Sequence[Line]
    target: float | None = None


@dataclass(frozen=True)
class _Axis:
    """Powers of ten that hold all values, laid over ``start``…``end`` of the picture."""

    low: int
    high: int
    start: float
    end: float

    @classmethod
    def over(cls, values: Sequence[float], start: float, end: float) -> _Axis:
        low = math.floor(math.log10(min(values)) + 1e-9)
        high = math.ceil(math.log10(max(values)) - 1e-9)
        return cls(low, max(high, low + 1), start, end)

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    @property
    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def svg(panels: Sequence[Panel], description: str) -> str:
    """A picture of the panels, two in a row."""
    width, height = 2 * WIDTH, HEIGHT * math.ceil(len(panels) / 2)
    drawn = [
        f'<g transform="translate({at % 2 * WIDTH} {at // 2 * HEIGHT})">\n{_panel(panel)}\n</g>'
        for at, panel in enumerate(panels)
    ]
    size = f'viewBox="0 0 {width} {height}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="what">',
            f'<title id="what">{escape(description)}</title>',
            f"<style>{_STYLE}</style>",
            f'<rect class="ground" width="{width}" height="{height}"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _panel(panel: Panel) -> str:
    points = [point for line in panel.lines for point in line.points]
    heights = [y for _, y in points] + ([panel.target] if panel.target else [])
    x = _Axis.over([x for x, _ in points], _LEFT, WIDTH - _RIGHT)
    y = _Axis.over(heights, HEIGHT - _BOTTOM, _TOP)
    parts = [_text(_LEFT, 22, panel.title, "words title"), *_grid(x, y)]
    parts.append(_text((x.start + x.end) / 2, HEIGHT - 10, panel.across, "quiet", "middle"))
    turned = f'transform="rotate(-90 14 {(y.start + y.end) / 2:.1f})"'
    parts.append(_text(14, (y.start + y.end) / 2, panel.up, "quiet", "middle", turned))
    if panel.target:
        level = y.at(panel.target)
        parts.append(_rule(x.start, level, x.end, level, 'class="target" stroke-dasharray="3 3"'))
        name = f"target {_number(panel.target)}"
        parts.append(_text(x.end, level - 5, name, "limit", "end"))
    beside = _LEFT
    for at, line in enumerate(panel.lines):
        parts += _curve(line, at, x, y, beside)
        beside += 44 + 7 * len(line.name)
    return "\n".join(parts)


def _grid(x: _Axis, y: _Axis) -> list[str]:
    parts = []
    for tick in x.ticks:
        parts.append(_rule(x.at(tick), y.start, x.at(tick), y.end, 'class="grid"'))
        parts.append(_text(x.at(tick), y.start + 17, _number(tick), "quiet", "middle"))
    for tick in y.ticks:
        parts.append(_rule(x.start, y.at(tick), x.end, y.at(tick), 'class="grid"'))
        parts.append(_text(x.start - 7, y.at(tick) + 4, _number(tick), "quiet", "end"))
    parts.append(_rule(x.start, y.start, x.end, y.start, 'class="axis"'))
    parts.append(_rule(x.start, y.start, x.start, y.end, 'class="axis"'))
    return parts


def _curve(line: Line, at: int, x: _Axis, y: _Axis, beside: float) -> list[str]:
    """Points, the line through them and its name above the plot."""
    look = f'class="line{at % 3}" stroke-dasharray="{_DASHES[at % 3]}"'
    places = [(x.at(across), y.at(up)) for across, up in line.points]
    path = " L".join(f"{across:.1f} {up:.1f}" for across, up in places)
    dots = [
        f'<circle class="line{at % 3}" cx="{across:.1f}" cy="{up:.1f}" r="3.5"/>'
        for across, up in places
    ]
    key = f'<path {look} d="M{beside:.0f} 42 h24"/>'
    name = _text(beside + 30, 46, line.name, "words")
    return [f'<path {look} d="M{path}"/>', *dots, key, name]


def _rule(x1: float, y1: float, x2: float, y2: float, look: str) -> str:
    return f'<line {look} x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, look: str, anchor: str = "start", more: str = "") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}'.rstrip()
    return f'<text class="{look}" {place}>{escape(text)}</text>'


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", "\u202f") if value >= 1 else f"{value:g}"
