"""A topic: a key of the catalogue and the patterns that give it in a ticket about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """``sources`` are read by ``compile_spaced``; a group ``value``, if any, is the fact."""

    key: str
    sources: tuple[str, ...]

    @classmethod
    def of(cls, key: str, *sources: str) -> Topic:
        """Make a topic; the narrow patterns come first."""
        return cls(key, sources)
