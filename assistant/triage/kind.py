"""What kind of message a ticket is: one of the contract's eight kinds.

A judge trained on example messages (``docs/_data/kinds``) gives each kind a margin; rules of
``triage.yml`` and the level of the request that fits add their votes. Two or three bare words are
«incomplete» whatever the judge says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.russian.expression import expression
from assistant.russian.normal import NormalText
from assistant.russian.patterns import Match
from assistant.russian.words import words_of
from assistant.triage.rules import Reason, Rules
from assistant.triage.standing import OVER, Standing

KINDS = (
    "problem",
    "incident",
    "question",
    "change_request",
    "wish",
    "complaint",
    "not_a_request",
    "incomplete",
)
# A label of the examples that is no kind of its own: «not_a_request», and not ours either.
_STRANGER = "stranger"
# So far ahead of every kind the judge has to be where a request fits, though weakly.
_LEAD_OVER_PAGE = 0.35
_WEAK = 0.15
_RUSSIAN = expression(r"[а-яё]{2,}")
_LETTERS = expression(r"[а-яёa-z]{2,}", re.IGNORECASE)
_BARE_WORDS = 4
_VOTES = {
    "complaint": 0.45,
    "wish": 0.45,
    "change_request": 0.225,
    "question": 0.225,
    "not_a_request": 0.45,
    "fault": 0.225,
}
# Words of a fault count where it stands now, of the rest anywhere.
_OF_ALL = frozenset(_VOTES) - {"fault"}
_SITE_WIDE_VOTE = 0.11
_RULED_OUT = -9.0
_NOT_NOW_VOTE = 0.5
_PAGE_VOTE = 0.2
_NO_REQUEST_VOTE = 0.3
_SURE = 0.4
_GREETING = frozenset(
    "здравствуйте здравствуй привет добрый доброе день утро вечер алло fw fwd re вложение".split()
)
_TITLES = {
    "problem": "Что-то не работает",
    "incident": "Стоит объект, въезд или пост",
    "question": "Вопрос",
    "change_request": "Просьба изменить данные или настройку",
    "wish": "Пожелание",
    "complaint": "Жалоба",
    "not_a_request": "Не просьба о помощи",
    _STRANGER: "Письмо не по адресу: реклама, чужие документы или личная переписка",
    "incomplete": "По тексту нельзя понять, что случилось",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """``value`` is one of ``KINDS``; ``certain`` where a rule or a clear margin stands behind it.

    ``stranger`` says that the message was never meant for us: advertising, other people's papers,
    private letters. It is «not a request» then, and out of scope.
    """

    value: str
    why: tuple[Reason, ...]
    certain: bool = True
    stranger: bool = False


def kind_of(
    text: NormalText,
    margins: Mapping[str, float],
    *,
    facts: int,
    page_level: str,
    similarity: float,
    standing: Standing,
    alarm: Sequence[Reason],
    rules: Rules,
) -> Kind:
    """Judge the message.

    ``margins`` come from the judge (empty when it has no examples), ``facts`` counts what the ticket
    gives, ``page_level`` is the usual level of the best request (empty when nothing fits) and
    ``similarity`` how well it fits. ``standing`` is what of the message is so now; ``alarm`` is why it is
    an emergency, which is an incident whatever else it says.
    """
    if alarm:
        words = next((each.evidence for each in alarm if each.evidence), "")
        return Kind("incident", (Reason(_TITLES["incident"], words),))
    if bare := _bare(text, page_level, facts, rules):
        return bare
    site_wide = rules.site_wide.first(standing.text)
    scores = {kind: margins.get(kind, -1.0) for kind in KINDS}
    stranger = margins.get(_STRANGER, -1.0)
    lead = stranger - max(scores.values())
    needed = _LEAD_OVER_PAGE if page_level else 0.0
    # The further ahead, the better a request may fit by its words alone.
    is_stranger = lead > needed and similarity < _WEAK + max(0.0, lead - _LEAD_OVER_PAGE) / 2
    is_stranger = is_stranger and site_wide is None
    if is_stranger and page_level:
        return Kind("not_a_request", (Reason(_TITLES[_STRANGER], ""),), True, True)
    scores["not_a_request"] = max(scores["not_a_request"], stranger)
    evidence = _votes_by_words(scores, text, standing, site_wide, rules)
    if standing.is_whole:
        _vote_by_page(scores, page_level)
    for kind, vote, words in _votes_by_standing(text, standing, rules):
        scores[kind] += vote
        if vote > 0:
            evidence[kind] = words
    best = max(KINDS, key=lambda kind: scores[kind])
    is_stranger = is_stranger and best == "not_a_request" and best not in evidence
    certain = best in evidence or max(margins.get(best, -1.0), stranger * is_stranger) > _SURE
    title = _TITLES[_STRANGER if is_stranger else best]
    return Kind(best, (Reason(title, evidence.get(best, "")),), certain, is_stranger)


def _bare(text: NormalText, page_level: str, facts: int, rules: Rules) -> Kind | None:
    """«Incomplete» where there are too few words to tell, whatever the judge says."""
    words = [word for word in words_of(text) if word.form not in _GREETING]
    is_foreign = not _RUSSIAN.search(text.text) and bool(_LETTERS.search(text.text))
    is_short = len(words) < _BARE_WORDS
    if rules.kinds["not_a_request"].first(text) is None and not page_level:
        if is_foreign:
            return _incomplete("Текст не на русском", text)
        if is_short:
            return _incomplete(_TITLES["incomplete"], text)
    if not _LETTERS.search(text.text):
        return _incomplete(_TITLES["incomplete"], text)
    is_question = "?" in text.text or rules.kinds["question"].first(text) is not None
    if page_level and is_short and facts == 0 and not is_question:
        return _incomplete("Только симптом, без подробностей", text)
    return None


def _incomplete(title: str, text: NormalText) -> Kind:
    return Kind("incomplete", (Reason(title, text.original.strip()[:80]),))


def _votes_by_words(
    scores: dict[str, float],
    text: NormalText,
    standing: Standing,
    site_wide: Match | None,
    rules: Rules,
) -> dict[str, str]:
    """Add the votes of words to the scores; gives the words that spoke for each kind."""
    evidence: dict[str, str] = {}
    for name, vote in _VOTES.items():
        if match := rules.kinds[name].first(text if name in _OF_ALL else standing.text):
            kind = "problem" if name == "fault" else name
            scores[kind] += vote
            evidence.setdefault(kind, match.words)
    if match := rules.kinds["remains"].first(standing.text):
        scores["not_a_request"] = _RULED_OUT
        scores["problem"] += _VOTES["fault"]
        evidence.pop("not_a_request", None)
        evidence.setdefault("problem", match.words)
    if site_wide is not None:
        scores["incident"] += _SITE_WIDE_VOTE
        evidence["incident"] = site_wide.words
    return evidence


def _votes_by_standing(
    text: NormalText, standing: Standing, rules: Rules
) -> Iterator[tuple[str, float, str]]:
    """What is not so now is no incident: a question about it, a report of it, or just news."""
    if standing.is_whole:
        return
    why, match = next(iter(standing.aside.items()))
    if rules.kinds["fault"].first(standing.text):
        return
    yield "incident", -_NOT_NOW_VOTE, ""
    if why == OVER and (account := rules.kinds["account"].first(text)):
        yield "problem", _NOT_NOW_VOTE, account.words
    elif "?" in text.text or rules.kinds["question"].first(standing.text):
        yield "question", _NOT_NOW_VOTE, match.words
    else:
        yield "not_a_request", _NOT_NOW_VOTE, match.words


def _vote_by_page(scores: dict[str, float], page_level: str) -> None:
    """What the request usually is says something about the message, and so does having none."""
    if page_level == "consultation":
        scores["question"] += _PAGE_VOTE
        scores["problem"] -= _PAGE_VOTE
    elif page_level:
        scores["problem"] += _PAGE_VOTE / 2
        scores["question"] -= _PAGE_VOTE / 2
        scores["not_a_request"] -= _NO_REQUEST_VOTE
        scores["incomplete"] -= _NO_REQUEST_VOTE
    else:
        scores["not_a_request"] += _NO_REQUEST_VOTE
        scores["incomplete"] += _NO_REQUEST_VOTE
