"""Pieces the patterns of topics share: gaps, times, doers."""

from __future__ import annotations

from assistant.ticket.facts.grammar import CLOCK, DATE, DAY_PART, MONTH, WEEKDAY

# Up to four words in between, commas and quotes allowed, as few as possible.
NEAR = r"(?:[\s,:—–(-]{1,3}[\w«»\"/.№-]{1,20}){0,4}?[\s,:—–(-]{1,3}"
# The rest of a clause and what stands before a word in its clause.
REST = r"(?:[^.!?;,\n]|[.,](?=\d)){0,70}(?!\w)"
LONG_REST = r"(?:[^.!?;\n]|\.(?=\d)){0,90}(?!\w)"
LEAD = r"(?:[а-яa-z0-9«»-]{1,16} ){0,3}?"
TIME = (
    rf"(?:{DATE}|{CLOCK}|{WEEKDAY}|{DAY_PART}|\d{{1,2}} {MONTH}|утр[ао]|вечера?|ночи|обеда"
    r"|полуночи"
    r"|вчера|позавчера|сегодня|завтра|часов|час|минут)"
)
RELATION = (
    r"(?:жен|муж|сын|доч|мам|пап|брат|сестр|сосед(?!н)|коллег|напарни|сменщи|друг(?!о|ие|их|им|ая|ую)|подруг|ребят|родител"
    r"|супруг|начальни|директор|девоч|знаком|родствен)\w{0,4}"
)
# A plate, whole or in part, as it stands in a sentence.
_L = r"[авекмнорстух]"
PLATE = rf"(?<!\w)(?:{_L}\d{{2,3}}{_L}{{1,2}}(?: ?\d{{2,3}})?|{_L} \d{{3}} {_L}{{2}}(?: \d{{2,3}})?|{_L}{{2}}\d{{3}}{_L}?(?: ?\d{{2,3}})?)(?!\w)"
