"""English left in a Russian letter: words of a template, of a form, of a program."""

from __future__ import annotations

from assistant.reply.lint.checked import CheckedText
from assistant.reply.lint.finding import ERROR, WARNING, Finding
from assistant.reply.lint.situation import Situation
from assistant.reply.lint.tone import Tone
from assistant.russian.expression import expression

_SITE = r"(?:https?://|www\.|t\.me/)\S+|[\w-]+(?:\.[\w-]+)*\.(?:ru|com|online|me|site|org|net)\b\S*"
_ADDRESS = expression(rf"\S+@\S+|{_SITE}|@\w+")
_SITE_ALONE = expression(_SITE)
_WORD = expression(r"(?<![\w-])[a-z][a-z'’]*(?:-[a-z]+)*(?![\w])")
_MACRO = expression(r"\{\{.*?\}\}|\{%.*?%\}|\$\{[^}]*\}|%\w+%")
_MIN_LETTERS = 3


def find_foreign(text: CheckedText, tone: Tone, situation: Situation) -> list[Finding]:
    """Macros that were not expanded, English words, and lower-case Latin words that nobody used."""
    twin = text.own.text
    address = _ADDRESS if "@" in twin else _SITE_ALONE  # a mail is looked for at every letter
    twin = address.sub(lambda match: " " * len(match.group()), twin)
    found = [
        text.finding(ERROR, "english", "Осталась подстановка. Впишите значение", *match.span())
        for match in _MACRO.finditer(twin)
    ]
    twin = _MACRO.sub(lambda match: " " * len(match.group()), twin)
    told = frozenset(_WORD.findall(situation.ticket.lower())) if situation.ticket else frozenset()
    for match in _WORD.finditer(twin):
        word = match.group()
        if word in tone.latin or word in told:
            continue
        start, end = text.normal.span(*match.span())
        is_english = word in tone.english
        # A capital names a product or a maker; what is typed small is a word.
        if is_english or (len(word) >= _MIN_LETTERS and text.original[start:end].islower()):
            severity = ERROR if is_english else WARNING
            message = "Английское слово. Напишите по-русски"
            found.append(Finding(severity, "english", message, start, end))
    return found
