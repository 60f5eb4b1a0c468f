"""The SLA level of a ticket and its deadlines.

Emergency only by the regulation's criteria (``triage.yml``), never by loudness. Otherwise the level
written for the request («Приоритет»): «…, если …» where the ticket meets the condition
(``level_cases``), else by the kind: a page that names both «стандартный» and «консультация» means the
first for a fault and the second for a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.knowledge.figures import Figures, figure
from assistant.russian.normal import NormalText, normalise
from assistant.russian.patterns import Match
from assistant.triage.calendar import WorkCalendar
from assistant.triage.clock import Deadline, deadline
from assistant.triage.rules import Reason, Rules

LEVELS = ("emergency", "standard", "consultation")
_WORDS = {"экстренн": "emergency", "стандартн": "standard", "консультац": "consultation"}
_DOUBT = "Похоже на экстренное, но уверенности нет: считаем экстренным до выяснения"
_LIKELY = "По признакам вместе — экстренное"
_SHOWN_SIGNS = 4
_SAFETY = "безопасност"
_CHANGING_FACT = "affected_count"
# What only wants an answer is a consultation whatever page it fits («Консультирование …», criteria).
_EXPLAINED = frozenset({"question", "wish"})
_ASKING = frozenset({"question", "wish", "change_request", "not_a_request"})
# Where something is broken it is mended, also on a page that only ever explains («Приоритеты» of the catalogue).
FAULTS = frozenset({"problem", "incident"})


@dataclass(frozen=True, slots=True)
class Level:
    """``value`` is one of ``LEVELS``; ``urgent`` puts it first within its level.

    ``fact`` is the key of the fact that would change the verdict, empty when there is none; ``doubtful``
    says that an emergency is one for want of it. ``hands_off`` says that the equipment may harm who touches it.
    """

    value: str
    urgent: bool
    why: tuple[Reason, ...]
    fact: str
    doubtful: bool = False
    hands_off: bool = False


@dataclass(frozen=True, slots=True)
class Sla:
    """Level with its deadlines: ``contact`` only where the regulation sets one.

    ``bound`` is the other reading of a range («от 24 рабочих часов до 5 дней без выходных»).
    """

    level: Level
    contact: Deadline | None
    resolve: Deadline
    bound: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why a ticket is an emergency and the key of the fact that would change it.

    ``doubtful`` where no rule fired and its signs weigh little: doubt goes up, as the regulation says.
    Not ``raised`` where they fall short by so little that the fact may still make it an emergency. ``by_rule``
    where a rule fired: its words are about our system, so the ticket is ours whatever its best request says.
    """

    why: tuple[Reason, ...]
    fact: str
    doubtful: bool = False
    raised: bool = True
    by_rule: bool = False

    @property
    def sureness(self) -> tuple[bool, bool, bool]:
        """What a surer alarm has more of: a rule that fired, signs that outweigh, no doubt."""
        return self.by_rule, self.raised, not self.doubtful


def alarm_of(
    text: NormalText, margin: float, priorities: Sequence[tuple[str, str]], rules: Rules
) -> Alarm | None:
    """Why a ticket is an emergency, None when it is plainly not.

    ``text`` is what stands now (``standing``), ``margin`` the judge's for it (trained on
    ``docs/_data/levels``). A rule fires, or the signs and the judge outweigh the start.
    """
    for rule in rules.emergency:
        if found := rule.fires(text):
            words = " … ".join(dict.fromkeys(match.words for match in found))
            return Alarm((Reason(rule.title, words),), rule.fact, by_rule=True)
    is_usual = any(usual_level(priority) == "emergency" for _, priority in priorities)
    weighed = rules.signs.weigh(text, margin, is_usual=is_usual)
    if weighed.value <= -rules.signs.sure:
        return None
    is_doubtful = weighed.value < rules.signs.sure
    why = [Reason(_DOUBT if is_doubtful else _LIKELY, "")]
    why += [Reason(sign.title, match.words) for sign, match in weighed.found[:_SHOWN_SIGNS]]
    fact = next((sign.fact for sign, _ in weighed.found if sign.fact), _CHANGING_FACT)
    return Alarm(tuple(why), fact, is_doubtful, raised=weighed.value > 0)


def level_of(
    text: NormalText,
    alarm: Alarm | None,
    kind: str,
    scope: str,
    priorities: Sequence[tuple[str, str]],
    rules: Rules,
    *,
    certain: bool = True,
) -> Level:
    """Judge the level.

    ``certain`` says whether a rule or a clear margin stands behind the kind. ``priorities`` holds (title,
    «Приоритет» text) of the best request of each ask. What are certainly thanks put aside an alarm that is
    a mere doubt, never one that a rule or a sure judge raised. Where people are in danger the level is
    urgent and «standard» at least, save that of what is not ours.
    """
    level = _without_danger(text, alarm, kind, scope, priorities, rules, certain=certain)
    peril = rules.danger.peril(text)
    if peril is None:
        return level
    is_raised = level.value == "consultation" and scope != "out"
    return replace(
        level,
        value="standard" if is_raised else level.value,
        urgent=True,
        why=(*level.why, peril.reason),
        hands_off=peril.hands_off,
    )


