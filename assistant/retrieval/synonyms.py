"""Short forms and synonyms of ``docs/_data/synonyms.yml``, the same that the site's search uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.knowledge.figures import Figures
from assistant.retrieval.lexical import terms_of


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Stem → stems of the words that say the same; phrases of several words are left to the site."""

    by_stem: Mapping[str, frozenset[str]]

    @classmethod
    def from_figures(cls, figures: Figures) -> Synonyms:
        """Read the groups; without the file there are no synonyms."""
        listed = figures.get("synonyms")
        groups = listed.get("groups", []) if isinstance(listed, Mapping) else []
        by_stem: dict[str, set[str]] = {}
        for group in groups:
            stems = {terms[0] for form in group if len(terms := terms_of(str(form))) == 1}
            for stem in stems:
                by_stem.setdefault(stem, set()).update(stems - {stem})
        return cls({stem: frozenset(others) for stem, others in by_stem.items()})

    def of(self, terms: Iterable[str]) -> tuple[str, ...]:
        """Stems that stand beside some terms, those already there left out."""
        own = set(terms)
        found = {other for term in own for other in self.by_stem.get(term, ())}
        return tuple(sorted(found - own))


NO_SYNONYMS = Synonyms({})
