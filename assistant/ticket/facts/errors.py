"""What the program showed: ``error_text``.

A quoted or retold message, a code, a state of the screen.

What a person says («охрана говорит, что не видит») is no message of a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.russian.expression import expression
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at, find_all
from assistant.ticket.facts.rule import compile_spaced

_SAYS = (
    r"(?:пиш[еи]т|напис[ао]л[ао]|написано|написанно|писало|выда[её]т|выдало|выдала|выдал"
    r"|показывает|показала?|показало|выскакивает|выскочил[оаи]?|вылазит|вылезает|вылез(?:ло"
    r"|ла|ает)?|вылетает(?= (?:ошибк|сообщ|окно|\"|«))"
    r"|появляется|появилось|появилась|высвечивается|высветилось|выводит|выходит(?= (?:ошибк"
    r"|сообщ|надпись|\"|«))|вышло|всплывает|всплыло|отвечает|ругается|сообщает|светится"
    r"|надпись|сообщение|ошибк[ау]|ошибкой|уведомление(?= [\"«])"
    r"|текст(?: ошибки)?|возвращает|требует|просит|горит(?= [\"«])|отображается|твердит"
    r"|видит(?= [\"«])|вижу(?= [\"«])|читаю(?= [\"«])|только(?= [\"«])|получаю(?= [\"«])"
    r"|увидел\w?(?= [\"«])|висит(?= [\"«])|говорит(?= [\"«])|пешет|пишит|пишед)"
)
_PERSON = expression(
    r"(?<!\w)(?:охран\w{0,4}|житель|жители|жильцы|жилец|сосед\w{0,2}|ук|он мне|мне|они"
    r"|администратор|диспетчер|консьерж|люди|клиент\w?|муж|жена|друг|камера|камеры"
    r"|поддержк\w|бот поддержки|мы|вам)\s{1,2}\Z"
)
_SPEAKS = expression(
    r"(?:приложени\w|программ\w|систем\w|терминал|бот|сайт|она|оно|журнал|домофон|робот"
    r"|голос|алиса)(?:\s(?:мне|все|всё|опять))?\s{1,2}(?:говорит"
    r"|сказал[ао]?)[\s,:]{1,3}(?:что\s)?(?P<value>(?:[^.!?\n,]){3,80}(?!\w))"
)
_QUOTE = r"[«\"“„'‘](?P<value>[^»\"”“\n]{2,160})[»\"”“'’]"
_INTRO = (
    r"(?: (?:мне|нам|у меня|у нас|на экране|экран|красным|красное|красная|опять|снова|постоянно"
    r"|все время|ошибка|ошибку|сообщение|надпись|текст|что|такое|такую|там|внизу|вверху|им|ей"
    r"|гостю|гостям|жителям|всем|сразу|теперь|только|при этом|типа|что то|что-то|вроде|следующее"
    r"|вот|будто|якобы|просто)){0,4}"
)
# A quotation that reads like a message of a program, whatever stands before it.
_LONE_QUOTE = compile_spaced(
    r"[«\"“„](?P<value>(?!(?:приехал|уехал|далее|создать|назад"
    r"|войти))[^»\"”“\n]{0,60}?(?:не (?:най|удал|под|закреп|подх|хват|отвеч|доступ|соотв|сущ"
    r"|может|мож|указан|заполн|прош|верн|распоз)|недоступ|ошибк|неверн"
    r"|некорректн|заблок|запрещ|истек|просроч|лимит|исчерп|превыш|обязательн|попробуйте"
    r"|повторите|подождите|нет (?:доступ|прав|связ|соед|сет|объект|идент)|отказ|уже (?:есть"
    r"|сущ|зарег)|закрыт|error|timeout|failed|stopped)[^»\"”“\n]{0,90})[»\"”“]"
)
_QUOTED = compile_spaced(rf"(?<!\w){_SAYS}{_INTRO}[\s:,—–-]{{0,4}}{_QUOTE}")
# Verbs that retell a message without quotes; a weak one needs a word that messages have.
_RETELLS = (
    r"(?:пиш[еи]т|пешет|пишут(?= что)|написано|написанно|написал[оа](?= что)|писало"
    r"|ошибк[ау](?=:)|выскакивает|выскочил[оаи]?|вылазит"
    r"|вылезает|вылез(?:ло|ла)|высвечивается|всплывает|всплыло|ругается|твердит|надпись(?=:)"
    r"|сообщение(?=:)|текст ошибки)"
)
_GIVES = (
    r"(?:выда[её]т|выдал[оа]?|показывает|показал[оа]?|появляется|появилось|появилась|выводит"
    r"|выходит|вышло|отвечает|светится|надпись"
    r"|сообщение|возвращает|горит надпись|отображается|говорит(?= (?:что )?(?:нет|ошибк"
    r"|неверн|не найден)))"
)
_MESSAGE_WORD = (
    r"(?:что (?!у |охран|мы|я )|ошибк|код |таймаут|timeout|error|[45]\d\d|нет |недост|неверн"
    r"|неправильн|просроч|отказ|доступ |такой |номер (?:уже|не |в ч|заблок|нах|зан)|сбой"
    r"|пуст|лимит|превыш|срок |не найден|не удал|невозможн|попробуйте|повторите|запрещ"
    r"|заблок|неизвестн|бел\w+ экран|черн\w+ экран|слишком)"
)
_VALUE = (
    r"(?P<value>(?:[^.!?;,\n«»\"]|[.,](?=\d)){3,110}(?!\w)(?:\. (?:поле|выбранный|попробуйте"
    r"|проверьте|обратитесь|повторите|доступ"
    r"|неверн)[^.!?\n]{3,80}(?!\w))?)"
)
_THAT = r"(?:что |мол |типа |якобы |как будто |будто )?"
_PLAIN = compile_spaced(rf"(?<!\w){_RETELLS}{_INTRO}[\s:—–,-]{{1,4}}{_THAT}{_VALUE}")
_GIVEN = compile_spaced(
    rf"(?<!\w){_GIVES}{_INTRO}[\s:—–,-]{{1,4}}(?={_MESSAGE_WORD}){_THAT}{_VALUE}"
)
# Where a retold message ends and the customer's own words go on.
_OWN_WORDS = compile_spaced(
    r"(?: |, )(?:я |а я|хотя|помогите|почему|что делать|что это|что за|как быть|как мне"
    r"|и все|и всё|и не|а он[аои]? |а у |но я|но у|хотел\w?|у нас|мы |подскажите|объясните"
    r"|разберитесь|исправьте|сделайте|"
    r"а пароль|а номер|а дальше|и дальше|и выкидыв\w+|и закрыва\w+|и ничего|пожалуйста"
    r"|спасибо|что такое|откуда|зачем|когда |при этом|потому|а должн\w+|причем|при том|и так"
    r"|и что|номер точно|но номер|но пароль|телефон |жена |муж )"
)
_NOT_A_MESSAGE = compile_spaced(
    r"(?:вам|вас|мне|нам|про|о|об|сюда|в (?:приложени|поддержк|чат)\w*|жалоб\w|письм\w"
    r"|заявлени\w|отзыв|официальн\w+|ответ|при|ко мне|из|из-за|на эт\w+)(?: |\Z)"
)


# Without one of these no verb of showing is in a text.
_VERB_HINTS = tuple(
    "пиш пис выда показ выск выл появ высв вывод выход вышло всплы отвеч руга сообщ свети надпис"
    " ошибк текст возвращ горит отображ пеш требует просит уведомл твердит видит вижу только"
    " получаю".split()
)


def find(text: NormalText) -> Iterator[Fact]:
    """Messages and states of a screen in a text."""
    twin = text.text
    yield from find_all("error_text", _LONE_QUOTE, text)
    if any(hint in twin for hint in _VERB_HINTS):
        for pattern in (_QUOTED, _PLAIN, _GIVEN):
            for match in pattern.finditer(twin):
                fact = _message(text, match, is_quoted=pattern is _QUOTED)
                if fact:
                    yield fact
    if "говорит" in twin or "сказал" in twin:
        for match in _SPEAKS.finditer(twin):
            yield fact_at("error_text", text, match.start("value"), match.end("value"))


def _message(text: NormalText, match: re.Match[str], *, is_quoted: bool) -> Fact | None:
    """The message of a match, up to where the customer's own words go on."""
    start, end = match.span("value")
    if _PERSON.search(text.text[max(0, match.start() - 24) : match.start()]):
        return None
    if not is_quoted:
        if own := _OWN_WORDS.search(text.text, start, end):
            end = own.start()
        if end - start < 3 or _NOT_A_MESSAGE.match(text.text, start, end):
            return None
    return fact_at("error_text", text, start, end) if end > start else None
