"""Addresses and anchors that stay: ASCII forms, pages and sections that moved."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.errors import PageError
from assistant.knowledge.base import Knowledge
from assistant.website.aliases import add_aliases
from assistant.website.build import SiteError, build_site
from assistant.website.moves import read_moves
from tests.website_places import DOCS, built, folder_of

# Pages


def test_two_pages_at_one_address_get_a_number(tmp_path: Path) -> None:
    pages = {"Прием": "# Е\n", "Приём": "# Ё\n", "прием": "# м\n"}
    docs = folder_of(tmp_path, index="# Дом\n\n[ё](Приём.md)\n", **pages)
    site = built(docs)
    titles = {
        name: re.search(r"<title>(.*?) - ", (site / f"{name}.html").read_text(encoding="utf-8"))[1]  # type: ignore[index]
        for name in ("priem", "priem-2", "priem-3")
    }
    assert titles == {"priem": "Е", "priem-2": "Ё", "priem-3": "м"}
    assert '<a href="priem-2.html">ё</a>' in (site / "index.html").read_text(encoding="utf-8")
    addresses = Knowledge.from_folder(docs).addresses
    assert addresses["Приём.md"] == "priem-2.html"


def test_two_listed_pages_at_one_address_are_reported(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="# Дом\n", А="# А\n", Б="# Б\n")
    (docs / "_data").mkdir()
    listed = "pages:\n  А.md: page\n  Б.md: page\n"
    (docs / "_data" / "addresses.yml").write_text(listed, encoding="utf-8")
    with pytest.raises(SiteError, match=r"адрес «page\.html» уже занят"):
        built(docs, strict=False)


def test_old_address_leads_to_the_new_one(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="# Дом\n", Вход="# Вход\n")
    (docs / "_data").mkdir()
    listed = "pages:\n  Вход.md: requests/login\nredirects:\n  old/vkhod: requests/login\n"
    (docs / "_data" / "addresses.yml").write_text(listed, encoding="utf-8")
    page = (built(docs) / "old" / "vkhod.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../requests/login.html">' in page


def test_redirect_to_nowhere_is_reported(tmp_path: Path) -> None:
    docs = folder_of(tmp_path, index="# Дом\n")
    (docs / "_data").mkdir()
    (docs / "_data" / "addresses.yml").write_text("redirects:\n  old: gone\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"нового адреса «gone\.html» на сайте нет"):
        built(docs)


# Anchors


def test_heading_gets_an_ascii_anchor_beside_its_own() -> None:
    assert add_aliases('<h2 id="каналы-приёма">Каналы <em>приёма</em></h2>') == (
        '<h2 id="каналы-приёма"><span class="kb-alias" id="kanaly-priema"></span>'
        "Каналы <em>приёма</em></h2>"
    )


@pytest.mark.parametrize(
    ("headings", "aliases"),
    [
        # Equal titles, and a title that is already a number of another.
        (["a1|Срок", "a2|Срок", "a3|Срок 2"], ["srok", "srok-2", "srok-2-2"]),
        # The anchor of another heading further down is never taken.
        (["срок|Срок", "srok|Шаг"], ["srok-2", "shag"]),
        (["api|API"], ["api-2"]),
        (["-|🔍", "_1|—"], ["razdel", "razdel-2"]),
        (["x|Код &amp; «смс» &lt;1&gt;"], ["kod-sms-1"]),
    ],
)
def test_ascii_anchors_never_meet(headings: list[str], aliases: list[str]) -> None:
    pairs = [each.split("|") for each in headings]
    html = add_aliases("".join(f'<h3 id="{anchor}">{title}</h3>' for anchor, title in pairs))
    found = re.findall(r'class="kb-alias" id="([^"]+)"', html)
    assert found == aliases


def test_heading_without_an_anchor_and_code_are_left_alone() -> None:
    html = '<h3>Срок</h3><code>&lt;h2 id="x"&gt;Срок&lt;/h2&gt;</code>'
    assert add_aliases(html) == html


MOVED = """pages:
  Вход.md: requests/login
