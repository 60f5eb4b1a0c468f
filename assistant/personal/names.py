"""Names of people: first names, patronymics, surnames, initials, in any case and capitals or not.

The dictionary tells what a word may be; its neighbours, its capital and what stands before it tell
whether it is one here. A site, a street and a product may bear the name of a person; they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.personal.context import before
from assistant.personal.name_words import Piece, Strength, pieces_of
from assistant.personal.span import Range
from assistant.russian.capitals import is_capital
from assistant.russian.morphology import is_function_word
from assistant.russian.normal import NormalText

_GAP = re.compile(r"[ \t]{1,3}\Z|\Z")
_NEW_LINE = re.compile(r"[ \t\r]{0,3}\n[ \t]{0,3}\Z")
# Whoever follows is named, be it a word that nobody knows.
_SAID = re.compile(
    r"(?:\bзовут(?: его| ее| меня)?|\bзвать|\bимя(?: и отчество)?|\bфио|\bф\. ?и\. ?о\.?|\bфамили[яюией]{1,2}(?: моя)?|\bотчество"
    r"|\bна имя|\bзаявитель|\bконтактное лицо|\bполучатель|\bплательщик)(?::\s{1,3}|[ \t,;—–(«\"'-]{1,4})\Z"
)
_MARKS = r"[\s,:;—–(«\"'-]{1,5}\Z"
# Whoever follows is a person, if it is a name at all.
_CUE = re.compile(
    r"(?:уважаем[а-я]{2,3}|\bдорог(?:ой|ая)|собственник[а-я]{0,3}|собственниц[а-я]|владел[а-я]{1,5}|жил(?:ец|ьц[а-я]{1,3})"
    r"|жительниц[а-я]|\bгост(?:ь|я|ю|ем|и|ей|ья)|водител[а-я]{1,3}|арендатор[а-я]{0,3}|охранник[а-я]{0,3}|охран[аеу]|смен[аыеу]|дежурн[а-я]{2,3}"
    r"|администратор[а-я]{0,2}|диспетчер[а-я]{0,2}|оператор[а-я]{0,2}|менеджер[а-я]{0,2}|инженер[а-я]{0,2}|директор[а-я]{0,2}|комендант[а-я]{0,2}"
    r"|управляющ[а-я]{2,3}|консьерж[а-я]{0,2}|председател[а-я]|бухгалтер[а-я]{0,2}|юрист[а-я]{0,2}|специалист[а-я]{0,2}|сотрудни[а-я]{1,4}"
    r"|прораб[а-я]{0,2}|мастер[а-я]{0,2}|курьер[а-я]{0,2}|электрик[а-я]{0,2}|ответственн[а-я]{2,3}|клиент[а-я]{0,3}|коллег[а-я]{1,2}"
    r"|\bмуж[а-я]{0,2}|\bжен[аыеуо]й?|\bсын[а-я]{0,2}|\bдоч[а-я]{1,4}|\bмам[а-я]{1,2}|\bпап[а-я]{1,2}|\bбрат[а-я]{0,2}|\bсестр[а-я]{1,2}|\bвнук[а-я]{0,2}"
    r"|\bвнучк[а-я]|\bнян[а-я]{1,2}|\bтет[яюией]|\bдяд[яюией]|\bбаб[ауы]|\bдед[а-я]{0,2}|\bсосед[а-я]{0,4}|\bдруг[а-я]{0,2}|\bподруг[а-я]"
    rf"|\bип|\bгр\.|\bг-н|\bг-жа|господин[а-я]{{0,2}}|госпож[а-я]|товарищ[а-я]{{0,2}}|\bтов\.|спросить|передайте|позовите){_MARKS}"
    r"|(?:уважени[а-я]{1,2}|regards)[\s,.!:—–-]{1,5}\Z"
)
# The same, for a word with a capital: «у Марины», «от Нины», «это Света».
_LOOSE_CUE = re.compile(
    rf"(?:\bэто|пишет(?: вам)?|беспокоит(?: вас)?|\bот|\bдля|\bу|\bна связи|\bя){_MARKS}"
    r"|(?:здравствуйте|добр(?:ый|ого|ой) (?:день|дня|вечер|вечера|утра|ночи)|доброе утро|привет|спасибо|благодар[а-я]{1,4})[\s,.!:—–-]{1,5}\Z"
)
_PLACE = re.compile(
    r"(?:\bжк|\bкп|\bкпп|\bбц|\bснт|\bтц|\bтрц|\bтрк|\bднп|\bтсж|\bтсн|\bмкр|\bг|\bгор|\bгород[а-я]{0,2}|\bпос[а-я]{0,5}|\bдер[а-я]{0,5}|\bс\.|\bп\.|\bст\."
    r"|\bул|\bулиц[а-я]{1,2}|\bпр-т|\bпроспект[а-я]?|\bпер|\bпереул[а-я]{2,3}|\bшоссе|\bбульвар[а-я]?|\bплощад[а-я]|\bнабережн[а-я]{2}|\bметро|\bстанци[а-я]"
    r"|\bкомплекс[а-я]?|\bпоселок|\bобъект[а-я]?|\bквартал[а-я]?|\bпарк[а-я]?|\bклуб[а-я]?|\bооо|\bоао|\bзао|\bао|\bук|\bбанк[а-я]?|\bфирм[а-я]"
    r"|\bкомпани[а-я]|\bтерминал[а-я]?|\bимени|\bим)[\s.:]{1,3}(?:[«\"“']\s?)?(?P<title>(?:[а-я-]{3,20}\s){0,2})\Z"
)
_QUOTED = re.compile(r"[«\"“][^»\"”\n]{0,60}\Z")
_STARTS = re.compile(r"(?:\A|[.!?…:;\n|•*>\[(«\"“]|\d\)|\s[—–-])[\s—–*-]{0,4}\Z")
_ALONE = re.compile(r"[ \t]{0,3}(?:[,.!;:)\n(<>@]|\Z|[—–-]\s)")
# What only a person is or does, right behind a word that may be a name.
_ACTS = re.compile(
    r" (?:из|писал|пиш|сказал|говорит|просил|просит|звонил|звонит|приехал|прие[дз]|обещал|передал|уволил|работа[ел]"
    r"|не может|не смог|забыл|подтверд|отправил|ответил|спрашива|хочет|привет|здравствуй|добр|въехал|въезжа|стоит у|ждет)"
)


_MONTHS = frozenset(("марта", "мая"))
# «Тётя Шура» is called so: the word goes with the name.
_FAMILIAR = re.compile(r"(?<!\w)(?:тет[яюией]|дяд[яюией]|баб[ауы]|дед[а-я]?)\s\Z")


def find(text: NormalText) -> Iterator[Range]:
    """Ranges of names, each from its first to its last word."""
    run: list[Piece] = []
    for piece in pieces_of(text):
        if run and not _joins(text.text[run[-1].end : piece.start], run[-1], piece):
            yield from _named(text, run)
            run = []
        is_surname = bool(run) and run[-1].is_followed_by_surname and piece.capital
        if piece.strength > Strength.NONE or is_surname or _is_said(text.text, piece):
            run.append(piece)
        else:
            yield from _named(text, run)
            run = []
    yield from _named(text, run)


def _is_said(text: str, piece: Piece) -> bool:
    """Whether the words before a piece announce a name, so that it is one whatever the dictionary says."""
    said = _SAID.search(before(text, piece.start))
    if said is None or piece.is_initials or is_function_word(piece.word):
        return False
    return piece.capital or "зовут" in said.group()


def _joins(gap: str, left: Piece, right: Piece) -> bool:
    """Whether two pieces stand side by side; over a line's end only a surname and its first name do."""
    if _GAP.match(gap):
        return True
    if not (_NEW_LINE.match(gap) and left.capital and right.capital):
        return False
    return left.may_be_surname and not left.may_be_first and right.may_be_first


