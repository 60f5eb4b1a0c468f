"""What an agent decides against the rules: it takes the place of the verdict, with the agent's reason.

The regulation «Классификация и приоритизация обращений» lets the specialist move a level, with the
reason written down; everything after the verdict follows it as it follows a judged one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from assistant.triage.kind import KINDS, Kind
from assistant.triage.level import LEVELS, Level
from assistant.triage.rules import Reason, Rules
from assistant.triage.scope import Scope

SCOPES = ("in", "partial", "out")
_RULED = "Исправлено специалистом"


@dataclass(frozen=True, slots=True)
class Ruling:
    """The parts of a verdict an agent corrected; an empty part stays as it was judged.

    ``level``, ``scope`` and ``kind`` hold values of the contract; ``category`` is the name of what is
    not ours (``scope.yml``), for a scope that is not «in». ``reason`` is in the agent's own words.
    """

    level: str = ""
    scope: str = ""
    category: str = ""
    kind: str = ""
    reason: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """Read stored values; names and values this version does not know are left out."""
        known = {
            each.name: values[each.name]
            for each in fields(cls)
            if isinstance(values.get(each.name), str)
        }
        for name, allowed in (("level", LEVELS), ("scope", SCOPES), ("kind", KINDS)):
            if known.get(name) not in allowed:
                known.pop(name, None)
        return cls(**known)

    @property
    def changes(self) -> bool:
        """Whether it decides anything."""
        return bool(self.level or self.scope or self.kind)

    def scope_after(self, judged: Scope, rules: Rules) -> Scope:
        """The scope by this ruling; without a category of its own the judged ones stay."""
        if not self.scope:
            return judged
        if self.scope == "in":
            return Scope("in", (), self._why)
        category = rules.category(self.category)
        categories = (category,) if category else judged.categories
        own_reply = judged.own_reply and categories == judged.categories
        return Scope(self.scope, categories, self._why, own_reply)

    def kind_after(self, judged: Kind) -> Kind:
        """The kind by this ruling: certain, and never a stranger's letter."""
        return Kind(self.kind, self._why) if self.kind else judged

    def level_after(self, judged: Level) -> Level:
        """The level by this ruling; an emergency is urgent, anything else as urgent as judged."""
        if not self.level:
            return judged
        is_urgent = judged.urgent and judged.value != "emergency"
        urgent = self.level == "emergency" or is_urgent
        return replace(
            judged, value=self.level, urgent=urgent, why=self._why, fact="", doubtful=False
        )

    @property
    def _why(self) -> tuple[Reason, ...]:
        return (Reason(_RULED, self.reason.strip()),)


AS_JUDGED = Ruling()
