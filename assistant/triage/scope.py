"""Whether a ticket is ours: in, out, or partly (regulation «Работа с обращениями вне рамок»).

A category's signs in the text, or a best request that always means «not ours» (``scope.yml``). Which category
such a request is about, a judge trained on the bank's phrases tells (``retrieval.judges.SCOPES``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assistant.russian.normal import normalise
from assistant.triage.rules import OutCategory, Reason, Rules

NO_MARGINS: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AskScope:
    """Whether one ask is ours; ``categories`` tell what it is when not.

    ``own_reply`` says that its best request is about this very category.
    """

    categories: tuple[OutCategory, ...]
    why: tuple[Reason, ...]
    own_reply: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """``value`` is in, out or partial; ``categories`` what is not ours, in order.

    ``own_reply`` says that the best request is about the first of them, so its reply fits.
    """

    value: str
    categories: tuple[OutCategory, ...]
    why: tuple[Reason, ...]
    own_reply: bool = False

    @property
    def category(self) -> OutCategory | None:
        """The first category that is not ours."""
        return self.categories[0] if self.categories else None


def scope_of_ask(
    text: str, anchor: str, rules: Rules, margins: Mapping[str, float] = NO_MARGINS
) -> AskScope:
    """Judge one ask with the anchor of its best request (empty when nothing fits).

    Where a request of ours fits, signs do not overrule it, except a demand for other people's data.
    ``margins`` are those of the judge of categories: it says which one a request that stands for several is
    about, where no sign does.
    """
    normal = normalise(text)
    by_request = _category_of(rules.out_requests.get(anchor, ""), rules, margins)
    signs = [(each, sign) for each in rules.categories if (sign := each.signs.first(normal))]
    if by_request is None and anchor:
        signs = [(each, sign) for each, sign in signs if each.name == _OVERRULING]
    if signs:
        categories = tuple(each for each, _ in signs)
        why = tuple(Reason(each.title, sign.words) for each, sign in signs)
        return AskScope(categories, why, own_reply=categories == (by_request,))
    if by_request is not None:
        reason = Reason(by_request.title, text.strip()[:80])
        return AskScope((by_request,), (reason,), own_reply=True)
    return AskScope((), ())


def _category_of(usual: str, rules: Rules, margins: Mapping[str, float]) -> OutCategory | None:
    told = max(margins, key=lambda name: margins[name]) if usual in margins else usual
    return rules.category(told) or rules.category(usual)


_OVERRULING = "personal_data"
_STRANGER = "stranger"


def scope_of_stranger(why: tuple[Reason, ...], rules: Rules) -> Scope:
    """Scope of a message that was never meant for us; ``why`` is the kind's."""
    category = rules.category(_STRANGER)
    return Scope("out", (category,) if category else (), why)


def scope_of(asks: Sequence[AskScope]) -> Scope:
    """Judge a ticket by its asks."""
    outside = [ask for ask in asks if ask.categories]
    if not outside:
        return Scope("in", (), ())
    value = "out" if len(outside) == len(asks) else "partial"
    categories = dict.fromkeys(each for ask in outside for each in ask.categories)
    why = tuple(reason for ask in outside for reason in ask.why)
    return Scope(value, tuple(categories), why, outside[0].own_reply)
