"""Figures in a row and bars below one another: read in five seconds, without a script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.ui.markup import Markup, tag


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure: ``tone`` is its colour, ``note`` what it means."""

    caption: str
    value: str
    tone: str
    note: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: ``note`` stands behind the number."""

    name: str
    value: float
    shown: str
    note: str = ""


def tiles_markup(tiles: Iterable[Tile]) -> Markup:
    """Figures beside one another."""
    return tag("div", *map(_tile, tiles), class_="desk-verdict desk-tiles")


def bars_markup(bars: Sequence[Bar]) -> Markup:
    """Bars, the longest being the largest value."""
    largest = max((bar.value for bar in bars), default=0.0)
    return tag("div", *(_bar(bar, largest) for bar in bars), class_="desk-bars")


def columns_markup(bars: Sequence[Bar]) -> Markup:
    """Columns side by side, for what goes on in time."""
    largest = max((bar.value for bar in bars), default=0.0)
    return tag("div", *(_column(bar, largest) for bar in bars), class_="desk-columns")


def _tile(tile: Tile) -> Markup:
    return tag(
        "div",
        tag("span", tile.caption, class_="desk-tile-caption"),
        tag("span", tile.value, class_="desk-value"),
        tag("span", tile.note, class_="desk-note"),
        class_=f"desk-cell desk-tile desk-{tile.tone}",
    )


def _bar(bar: Bar, largest: float) -> Markup:
    width = 100 * bar.value / largest if largest else 0.0
    fill = tag("span", class_="desk-bar-fill", style=f"width:{width:.1f}%")
    return tag(
        "div",
        tag("span", bar.name, class_="desk-bar-name", title=bar.name),
        tag("span", fill, class_="desk-bar-track"),
        tag(
            "span", tag("b", bar.shown), f" {bar.note}" if bar.note else "", class_="desk-bar-value"
        ),
        class_="desk-bar",
    )


def _column(bar: Bar, largest: float) -> Markup:
    height = 100 * bar.value / largest if largest else 0.0
    fill = tag("span", class_="desk-bar-fill", style=f"height:{height:.1f}%")
    return tag(
        "div",
        tag("b", bar.shown),
        tag("span", fill, class_="desk-column-track"),
        tag("span", bar.name, class_="desk-quiet"),
        class_="desk-column",
    )