def _without_danger(
    text: NormalText,
    alarm: Alarm | None,
    kind: str,
    scope: str,
    priorities: Sequence[tuple[str, str]],
    rules: Rules,
    *,
    certain: bool,
) -> Level:
    is_thanks = kind == "not_a_request"
    is_raised = alarm is not None and alarm.raised
    if (
        alarm is not None
        and is_raised
        and scope != "out"
        and not (is_thanks and certain and alarm.doubtful)
    ):
        return Level("emergency", True, alarm.why, alarm.fact, alarm.doubtful)
    if is_thanks or scope == "out":
        return Level("consultation", False, (Reason("Решать нечего или вопрос не наш", ""),), "")
    fact = alarm.fact if alarm is not None and not is_raised else ""
    levels = [
        (level_from_page(text_, kind, text, rules, certain=certain), title)
        for title, text_ in priorities
    ]
    if not levels:
        value = "consultation" if kind in _ASKING else "standard"
        why = Reason("Запись не найдена, судим по виду", "")
    else:
        value, title = min(levels, key=lambda each: LEVELS.index(each[0]))
        why = Reason(f"Приоритет записи «{title}»", "")
    urgent = _urgency(text, kind, priorities, rules)
    return Level(value, urgent is not None, (why, urgent) if urgent else (why,), fact)


def _urgency(
    text: NormalText, kind: str, priorities: Sequence[tuple[str, str]], rules: Rules
) -> Reason | None:
    """Why a ticket goes first within its level, None when it does not.

    People or cars stand now (``urgent`` of ``triage.yml``), a request says «срочно, если …» and the ticket
    meets the condition, or it says «срочно» with no condition, for safety's sake or where the whole place
    stands (an incident): of one person's fault such a page does not say whether somebody waits.
    """
    if match := rules.urgent.first(text):
        return Reason("Ждать нельзя: стоят люди или машины либо речь о безопасности", match.words)
    for title, priority in priorities:
        for clause in priority.split(";"):
            named, _, condition = clause.partition("если")
            if "срочно" in named.lower() and (match := _met(condition, text, rules)):
                return Reason(f"Запись «{title}»: {clause.strip(' .')}", match.words)
    for title, priority in priorities:
        if _is_pressing(priority) and (kind == "incident" or _SAFETY in priority.partition(";")[0]):
            return Reason(f"По записи «{title}» такое срочно", "")
    return None


def level_from_page(
    priority: str, kind: str, text: NormalText, rules: Rules, *, certain: bool = True
) -> str:
    """Level that a request's «Приоритет» gives to a message of some kind; never emergency.

    A page whose usual level is emergency gives «standard» here: emergency needs its criteria met. Where
    the kind is not ``certain``, a page that names no consultation gives none, and a change that may not be
    asked for has the page's usual level: doubt goes up.
    """
    conditional = [_level_met(clause, text, rules) for clause in priority.split(";")]
    if met := next(filter(None, conditional), ""):
        return met
    named = [level for _, level in _in_order(priority)]
    if named and kind in _EXPLAINED and certain and not _is_pressing(priority):
        return "consultation"
    usable = [level for level in named if level != "emergency"]
    if "consultation" in usable and kind in (_ASKING if certain else _EXPLAINED):
        return "consultation"
    if kind not in _ASKING and ("standard" in usable or (kind in FAULTS and certain)):
        return "standard"
    return usable[0] if usable else "standard"


def _is_pressing(priority: str) -> bool:
    """Whether a request is urgent whoever asks («стандартный, срочно: речь о безопасности»)."""
    usual = priority.lower().partition(";")[0]
    return "срочно" in usual.partition("если")[0]


def _level_met(clause: str, text: NormalText, rules: Rules) -> str:
    """The level of a clause «…, если …» whose condition the ticket meets, else empty."""
    levels, _, condition = clause.partition("если")
    named = [level for _, level in _in_order(levels) if level != "emergency"]
    return named[0] if named and _met(condition, text, rules) else ""


def _met(condition: str, text: NormalText, rules: Rules) -> Match | None:
    """The words by which a ticket meets a condition of a page, None where no case of the rules knows it."""
    wording = normalise(condition)
    case = next((each for each in rules.level_cases if each.about.first(wording)), None)
    return case.signs.first(text) if case else None


def usual_level(priority: str) -> str:
    """The level a request's «Приоритет» names first, «standard» when it names none."""
    return next((level for _, level in _in_order(priority)), "standard")


def _in_order(priority: str) -> list[tuple[str, str]]:
    lowered = priority.lower()
    found = [(lowered.find(word), word, level) for word, level in _WORDS.items() if word in lowered]
    return [(word, level) for _, word, level in sorted(found)]


def sla_of(level: Level, received: datetime, figures: Figures, calendar: WorkCalendar) -> Sla:
    """Deadlines of a level by the figures of ``sla.yml``."""
    hours = figure(figures, f"sla.{level.value}.resolve_hours", int)
    resolve = deadline(calendar, received, timedelta(hours=hours))
    contact = None
    if level.value == "emergency":
        minutes = figure(figures, "sla.emergency.contact_minutes", int)
        contact = deadline(calendar, received, timedelta(minutes=minutes))
    return Sla(level, contact, resolve, bound_of(level.value, received, figures, calendar))


def bound_of(
    level: str, received: datetime, figures: Figures, calendar: WorkCalendar
) -> Deadline | None:
    """The far end of a level's range, in whole working days; None where the regulation gives no range."""
    if level == "emergency":
        return None
    days = figure(figures, f"sla.{level}.resolve_days_max", int)
    return deadline(calendar, received, days * calendar.whole_day)