anchors:
  requests/login#старый-срок: срок-возврата
  requests/login#sms: index#дом
"""
LOGIN = "# Вход\n\n## Срок возврата\n\nДень.\n"


def with_anchors(tmp_path: Path, listed: str) -> Path:
    docs = folder_of(tmp_path, index="# Дом\n", Вход=LOGIN)
    (docs / "_data").mkdir()
    (docs / "_data" / "addresses.yml").write_text(listed, encoding="utf-8")
    return docs


def test_page_carries_its_old_anchors_in_both_forms(tmp_path: Path) -> None:
    site = built(with_anchors(tmp_path, MOVED))
    page = (site / "requests" / "login.html").read_text(encoding="utf-8")
    data = re.search(r'<script id="__moved" type="application/json">(.*?)</script>', page)
    assert data is not None
    assert json.loads(data[1]) == {
        "staryi-srok": "#срок-возврата",
        "старый-срок": "#срок-возврата",
        "sms": "../index.html#дом",
    }
    assert "__moved" not in (site / "index.html").read_text(encoding="utf-8")


def test_old_anchor_may_lead_to_an_ascii_one(tmp_path: Path) -> None:
    docs = with_anchors(tmp_path, MOVED.replace(": срок-возврата", ": srok-vozvrata"))
    page = (built(docs) / "requests" / "login.html").read_text(encoding="utf-8")
    assert '"#srok-vozvrata"' in page


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "requests/login#старый: новый",
            (
                "_data/addresses.yml: anchors: на странице «requests/login.html» нет раздела «#новый»; "
                "впишите якорь, который на ней есть (кнопка # у заголовка), или уберите строку"
            ),
        ),
        (
            "requests/logon#старый: дом",
            "anchors: страницы «requests/logon.html» на сайте нет; поправьте адрес или уберите строку",
        ),
        (
            "requests/login#срок-возврата: вход",
            "раздел «requests/login.html#срок-возврата» есть на странице, вести с него некуда",
        ),
        ("requests/login: вход", "пишите «страница#старый-якорь: новый-якорь»"),
        ("requests/login#старый: ''", "пишите «страница#старый-якорь: новый-якорь»"),
    ],
)
def test_anchor_that_leads_nowhere_stops_the_build(tmp_path: Path, line: str, said: str) -> None:
    docs = with_anchors(tmp_path, f"pages:\n  Вход.md: requests/login\nanchors:\n  {line}\n")
    with pytest.raises(SiteError, match=re.escape(said)):
        built(docs)


def test_list_of_anchors_is_a_mapping() -> None:
    with pytest.raises(PageError, match="anchors — не список пар"):
        read_moves({"addresses": {"anchors": ["a#b"]}})
    assert read_moves({"addresses": {"anchors": None}}) == ()


def test_anchor_on_a_page_that_moved_itself_goes_along(tmp_path: Path) -> None:
    listed = "pages:\n  Вход.md: requests/login\nredirects:\n  a: requests/login\n  b: index#дом\n"
    site = built(with_anchors(tmp_path, listed))
    page = (site / "a.html").read_text(encoding="utf-8")
    assert '<script>location.replace("requests/login.html" + location.hash)</script>' in page
    page = (site / "b.html").read_text(encoding="utf-8")
    assert '<script>location.replace("index.html" + "#\\u0434\\u043e\\u043c")</script>' in page


def test_every_heading_of_the_site_has_an_ascii_anchor(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build_site(DOCS, site, strict=True)
    for file in site.rglob("*.html"):
        article = (
            file.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
        )
        ids = re.findall(r'<[a-z][^<>]*?\sid="([^"]+)"', article)
        assert len(ids) == len(set(ids)), file
        headings = re.findall(r'<h[1-6][^>]*\sid="[^"]+"[^>]*>(.{0,400})', article)
        for start in headings:
            assert re.match(r'<span class="kb-alias" id="[a-z0-9-]+"></span>', start), (file, start)
