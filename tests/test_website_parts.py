"""Parts of a page: card, client texts, lists of other pages, changes, foot, navigation, colours."""

from __future__ import annotations

import pytest

from assistant.errors import PageError
from assistant.knowledge.document import Document
from assistant.knowledge.source import parse_source
from assistant.website.card import dress_head
from assistant.website.fact_names import name_facts
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


def test_metadata_under_a_numbered_heading_and_without_a_head_is_a_card() -> None:
    text = (
        "# А\n\n### 📌 1. Метаданные документа\n\n| **Версия:** | 1 |\n|---|---|\n"
        "| **Стaтус** | ✅ черновик |\n"
    )
    html = dress_head(
        '<h1 id="а">А</h1>\n<h3 id="-1-метаданные-документа">📌 1. Метаданные документа</h3>\n'
        "<table>\n<thead>\n<tr>\n<th><strong>Версия:</strong></th>\n<th>1</th>\n</tr>\n</thead>\n"
        "<tbody>\n<tr>\n<td><strong>Стaтус</strong></td>\n<td>✅ черновик</td>\n</tr>\n</tbody>\n</table>",
        document(text),
    )
    assert '<h3 class="kb-card-title" data-search-exclude id="-1-метаданные' in html
    assert "<thead>" not in html
    assert '<tr data-kb="version"><td><strong>Версия:</strong></td><td>1</td></tr>' in html
    assert '<span class="kb-state kb-state--draft">✅ черновик</span>' in html
    assert "<strong>Черновик.</strong>" in html


def test_table_of_another_section_is_no_card() -> None:
    text = "# А\n\n## Метаданные документа\n\nНет.\n\n## Сроки\n\n| а | б |\n|---|---|\n| в | г |\n"
    html = (
        '<h1 id="а">А</h1>\n<h2 id="метаданные-документа">Метаданные документа</h2>\n<p>Нет.</p>\n'
        '<h2 id="сроки">Сроки</h2>\n<table>\n<tbody>\n</tbody>\n</table>'
    )
    assert dress_head(html, document(text)) == html


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
    marked = mark_leftovers(html, "x/a.html", {"x/b.html"}, lambda _: "")
    assert marked.html == (
        '<span class="dead-link" title="Картинки пока нет: нет.png">Экран</span> '
        '<a href="b.html">б</a> '
        '<span class="dead-link" title="Страницы пока нет: нет.md">в</span>'
    )
    assert marked.targets == ("нет.png", "нет.md")


def test_files_that_raw_html_names_get_their_addresses() -> None:
    html = '<img src="Схема 1.png" width="9"> <a href="Шаг.md#раз">в</a> <a href="">г</a>'
    found = {"Схема 1.png": "Папка/Схема 1.png", "Шаг.md#раз": "x/shag.html#раз"}
    marked = mark_leftovers(html, "x/a.html", set(), lambda target: found.get(target, ""))
    assert marked.html == (
        '<img src="../%D0%9F%D0%B0%D0%BF%D0%BA%D0%B0/%D0%A1%D1%85%D0%B5%D0%BC%D0%B0%201.png" width="9"> '
        '<a href="shag.html#%D1%80%D0%B0%D0%B7">в</a> <a href="">г</a>'
    )
    assert marked.targets == ()


def test_links_in_code_are_left_alone() -> None:
    targets = Targets(set(), {}, set(), {}, set())
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
