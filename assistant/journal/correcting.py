"""What was decided about a ticket after all, and what a decision changes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime

from assistant.journal.records import Correction, GivenAnswer, Verdict

CHOICE = "request"


@dataclass(frozen=True, slots=True)
class Findings:
    """The parts of a judgement a person may correct; ``category`` is a title, ``request`` a page item."""

    level: str
    scope: str
    category: str
    kind: str
    request: str

    @classmethod
    def judged(cls, verdict: Verdict, request: str) -> Findings:
        """What a verdict says, with the request that was found best."""
        return cls(verdict.level, verdict.scope, verdict.category, verdict.kind, request)

    @classmethod
    def present(cls, answer: GivenAnswer) -> Findings:
        """What holds of an answer: as it was sent, then as it was corrected since."""
        best = answer.requests[0].request_id if answer.requests else ""
        found = cls.judged(answer.verdict, best)
        known = {each.name for each in fields(cls)}
        for each in answer.corrections:
            is_later = not each.is_from_desk and each.made >= answer.copied
            if is_later and each.field in known:
                found = replace(found, **{each.field: each.became})
        return found

    def values(self) -> Mapping[str, str]:
        """Values by the name a correction has for them."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def changes(
    before: Findings,
    after: Findings,
    moment: datetime,
    agent: str,
    reason: str,
    *,
    is_from_desk: bool = False,
) -> Iterator[Correction]:
    """A correction for each part that is another one now."""
    became = after.values()
    for field, was in before.values().items():
        if was != became[field]:
            yield Correction(moment, agent, field, was, became[field], reason, is_from_desk)
