"""``_data/requests.yml`` beside the pages it repeats."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.data_file import DataFile
from assistant.checks.finding import Edit, Finding
from assistant.checks.pages import Pages, data_finding
from assistant.knowledge.supplements import Supplement, read_supplements

_FILE = "_data/requests.yml"


def check_supplements(pages: Pages) -> Iterator[Finding]:
    """Requests of our pages that the file does not have, or has otherwise."""
    written = read_supplements(pages.figures)
    file = DataFile.from_docs(pages.docs, _FILE)
    if not written:
        return
    for page in pages:
        for request in page.document.requests if page.is_own else ():
            said = Supplement.from_request(request)
            entry = f"{request.anchor}: {said.to_json()}"
            if request.anchor not in written:
                problem = (
                    f"нет записи «{request.title}»: заменят её страницу — забудется, что спросить"
                )
                yield data_finding("request-copy", _FILE, 1, problem, f"допишите строку: {entry}")
            elif written[request.anchor] != said:
                line = file.line_of(f"{request.anchor}:")
                typed = file.lines[line - 1]
                edit = Edit(_FILE, line, 0, typed, entry) if typed.endswith("}") else None
                problem = f"данные и приоритет записи «{request.title}» не те, что на странице"
                yield data_finding("request-copy", _FILE, line, problem, "повторите страницу", edit)