def _named(text: NormalText, run: list[Piece]) -> Iterator[Range]:
    """The range of a run of words that may be a name, when they are one."""
    if all(each.is_initials for each in run):
        return
    start, end = run[0].start, run[-1].end
    said = before(text.text, start)
    if len(run) == 1 and run[0].word in _MONTHS and re.search(r"\d\s?\Z", said):
        return
    is_said = _SAID.search(said) is not None
    is_place = _is_place(text, start, said) and not any(each.is_patronymic for each in run)
    if is_said or not (is_place or _QUOTED.search(said) or not _is_name(text.text, run, said)):
        familiar = _FAMILIAR.search(said)
        yield start - (len(familiar.group()) if familiar else 0), end


def _is_place(text: NormalText, start: int, said: str) -> bool:
    """Whether a site, a street or a firm is named here; «посёлок Ольховый Брод» by two words."""
    matches = list(_PLACE.finditer(said))
    title = matches[-1]["title"] if matches else ""
    return bool(matches) and (not title or is_capital(text, start - len(title)))


def _is_name(text: str, run: list[Piece], said: str) -> bool:
    words = [each for each in run if not each.is_initials]
    best = max(each.strength for each in words)
    if best is Strength.SURE or len(words) < len(run):
        return True
    if sum(each.strength is Strength.LIKELY for each in words) > 1:
        return True
    if any(each.is_named for each in words) and (
        _CUE.search(said) or (words[0].capital and _LOOSE_CUE.search(said))
    ):
        return True
    end = run[-1].end
    is_alone = _ALONE.match(text, end) or _ACTS.match(text, end)
    return best is Strength.LIKELY and (not _STARTS.search(said) or is_alone is not None)
