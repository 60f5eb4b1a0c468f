"""Parts of a page: card, client texts, lists of other pages, changes, foot, navigation, colours."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.knowledge.document import Document
from assistant.knowledge.source import parse_source
from assistant.website.build import CONFIG_FILE
from assistant.website.card import dress_head
from assistant.website.catalogue import Catalogue
from assistant.website.changes import in_words, last_changes
from assistant.website.fact_names import name_facts
from assistant.website.foot import edit_url, feedback_url
from assistant.website.leftover import mark_leftovers
from assistant.website.navigation import navigation
from assistant.website.outline import exclude_from_search
from assistant.website.replies import Replies, mark_slots
from assistant.website.search_data import read_synonyms
from assistant.website.targets import Targets

HEAD = """# Вход

## Метаданные документа

| Параметр | Значение |
|---|---|
| **Статус** | {state} |
| **Ответственный за актуальность** | Руководитель |
| **Теги** | вход, пароль |
| **Дата пересмотра** | 2027-05-20 |
"""


def document(text: str, path: str = "Вход.md") -> Document:
    return Document.from_source(parse_source(text, path), {})


# Card


def head_html(state: str) -> str:
    rows = f"<tr>\n<td><strong>Статус</strong></td>\n<td>{state}</td>\n</tr>\n"
    rows += "<tr>\n<td><strong>Теги</strong></td>\n<td>вход, пароль</td>\n</tr>\n"
    head = '<h1 id="вход">Вход</h1>\n<h2 id="метаданные-документа">Метаданные документа</h2>\n'
    return f"{head}<table>\n<tbody>\n{rows}</tbody>\n</table>"


def test_metadata_table_becomes_a_card_and_stays_a_table() -> None:
    html = dress_head(head_html("Актуально"), document(HEAD.format(state="Актуально")))
    assert '<table class="kb-card">' in html
    assert (
        '<tr data-kb="state"><td><strong>Статус</strong></td>'
        '<td><span class="kb-state kb-state--good">Актуально</span></td></tr>'
    ) in html
    assert '<span class="kb-tag">вход</span>, <span class="kb-tag">пароль</span>' in html
    assert 'role="note">' not in html


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("Черновик", "<strong>Черновик.</strong>"),
        ("На пересмотре", "<strong>На пересмотре.</strong>"),
        ("Архив", "<strong>Архив.</strong>"),
    ],
)
def test_state_that_matters_is_said_under_the_title(state: str, said: str) -> None:
    html = dress_head(head_html(state), document(HEAD.format(state=state)))
    assert said in html.partition("</h1>")[2].partition("<h2")[0]


def test_review_day_waits_hidden_for_the_browser() -> None:
    html = dress_head(head_html("Актуально"), document(HEAD.format(state="Актуально")))
    assert 'data-kb-review="2027-05-20" hidden>' in html
    assert "20.05.2027. Сведения могли устареть. Ответственный: руководитель." in html


def test_page_without_metadata_is_left_alone() -> None:
    assert dress_head("<h1>Дом</h1>", document("# Дом\n")) == "<h1>Дом</h1>"


# Client texts

REPLY = """# Вход

## Скрипты и шаблоны

### Ответ

**Текст ответа:**

```
Здравствуйте, [Имя]!
```

