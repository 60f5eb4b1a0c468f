"""Number plates of vehicles, however typed.

Russian plates (GOST R 50577-2018) use twelve letters drawn alike in both alphabets; customers type
either, in any case, with spaces, and often leave the region out.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.personal.context import before
from assistant.personal.span import Range
from assistant.russian.expression import expression
from assistant.russian.first_names import FIRST_NAMES
from assistant.russian.normal import NormalText

# Cyrillic and Latin; «в» is also typed as Latin «v», «у» as «u».
L = r"[авекмнорстухabekmhopctyxvu]"
S = r"[\s._|-]{0,2}"
# Letters drawn like a digit: «А12ЗВС», «АI23ВС».
_D = r"[\dоoзliі]"
EDGE_LEFT = r"(?<![\w№/])"
EDGE_RIGHT = r"(?!\w)"
_RUS = r"(?:[rр][uиу][sс]|ru|rи)"
_REGION = rf"(?:[\s._|/»\",-]{{0,3}}(?:регион\s)?\d{{2,3}}(?:{S}{_RUS}|\sрегион)?)"
_CAR = expression(
    rf"{EDGE_LEFT}{L}{S}(?:\d{_D}{{2}}|{_D}\d{_D}|\d\s\d\s\d|\d\s\d\d|\d\d\s\d){S}{L}{S}{L}(?:{_REGION}|{S}{_RUS})?{EDGE_RIGHT}"
)
_OTHER = expression(
    rf"{EDGE_LEFT}(?:{L}{{2}}\s?\d{{3,4}}\s?\d{{2,3}}|\d{{4}}\s?{L}{{2}}\s?\d{{2,3}}|{L}\s?\d{{4}}\s?\d{{2,3}}"
    rf"|\d{{3}}\s?(?:cd|сд|d|т|t)\s?\d{{1,3}}\s?\d{{2,3}}|{L}{{2}}\s?\d{{3}}\s?{L}\s?\d{{2,3}})(?:\s?{_RUS})?{EDGE_RIGHT}"
)
# One letter that no plate has is a slip of the finger: «Ц345АН77».
_MISTYPED = expression(rf"{EDGE_LEFT}[а-я]\d[\dоз]{{2}}[а-я]{{2}}\d{{2,3}}{EDGE_RIGHT}")
# Belarus, Kazakhstan, Ukraine, Uzbekistan, Armenia, Georgia, Kyrgyzstan.
_ABROAD = expression(
    r"(?<![\w№])(?:\d{2}\s?kg\s?\d{3}\s?[a-z]{3}|\d{4}\s?[авеікмнорстхabeikmhopctx]{2}\s?-?\s?\d(?!\d)"
    r"|[авеікмнорстхabeikmhopctx]{2}\s?\d{4}\s?-\s?\d"
    r"|(?:kz\s?)?\d{3}\s?(?:[a-z]{3}|[авекмнорстух]{3})\s?\d{2}"
    r"|[a-z]{2}-?\d{3}-?[a-z]{2}|[a-zавеікмнорстух]{2}\s?\d{4}\s?[a-zавеікмнорстух]{2}"
    r"|\d{2}\s?[a-z]\s?\d{3}\s?[a-z]{2}|\d{2}\s?-?[a-z]{2}\s?-?\d{3})(?!\w)"
)
# «вэ 505 ха эн 77», as it is dictated.
_LETTER = r"(?:а|вэ|бэ|е|ка|эм|эн|аш|о|эр|эс|тэ|у|ха|хэ)"
_DICTATED = expression(
    rf"{EDGE_LEFT}{_LETTER}\s\d{{3}}\s{_LETTER}\s{_LETTER}(?:\s\d{{2,3}})?{EDGE_RIGHT}"
)
# «Нина 512 Ольга Роман 150»: by the first letters of names.
_BY_NAMES = expression(
    rf"{EDGE_LEFT}(?P<first>[а-я]{{3,12}})\s\d{{3}}\s(?P<second>[а-я]{{3,12}})\s(?P<third>[а-я]{{3,12}})(?:,?\s(?:регион\s)?\d{{2,3}}(?!\w))?"
)
# No car has a zero for its number: «А000АА00» is an example. «С 200 на 250», «в 100 км» are words.
_ZEROS = expression(r"(?<!\d)0{3,4}(?!\d)")
_NOBODYS = expression(
    r"(?<!\d)0{3,4}(?!\d)|\A[вскоу]\s\d{3}\s(?:на|км|мм|см|не|но|ее)(?:\s|\Z)|\A(?:на|не|но|ко|со|во)\s"
    r"|\A\d{4}\s(?:на|не|но|со|ко|км|мм|см|кв)\s"
)
# Of whatever country, behind the words: letters and digits, capitals all, «KLM 482», «M-AB 1234», «7ABC123».
_CARRIES = expression(
    r"(?:номер(?:а|ами|ах|ом)\b|гос\s?номер|номер[а-я]{0,2} (?:авто|маш|тс)|прицеп[а-я]{0,3}|тягач[а-я]{0,2}|(?:машин|авто|фур)[^\d\n.;]{2,30}номер"
    r"|[а-я]{3,10}(?:ских|ские|цких|цкие)\b)[^\d\n.;]{0,25}?\Z"
)
_VEHICLE = expression(r"(?:авто|машин|тачк|тс\b|транспорт)[^\d\n.;]{0,40}\Z")
_OF_THREE = expression(r"(?<![\w-])[a-z]{1,2}[ -]?\d{2,4}[ -]?[a-z]{2,3}(?![\w-])")
_WHATEVER = expression(
    r"(?<![\w-])(?:[a-z]{1,3}[ -]?(?:[a-z]{1,2}[ -]?)?\d{3,5}[a-z]{0,2}|\d{1,3}[ -]?[a-z]{1,3}[ -]?\d{2,4}|[a-z]{2,3} ?\d{2}[a-z]{2})(?![\w-])"
)
# Until 1993, still met: «А 0011 МО».
_SOVIET = expression(rf"{EDGE_LEFT}[а-я]\s?\d{{4}}\s?[а-я]{{2}}{EDGE_RIGHT}")
# Behind these words a piece of a plate is one too.
_SAID = expression(
    r"(?:гос[\s.-]?номер[а-я]{0,3}|г\.?\s?н\.?з?\.?|г/н|\bгрз|гос\.?\s?знак[а-я]{0,2}|рег\.?\s?знак[а-я]{0,2}"
    r"|номер[а-я]{0,3} (?:авто[а-я]{0,7}|машин[а-я]|тс)|(?:авто[а-я]{0,7}|машин[а-я]|тс)[\s,]{1,2}(?:с )?номер[а-я]{0,3}|госник[а-я]?)"
    rf"[\s:—–«\"(-]{{1,3}}(?P<value>{L}\s?\d{{3}}(?:\s?{L}{{1,2}})?|\d{{3}}\s?{L}{{2}}(?:\s?\d{{2,3}})?|\d{{3,4}}(?:\s\d{{2,3}})?)(?!\w)"
)


def find(text: NormalText) -> Iterator[Range]:
    """Plates by their form, and pieces of one behind the words."""
    for pattern in (_CAR, _OTHER, _MISTYPED, _ABROAD, _DICTATED):
        for match in pattern.finditer(text.text):
            is_loud = len(match.group()) > 7 and text.cut(*match.span()).isupper()
            nobodys = _ZEROS if is_loud else _NOBODYS  # «У 400 КМ 161» is no distance
            if not nobodys.search(match.group()):
                yield match.span()
    for match in _BY_NAMES.finditer(text.text):
        if FIRST_NAMES.issuperset(match.group("first", "second", "third")):
            yield match.span()
    yield from _foreign_or_old(text)
    for match in _SAID.finditer(text.text):
        yield match.span("value")


def _foreign_or_old(text: NormalText) -> Iterator[Range]:
    """Plates that only capitals, or the words before, tell from other letters and digits."""
    for match in _SOVIET.finditer(text.text):
        if text.cut(*match.span()).isupper():
            yield match.span()
    for pattern, cue in ((_WHATEVER, _CARRIES), (_OF_THREE, _VEHICLE)):
        for match in pattern.finditer(text.text):
            is_loud = text.cut(*match.span()).isupper()
            if is_loud and cue.search(before(text.text, match.start(), 80)):
                yield match.span()
