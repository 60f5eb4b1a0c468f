"""Files of ``docs/_data`` that read but do not fit: values, pages they name, files of phrases."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping

from assistant.checks.codes import CODES
from assistant.checks.data_file import DataFile
from assistant.checks.finding import Finding
from assistant.checks.pages import Pages, data_finding
from assistant.errors import PageError
from assistant.knowledge.base import all_paths
from assistant.knowledge.figures import Figures, figure
from assistant.reply.catalogue import fitting_template
from assistant.reply.joining import Joining
from assistant.reply.lint.tone import Tone
from assistant.reply.proofs import Proofs
from assistant.reply.slots import roles_of_slots
from assistant.retrieval.bank import NOTHING, PhraseBank, name_parts
from assistant.retrieval.judges import read_examples
from assistant.triage.calendar import WorkCalendar
from assistant.triage.rules import Rules

_REPLIES = "_data/replies.yml"
_FILED = re.compile(r"_data/(?:phrases|letters)/([^/]+)\.txt")
_LEVELS = ("emergency", "standard", "consultation")
_NUMBERS = (
    "sla.emergency.contact_minutes",
    *(f"sla.{level}.resolve_hours" for level in _LEVELS),
)
_TEXTS = (
    "contacts.department",
    "contacts.phone",
    "contacts.email",
    "replies.questions_lead",
    "replies.questions_lead_one",
    "replies.elsewhere.questions_lead",
    "replies.elsewhere.questions_lead_one",
)
_NAME = re.compile(r"«([^»]+)»")


def check_data(pages: Pages) -> Iterator[Finding]:
    """What the assistant would stumble on when it reads the figures, and names that lead nowhere."""
    yield from _values(pages)
    yield from _pages(pages)
    yield from _phrases(pages)


def _values(pages: Pages) -> Iterator[Finding]:
    figures = pages.figures
    readers: list[Callable[[], object]] = [
        lambda: Rules.from_figures(figures),
        lambda: WorkCalendar.from_figures(figures),
        lambda: roles_of_slots(figures),
        lambda: Tone.from_figures(figures),
        lambda: Proofs.from_figures(figures),
        lambda: Joining.from_figures(figures),
        lambda: read_examples(pages.docs),
        lambda: PhraseBank.from_folder(pages.docs),
        *(_reader(figures, name, int) for name in _NUMBERS),
        *(_reader(figures, name, str) for name in _TEXTS),
    ]
    for read in readers:
        try:
            read()
        except PageError as error:
            yield data_finding(
                "data", error.path, _line_of(error, pages), error.problem, error.remedy
            )


def _line_of(error: PageError, pages: Pages) -> int:
    """Line of what an error names: «sla.standard.resolve_hours» or the name of a rule."""
    name = _NAME.search(error.problem)
    keys = name[1].split(".") if name else []
    if keys and keys[0] == posixpath.basename(error.path).partition(".")[0]:
        keys = keys[1:]
    return error.line or DataFile.from_docs(pages.docs, error.path).line_of(*keys)


def _reader(figures: Figures, name: str, kind: type[int | str]) -> Callable[[], object]:
    return lambda: figure(figures, name, kind)


def _pages(pages: Pages) -> Iterator[Finding]:
    """Pages that ``replies.yml`` names: there, and with a template where one is taken from them."""
    replies = pages.figures.get("replies")
    whole = replies if isinstance(replies, Mapping) else {}
    file = DataFile.from_docs(pages.docs, _REPLIES)
    templates, regulations = whole.get("templates"), whole.get("regulations")
    if isinstance(templates, Mapping):
        for kind, each in templates.items():
            path = str(each.get("page")) if isinstance(each, Mapping) else ""
            yield from _named(pages, file, ("templates", str(kind)), path, needs_template=True)
    if isinstance(regulations, Mapping):
        for role, path in regulations.items():
            keys = ("regulations", str(role))
            yield from _named(pages, file, keys, str(path), needs_template=False)


def _named(
    pages: Pages, file: DataFile, keys: tuple[str, ...], path: str, *, needs_template: bool
) -> Iterator[Finding]:
    line = file.line_of(*keys)
    page = pages.by_path.get(path)
    if page is None:
        if path not in {each.path for each in pages.knowledge.problems}:
            problem = f"страницы «{path}» нет, а ответ «{keys[-1]}» берут с неё"
            remedy = "поправьте имя страницы"
            yield data_finding("data-page", file.path, line, problem, remedy)
    elif needs_template and fitting_template(keys[-1], pages.knowledge) is None:
        # A document that was dropped in may lack it: no fault of ours, a ready text stands in for it.
        severity = CODES["data-page"].severity(is_own=page.is_own)
        problem = f"на странице «{path}» нет шаблона для ответа «{keys[-1]}»"
        remedy = "верните шаблон или поправьте слова его заголовка (words)"
        yield Finding("data-page", severity, file.path, line, problem, remedy)


def _phrases(pages: Pages) -> Iterator[Finding]:
    try:
        filed = PhraseBank.from_folder(pages.docs).anchors_of(pages.knowledge)
        anchors = {request.anchor for request in pages.knowledge.requests.values()}
    except PageError:
        return  # told by ``_values``
    for path in sorted(all_paths(pages.docs)):
        file = _FILED.fullmatch(path)
        name = name_parts(file[1])[0] if file else NOTHING
        if name in {NOTHING, *filed.values(), *anchors}:
            continue
        problem = f"запроса с якорем #{name} нет: поиск этих фраз не видит"
        remedy = (
            "назовите файл по якорю запроса или впишите в первую строку после # название запроса"
        )
        yield data_finding("lost-phrases", path, 1, problem, remedy)
