"""Generated pages: sentences of the real documents and phrases of the bank in a new order.

Two kinds, laid out as the documents are: a regulation of eight sections, and a page of six typical
requests with twelve phrases each. Page N is always the same.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.knowledge.base import Knowledge
from assistant.retrieval.bank import PhraseBank
from tests.bench_scale.texts import SEED

SECTIONS = 8
REQUESTS_ON_A_PAGE = 6
PHRASES = 12
_FOLDERS = 20

_HEAD = """# {title}

## Метаданные документа

| Параметр | Значение |
|---|---|
| **Версия** | 1.0 |
| **Дата создания** | 2026-11-20 |
| **Статус** | Актуально |
| **Теги** | проверка |

"""

_REQUEST = """### {number}. {title} {{ #{anchor} }}

**Типичная формулировка клиента:**

{phrases}

**Причины:**

{causes}

**Нужные данные:**

- нужно: `account_phone`, `object`

**Стандартный ответ:**

```text
Здравствуйте, [Имя клиента]!

Ваше обращение № [ID] зарегистрировано. {answer}

[Вопросы клиенту]

С уважением,
[Имя специалиста]
Служба технической поддержки PASS24.online
```

**Диагностика:**

{steps}

**Приоритет:** стандартный

"""


@dataclass(frozen=True)
class Pages:
    """What pages are made of: phrases of each typical request, sentences and headings."""

    docs: Path
    themes: Sequence[tuple[str, ...]]
    sentences: Sequence[str]

    @classmethod
    def from_docs(cls, docs: Path) -> Pages:
        """Take the phrase bank and the sections of a docs folder."""
        knowledge = Knowledge.from_folder(docs)
        sections = (each.text for page in knowledge.documents.values() for each in page.sections)
        pieces = (piece for text in sections for piece in re.split(r"(?<=[.!?])\s+|\n", text))
        plain = {
            piece
            for piece in pieces
            if 30 < len(piece) < 200 and not set(piece) & set("[]{}|<>`#*")
        }
        by_anchor = PhraseBank.from_folder(docs).by_anchor
        return cls(docs, [by_anchor[anchor] for anchor in sorted(by_anchor)], sorted(plain))

    def write(self, folder: Path, pages: int, requests: int) -> None:
        """Write a docs folder with so many pages, and typical requests on as many as it takes."""
        shutil.rmtree(folder, ignore_errors=True)
        phrases = folder / "_data" / "phrases"
        leave = shutil.ignore_patterns("phrases", "letters")
        shutil.copytree(self.docs / "_data", folder / "_data", ignore=leave)
        phrases.mkdir()
        shutil.copy(self.docs / "_data" / "phrases" / "_nothing.txt", phrases)
        with_requests = -(-requests // REQUESTS_ON_A_PAGE)
        for number in range(pages):
            left = min(REQUESTS_ON_A_PAGE, requests - number * REQUESTS_ON_A_PAGE)
            text = self.of_requests(number, left) if number < with_requests else self.rules(number)
            file = folder / f"Раздел {number % _FOLDERS}" / f"Страница {number}.md"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def rules(self, number: int) -> str:
        """A regulation of eight sections."""
        chance = random.Random(f"{SEED}:rules:{number}")
        parts = [_HEAD.format(title=f"Регламент {number}")]
        for section in range(SECTIONS):
            title = " ".join(chance.choice(self.sentences).split()[:5]).strip(".,:;—")
            parts.append(f"## {title} {section}\n\n{self._prose(chance, 5)}\n\n")
        return "".join(parts)

    def of_requests(self, number: int, requests: int) -> str:
        """A page of typical requests."""
        chance = random.Random(f"{SEED}:requests:{number}")
        parts = [_HEAD.format(title=f"Запросы {number}"), "## Типичные запросы и ответы\n\n"]
        for at in range(1, requests + 1):
            theme = chance.choice(self.themes)
            subject = " ".join(chance.choice(self.sentences).split()[:3]).strip(".,:;—").lower()
            phrases = chance.sample(theme, min(PHRASES, len(theme)))
            parts.append(
                _REQUEST.format(
                    number=at,
                    title=f"{phrases[0].rstrip('.').capitalize()}, {subject}",
                    anchor=f"request-{number}-{at}",
                    phrases="\n".join(f"- «{each}, {subject}»" for each in phrases),
                    causes=self._list(chance),
                    answer=self._prose(chance, 3),
                    steps=self._list(chance),
                )
            )
        return "".join(parts)

    def _prose(self, chance: random.Random, sentences: int) -> str:
        return " ".join(chance.sample(self.sentences, sentences))

    def _list(self, chance: random.Random) -> str:
        chosen = enumerate(chance.sample(self.sentences, 3), start=1)
        return "\n".join(f"{at}. {each}" for at, each in chosen)
