"""Macro marks on pages that do not expand macros: readers and customers would see them as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages
from assistant.knowledge.blocks import walk_blocks

_MARK = re.compile(r"\{\{|\{%|\{#")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


def check_macro_marks(pages: Pages) -> Iterator[Finding]:
    """Marks in running text and in client texts; other code may show how macros are written."""
    for page in pages:
        if page.is_own:
            continue
        quoted = _code_lines(page)
        for number, line in enumerate(page.lines, start=1):
            if number in quoted or not _MARK.search(_CODE.sub("", line)):
                continue
            problem = "знаки макроса на обычной странице останутся текстом"
            remedy = "если нужна цифра, добавьте в шапку render_macros: true"
            yield page.finding("macro-mark", number, problem, remedy)


def _code_lines(page: Page) -> frozenset[int]:
    """Lines of code blocks that are no client texts."""
    texts = {template.line for template in page.document.templates}
    blocks = (
        block
        for section in page.document.sections
        for block in walk_blocks(section.blocks, "fence", "code")
    )
    return frozenset(
        line
        for block in blocks
        if block.line not in texts
        for line in range(block.line, block.end_line)
    )
