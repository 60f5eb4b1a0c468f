"""Texts of new requests, regulations and templates in the house format.

Where an editor is to write stands a hint; ``checks.unfilled`` knows them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

_REVIEW_DAYS = 182


def signature(department: str) -> str:
    """The last lines of a client text; ``department`` is a macro on a page that expands them."""
    return f"С уважением,\n[Имя специалиста]\n{department}"


def request_text(
    number: int, title: str, anchor: str, phrases: Sequence[str], level: str, department: str
) -> str:
    """A typical request with every part the assistant reads."""
    quoted = "\n".join(f"- «{phrase}»" for phrase in phrases)
    return f"""### {number}. {title} {{ #{anchor} }}

**Кто обращается:** житель.

**Типичная формулировка клиента:**

{quoted}

**Причины:**

1. Впишите самую частую причину.

**Нужные данные:**

- нужно: `object`

**Стандартный ответ:**

```text
Здравствуйте, [Имя клиента]!

Ваше обращение № [ID] принято.

Впишите, что клиент может сделать сам и что сделаем мы.

[Вопросы клиенту]

Результат напишем Вам в этом обращении.

{signature(department)}
```

**Диагностика:**

1. Впишите первый шаг специалиста.

**Эскалация:**

- отдел разработки — впишите условие передачи

**Приоритет:** {level}.
"""


def template_text(title: str, when: str, department: str) -> str:
    """A client text with its label and frame."""
    return f"""### {title}

**Когда использовать:** {when}

**Текст ответа:**

```text
Здравствуйте, [Имя клиента]!

По обращению № [ID]: впишите текст ответа.

{signature(department)}
```
"""


def regulation_text(title: str, purpose: str, today: date) -> str:
    """A regulation page with all its sections, «Черновик» until approved."""
    rows = (
        ("Версия", "0.1"),
        ("Дата создания", today.isoformat()),
        ("Дата последнего обновления", today.isoformat()),
        ("Автор", "Отдел технической поддержки"),
        ("Ответственный за актуальность", "Руководитель технической поддержки"),
        ("Статус", "Черновик"),
        ("Тип документа", "Регламент"),
        ("Отдел", "Техническая поддержка"),
        ("Теги", "регламент"),
        ("Дата пересмотра", (today + timedelta(days=_REVIEW_DAYS)).isoformat()),
    )
    table = "\n".join(f"| **{key}** | {value} |" for key, value in rows)
    template = template_text(
        "Впишите название шаблона", "впишите повод.", "{{ contacts.department }}"
    )
    return f"""---
render_macros: true
---

# {title}

## Метаданные документа

| Параметр | Значение |
|---|---|
{table}

---

## Целевая аудитория

**Для кого:** специалисты технической поддержки.

**Уровень подготовки:** начинающий, средний, продвинутый.

**Когда использовать:** впишите повод.

---

## Краткое описание

{purpose}

---

## Пошаговая инструкция

### Шаг 1: Впишите название шага

**Что делать:**

1. Впишите действие.

**Где:** CRM {{{{ contacts.crm }}}}.

**Результат:** впишите результат шага.

---

## Скрипты и шаблоны

{template}
---

## Контрольный чек-лист

- [ ] Впишите первый пункт

---

## История изменений

| Версия | Дата | Автор | Изменения |
|---|---|---|---|
| 0.1 | {today.isoformat()} | Отдел технической поддержки | Черновик |

---

## Обратная связь

Об ошибке или неточности на странице сообщите руководителю технической поддержки или поставьте задачу в системе {{{{ contacts.crm }}}}.
"""
