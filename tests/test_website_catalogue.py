"""Lists gathered from all pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.knowledge.base import Knowledge
from assistant.website.catalogue import Catalogue


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
