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
from tests.website_cases import CASES

_CONFIG = load_config(str(CONFIG_FILE))
_KNOWLEDGE = Knowledge.from_folder(CONFIG_FILE.parent / "docs")


def render(text: str) -> str:
    """HTML of a plain page, made with the very extensions of the site."""
    engine = markdown.Markdown(
        extensions=_CONFIG.markdown_extensions, extension_configs=_CONFIG.mdx_configs
    )
    return str(engine.convert(Rewriting().rewrite(normalise_links(text))))


@pytest.mark.parametrize("name", CASES)
def test_page_shows(name: str) -> None:
    source, expected = CASES[name]
    assert render(source) == expected


def test_label_lines_are_marked() -> None:
    html = (
        "<p><strong>Где:</strong></p><p><strong>Время:</strong> час</p><p><strong>Нет</strong></p>"
        "<p><strong>Кто</strong>:</p><p><strong>Чем</strong>: словом</p>"
    )
    assert mark_labels(html) == (
        '<p class="label"><strong>Где:</strong></p>'
        '<p class="label-line"><strong>Время:</strong> час</p><p><strong>Нет</strong></p>'
        '<p class="label"><strong>Кто</strong>:</p>'
        '<p class="label-line"><strong>Чем</strong>: словом</p>'
    )


def test_parser_is_the_one_of_the_assistant() -> None:
    assert PARSER.options == blocks._parser().options
    assert PARSER.get_active_rules() == blocks._parser().get_active_rules()


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
        "-\u00a0нбсп", "**Где:**тут", "**Итог: **", "<ID>", "а <Имя> <br> б", "<br>", "> - в цитате",
        "> | а |", "\u00a0", "\u200b- а", "- [х] кир", "[а", "б](в.md)", "<!-- [г](д.md) -->",
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
    return re.sub(r"\[[xх]?\]", "", "".join(reader.parts))