```
не шаблон
```
"""


def test_slots_are_marked_and_text_is_escaped() -> None:
    assert mark_slots("[Имя клиента] <b> [x] [Имя]") == (
        '<mark class="kb-slot">[Имя клиента]</mark> &lt;b&gt; [x] <mark class="kb-slot">[Имя]</mark>'
    )


def test_client_text_is_framed_with_a_link_to_the_assistant() -> None:
    replies = Replies(document(REPLY), "http://127.0.0.1:8501/")
    fence = (
        '<div class="kb-reply-text highlight"><pre><span></span><code>Здравствуйте, [Имя]!\n'
        "</code></pre></div>"
    )
    html = replies.dress(fence)
    assert "Текст для клиента · заполнить мест: 1" in html
    assert "?item=%D0%92%D1%85%D0%BE%D0%B4.md%23%D0%BE%D1%82%D0%B2%D0%B5%D1%82" in html
    assert '<mark class="kb-slot">[Имя]</mark>!' in html


def test_only_client_texts_are_told_apart() -> None:
    replies = Replies(document("# Вход\n\n```\nкод\n```\n"), "")
    assert replies.fence_info("код", "") == ""
    assert Replies(document(REPLY), "").fence_info("Здравствуйте, [Имя]!", "") != ""


# Lists of other pages


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    pages = {
        "Регламенты/Вход.md": (
            "# Вход | выход\n\n## Метаданные\n\n|а|б|\n|-|-|\n|Статус|Черновик|\n"
            "|Дата пересмотра|2027-05-20|\n\n## Срок\n\nСрок требует утверждения.\n\n"
            "## Скрипты и шаблоны\n\n### Ответ\n\n**Когда использовать:** всегда\n\n**Текст ответа:**\n```\nтекст\n```\n\n"
            "**Что не говорить:**\n- «Ждите»\n\n## Контрольный чек-лист\n\n- [ ] раз\n- [ ] два\n"
        ),
        "База/Вход.md": (
            "# Вход\n\n## Типичные запросы\n\n### 1. Код\n\n**Тексты на экране:**\n- «Ошибка *1*»\n"
        ),
    }
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    knowledge = Knowledge.from_folder(tmp_path)
    return Catalogue(lambda: knowledge, lambda: "Справочник/Всё.md")


@pytest.mark.parametrize(
    ("gather", "row"),
    [
        (Catalogue.templates, "| [Ответ](<../Регламенты/Вход.md#ответ>) | всегда |"),
        (
            Catalogue.checklists,
            r"| [Вход \| выход](<../Регламенты/Вход.md#контрольный-чек-лист>) | 2 |",
        ),
        (Catalogue.phrases, r"| «Ждите» | [Вход \| выход](<../Регламенты/Вход.md#ответ>) |"),
        (Catalogue.screen_texts, r"| «Ошибка 1» | [Код](<../База/Вход.md#1-код>) |"),
        (
            Catalogue.drafts,
            r"| [Вход \| выход](<../Регламенты/Вход.md>) | [Срок](<../Регламенты/Вход.md#срок>) |",
        ),
        (
            Catalogue.reviews,
            (
                '| <time datetime="2027-05-20" data-kb-due>2027-05-20</time> '
                r"| [Вход \| выход](<../Регламенты/Вход.md>) | — |"
            ),
        ),
    ],
)
def test_list_names_each_thing_with_its_place(
    catalogue: Catalogue, gather: Callable[[Catalogue], str], row: str
) -> None:
    assert row in gather(catalogue).splitlines()


def test_fact_keys_are_listed_by_group(tmp_path: Path) -> None:
    facts = "plate:\n  title: Номер\n  group: Авто\n  question: номер машины\n"
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data" / "facts.yml").write_text(facts, encoding="utf-8")
    knowledge = Knowledge.from_folder(tmp_path)
    text = Catalogue(lambda: knowledge, lambda: "а.md").fact_keys()
    assert text.splitlines() == [
        "**Авто**",
        "",
        "| Ключ | Сведение | Как спрашиваем |",
        "|---|---|---|",
        "| `plate` | Номер | номер машины |",
    ]


# Small things


def test_needed_facts_are_shown_by_name() -> None:
    figures = {"facts": {"plate": {"title": "Номер"}}}
    html = "<li>нужно: <code>plate</code>, <code>other</code></li><li><code>plate</code></li>"
    assert name_facts(html, figures) == (
        '<li>нужно: <span class="kb-fact" data-search-exclude title="Ключ: plate">Номер</span>, '
        "<code>other</code></li><li><code>plate</code></li>"
    )


def test_boilerplate_stays_out_of_the_search() -> None:
    page = document("# А\n\n## История изменений\n\n## Срок\n")
    html = '<h2 id="история-изменений">История изменений</h2><h2 id="срок">Срок</h2>'
    assert exclude_from_search(html, page) == (
        '<h2 data-search-exclude id="история-изменений">История изменений</h2>'
        '<h2 id="срок">Срок</h2>'
    )


def test_addresses_that_lead_nowhere_are_marked() -> None:
    html = '<img alt="Экран" src="нет.png" /> <a href="b.html">б</a> <a href="нет.md">в</a>'
    marked = mark_leftovers(html, "x/a.html", {"x/b.html"})
    assert marked.html == (
        '<span class="dead-link" title="Картинки пока нет: нет.png">Экран</span> '
        '<a href="b.html">б</a> '
        '<span class="dead-link" title="Страницы пока нет: нет.md">в</span>'
    )
    assert marked.targets == ("нет.png", "нет.md")


def test_links_in_code_are_left_alone() -> None:
    targets = Targets(set(), set(), {}, set())
    text = "`[а](нет.md)`\n```\n[а](нет.md)\n```\n"
    assert targets.apply(text, "а.md", 0).text == text


def test_navigation_follows_folders_with_some_first() -> None:
    paths = ["index.md", "Б/README.md", "Б/В/г.md", "А/а.md", "о.md"]
    assert navigation(paths, ["А"]) == [
        "index.md",
        "о.md",
        {"А": ["А/а.md"]},
        {"Б": ["Б/README.md", {"В": ["Б/В/г.md"]}]},
    ]


def test_synonyms_are_checked() -> None:
    assert read_synonyms({}) == ()
    assert read_synonyms({"synonyms": {"groups": [["смс", "sms"]]}}) == (("смс", "sms"),)
    with pytest.raises(PageError, match=r"_data/synonyms\.yml: группа синонимов \['смс'\]"):
        read_synonyms({"synonyms": {"groups": [["смс"]]}})


def test_feedback_and_edit_addresses() -> None:
    page = document("# Вход\n", "Папка/Вход.md")
    assert feedback_url(page, {}) == ""
    assert feedback_url(page, {"contacts": {"email": "a@b.ru"}}).startswith(
        "mailto:a@b.ru?subject="
    )
    assert edit_url("https://git.example/edit/{path}", "А б.md") == (
        "https://git.example/edit/%D0%90%20%D0%B1.md"
    )
    assert edit_url("", "А.md") is None


def test_last_change_comes_from_git(tmp_path: Path) -> None:
    assert last_changes(tmp_path) == {}
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "Вход.md").write_text("# Вход\n", encoding="utf-8")
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "а"]):
        dated = {"GIT_COMMITTER_DATE": "2026-11-20T12:00:00+0300", "PATH": "/usr/bin:/bin"}
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True, env=dated)
    assert last_changes(docs) == {"Вход.md": date(2026, 11, 20)}
    assert in_words(date(2026, 11, 20)) == "20 ноября 2026"


# Colours


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_text_stands_out_enough_to_be_read(scheme: str) -> None:
    """WCAG 2.2, criterion 1.4.3: contrast of 4.5 to 1."""
    style = CONFIG_FILE.parent / "assistant/website/theme/stylesheets/palette.css"
    block = style.read_text(encoding="utf-8").partition(f'"{scheme}"')[2].partition("}")[0]
    colours = dict(re.findall(r"--kb-([a-z-]+): (#[0-9a-f]{6})", block))
    pairs = [
        (text, ground) for text in ("ink", "ink-soft", "accent") for ground in ("paper", "tint")
    ]
    pairs += [(name, f"{name}-soft") for name in ("wait", "stop", "good", "accent")]
    pairs += [("wait", "paper"), ("stop", "paper"), ("ink", "wait-soft"), ("ink", "stop-soft")]
    for text, ground in pairs:
        light, dark = sorted(map(_luminance, (colours[text], colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (scheme, text, ground)
