"""Every mark of the house format that trips Python-Markdown, and the HTML the page shows for it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

from assistant.knowledge import blocks
from assistant.knowledge.base import Knowledge
from assistant.knowledge.blocks import parse_blocks
from assistant.knowledge.links import normalise_links
from assistant.knowledge.macros import expand_macros
from assistant.knowledge.sections import split_sections
from assistant.website.build import CONFIG_FILE
from assistant.website.labels import mark_labels
from assistant.website.rewriting import PARSER, Rewriting

_CONFIG = load_config(str(CONFIG_FILE))
_KNOWLEDGE = Knowledge.from_folder(CONFIG_FILE.parent / "docs")


def render(text: str) -> str:
    """HTML of a plain page, made with the very extensions of the site."""
    engine = markdown.Markdown(
        extensions=_CONFIG.markdown_extensions, extension_configs=_CONFIG.mdx_configs
    )
    return str(engine.convert(Rewriting().rewrite(normalise_links(text))))


CASES = {
    "list right after a label": (
        "**Действия:**\n1. Раз\n2. Два\n",
        "<p><strong>Действия:</strong></p>\n<ol>\n<li>Раз</li>\n<li>Два</li>\n</ol>",
    ),
    "list right after a paragraph": (
        "Нужно:\n- одно\n- другое\n",
        "<p>Нужно:</p>\n<ul>\n<li>одно</li>\n<li>другое</li>\n</ul>",
    ),
    "nested by three spaces": (
        "1. Раз\n   - под\n   - ещё\n2. Два\n",
        "<ol>\n<li>Раз<ul>\n<li>под</li>\n<li>ещё</li>\n</ul>\n</li>\n<li>Два</li>\n</ol>",
    ),
    "nested by two spaces": (
        "- Раз\n  - под\n- Два\n",
        "<ul>\n<li>Раз<ul>\n<li>под</li>\n</ul>\n</li>\n<li>Два</li>\n</ul>",
    ),
    "numbering goes on after a blank line": (
        "1. Раз\n\n2. Два\n",
        "<ol>\n<li>\n<p>Раз</p>\n</li>\n<li>\n<p>Два</p>\n</li>\n</ol>",
    ),
    "bold paragraph with a nested list inside an item": (
        "1. Раз\n\n   **Важно:**\n   - под\n2. Два\n",
        (
            "<ol>\n<li>\n<p>Раз</p>\n<p><strong>Важно:</strong></p>\n<ul>\n<li>под</li>\n</ul>\n</li>\n"
            "<li>\n<p>Два</p>\n</li>\n</ol>"
        ),
    ),
    "two kinds of list in a row": (
        "1. Раз\n- под\n",
        "<ol>\n<li>Раз</li>\n</ol>\n<ul>\n<li>под</li>\n</ul>",
    ),
    "a list that starts at four": (
        "Дальше.\n\n4. Четыре\n5. Пять\n",
        '<p>Дальше.</p>\n<ol start="4">\n<li>Четыре</li>\n<li>Пять</li>\n</ol>',
    ),
    "numbers with a bracket": ("1) Раз\n2) Два\n", "<ol>\n<li>Раз</li>\n<li>Два</li>\n</ol>"),
    "number that is text": ("Всего\n2. Не список\n", "<p>Всего\n2. Не список</p>"),
    "fence after a label, lists and labels inside": (
        "**Текст ответа:**\n```\nЗдравствуйте!\n1. [Шаг]\n**Важно:**\n```\n**Вариации:**\n- а\n",
        (
            '<p><strong>Текст ответа:</strong></p>\n<div class="highlight"><pre><span></span><code>'
            "Здравствуйте!\n1. [Шаг]\n**Важно:**\n</code></pre></div>\n"
            "<p><strong>Вариации:</strong></p>\n<ul>\n<li>а</li>\n</ul>"
        ),
    ),
    "fence inside an item": (
        "1. Раз\n   ```\n   код\n   ```\n2. Два\n",
        (
            '<ol>\n<li>\n<p>Раз</p>\n<div class="highlight"><pre><span></span><code>код\n'
            "</code></pre></div>\n</li>\n<li>\n<p>Два</p>\n</li>\n</ol>"
        ),
    ),
    "fence that is never closed": (
        "```\nконец\n",
        '<div class="highlight"><pre><span></span><code>конец\n</code></pre></div>',
    ),
    "labels on lines of one paragraph": (
        "**Для кого:** все\n**Когда:** всегда  \nи потом\n",
        "<p><strong>Для кого:</strong> все<br />\n<strong>Когда:</strong> всегда<br />\nи потом</p>",
    ),
    "table right after a label": (
        "**Сроки:**\n| а | б |\n|---|---:|\n| `x|y` | 2 |\n",
        (
            "<p><strong>Сроки:</strong></p>\n<table>\n<thead>\n<tr>\n<th>а</th>\n"
            '<th style="text-align: right;">б</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>`x</td>\n'
            '<td style="text-align: right;">y`</td>\n</tr>\n</tbody>\n</table>'
        ),
    ),
    "macro marks are text": (
        "## Заголовок {% if %}\n\nТекст {{ имя }} и {# заметка #}\n\n- пункт {% x %}\n",
        (
            '<h2 id="заголовок--if-">Заголовок {% if %}</h2>\n<p>Текст {{ имя }} и {# заметка #}</p>\n'
            "<ul>\n<li>пункт {% x %}</li>\n</ul>"
        ),
    ),
    "explicit anchor": ("### 1. Код { #sms }\n", '<h3 id="sms">1. Код</h3>'),
    "number sign at the start": (
        "Номер\n#12345 — пример\n",
        "<p>Номер\n#12345 — пример</p>",
    ),
    "slot that looks like a link definition": (
        "Поля:\n[ID]: 12345\n",
        "<p>Поля:\n[ID]&#58; 12345</p>",
    ),
    "equal headings": (
        "### Действия\n\n### Действия\n",
        '<h3 id="действия">Действия</h3>\n<h3 id="действия_1">Действия</h3>',
    ),
    "link in a heading after an emoji": (
        "### 🔍 [Диагностика](<Диагностика проблем.md>)\n",
        '<h3 id="-диагностика">🔍 <a href="Диагностика проблем.md">Диагностика</a></h3>',
    ),
    "raw spaces and brackets in a link": (
        "[а](./Обработка (SLA обычный приоритет).md#особые-случаи)\n",
        '<p><a href="./Обработка (SLA обычный приоритет).md#особые-случаи">а</a></p>',
    ),
    "quote with a list": (
        "> Важно:\n> - раз\n",
        "<blockquote>\n<p>Важно:</p>\n<ul>\n<li>раз</li>\n</ul>\n</blockquote>",
    ),
    "tick boxes": (
        "Чек-лист:\n- [ ] раз\n- [x] два\n",
        (
            '<p>Чек-лист:</p>\n<ul class="task-list">\n<li class="task-list-item">'
            '<label class="task-list-control"><input type="checkbox"/>'
            '<span class="task-list-indicator"></span></label> раз</li>\n'
            '<li class="task-list-item"><label class="task-list-control">'
            '<input type="checkbox" checked/><span class="task-list-indicator"></span></label> два'
            "</li>\n</ul>"
        ),
    ),
    "a rule right after a list": (
        "- раз\n---\nдва\n",
        "<ul>\n<li>раз</li>\n</ul>\n<hr />\n<p>два</p>",
    ),
    "details around a list": (
        "<details>\n<summary>Ещё</summary>\n\n- раз\n\n</details>\n",
        "<details>\n<summary>Ещё</summary>\n<ul>\n<li>раз</li>\n</ul>\n</details>",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_page_shows(name: str) -> None:
    source, expected = CASES[name]
    assert render(source) == expected


def test_label_lines_are_marked() -> None:
    html = (
        "<p><strong>Где:</strong></p><p><strong>Время:</strong> час</p><p><strong>Нет</strong></p>"
    )
    assert mark_labels(html) == (
        '<p class="label"><strong>Где:</strong></p>'
        '<p class="label-line"><strong>Время:</strong> час</p><p><strong>Нет</strong></p>'
    )


def test_parser_is_the_one_of_the_assistant() -> None:
    assert PARSER.options == blocks._PARSER.options
    assert PARSER.get_active_rules() == blocks._PARSER.get_active_rules()


@pytest.mark.parametrize("path", sorted(_KNOWLEDGE.documents))
def test_real_page_has_the_structure_of_commonmark(path: str) -> None:
    source = _KNOWLEDGE.documents[path].source
    text = normalise_links(expand_macros(source, _KNOWLEDGE.figures))
    expected = PARSER.render(re.sub(r" \{ #[a-z0-9-]+ \}$", "", text, flags=re.MULTILINE))
    assert _without_links(render(text)) == _without_links(expected)


def _without_links(html: str) -> str:
    """The structure but for bare addresses, which only the site makes into links."""
    return re.sub(r"</?a>|https?://|mailto:", "", _structure(html))


_LINES = st.sampled_from(
    (
        "- а", "* б", "1. раз", "2. два", "3) три", "   - вл", "  - вл2", "    - вл4", "10. десять",
        "   **Абзац:**", "  отступ", "текст", "**Метка:**", "", "", "```", "   ```", "> цит",
        "   1. вл", "      - глуб", "# Заг", "---", "| а | б |\n|---|---|\n| 1 | 2 |", "- [ ] п",
        "  - [x] под", "#тег", "7. семь", "    код", "+ плюс", "[Имя]: текст", "{% x %}", "-   шир",
        "\tтаб", "-\tтаб", "===",
    )
)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(_LINES, min_size=2, max_size=9).map("\n".join))
def test_structure_is_that_of_commonmark(text: str) -> None:
    assert _structure(render(text)) == _structure(PARSER.render(normalise_links(text)))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(_LINES, min_size=2, max_size=9).map("\n".join))
def test_anchors_are_those_of_the_assistant(text: str) -> None:
    sections = split_sections(parse_blocks(text), text.count("\n") + 1)
    expected = [section.anchor for section in sections if section.anchor]
    found = re.findall(r'^<h\d id="([^"]*)"', render(text), re.MULTILINE)
    assert found == expected


class _Structure(HTMLParser):
    _KEPT = frozenset("ul ol li h1 h2 pre table td th tr blockquote hr strong code a".split())

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._KEPT:
            self.parts.append(f"<{tag}{dict(attrs).get('start') or ''}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._KEPT - {"hr"}:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append("".join(data.replace("\u200b", "").split()))


def _structure(html: str) -> str:
    """Tags that matter and text without spaces; a tick box is left out."""
    reader = _Structure()
    reader.feed(html)
    return "".join(reader.parts).replace("[]", "").replace("[x]", "")
