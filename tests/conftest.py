"""Documents and indexes that tests share: a small folder written here, and the real one.

Session fixtures are read only; a test that changes files asks for ``docs`` or ``index``, copies of its
own.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.library import Library
from assistant.retrieval.build import build_index
from assistant.retrieval.training import Recipe
from assistant.settings import ROOT, Settings

# Nothing here may wait for a network that is not there.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

TINY = Recipe(vocabulary=400, dimension=32, epochs=1, batch_size=64)
PHRASES_KEPT = 25

HEAD = """# {title}

## Метаданные документа

| Параметр | Значение |
|---|---|
| **Версия** | 1.0 |
| **Дата создания** | 2026-11-20 |
| **Статус** | Актуально |
| **Теги** | проверка |

"""

LOGIN = (
    HEAD.format(title="Регистрация и вход")
    + """## Типичные запросы и ответы

### 1. Не приходит SMS-код при регистрации { #sms-registration }

**Типичная формулировка клиента:**

- «не приходит смс с кодом»
- «жду код уже час, регистрация стоит»

**Причины:**

1. Ошибка в номере.
2. Сообщение задержал оператор.

**Нужные данные:**

- нужно: `account_phone`, `error_text`

**Стандартный ответ:**

```text
Здравствуйте, [Имя клиента]!

Ваше обращение № [ID] зарегистрировано. Проверьте номер телефона: код приходит на него.

Что сделать:

1. Закройте приложение и откройте снова.
2. Запросите код через пять минут.

Мы проверим отправку и напишем Вам в течение 2 рабочих часов.

[Вопросы клиенту]

С уважением,
[Имя специалиста]
Служба технической поддержки PASS24.online
```

**Диагностика:**

1. Сверить номер телефона.
2. Посмотреть журнал отправки сообщений.

**Приоритет:** стандартный

### 2. Не входит: неверный пароль { #login-failed }

**Типичная формулировка клиента:**

- «не могу войти, пишет неверный пароль»
- «забыл пароль от приложения»

**Нужные данные:**

- нужно: `account_phone`

**Стандартный ответ:**

```text
Здравствуйте, [Имя клиента]!

Ваше обращение № [ID] зарегистрировано. Восстановите пароль кнопкой «Забыли пароль».

[Вопросы клиенту]

С уважением,
[Имя специалиста]
Служба технической поддержки PASS24.online
```

**Диагностика:**

1. Сверить номер телефона.
2. Сбросить пароль по правилам.

**Приоритет:** консультация
"""
)

PASSES = (
    HEAD.format(title="Пропуска и шлагбаумы")
    + """## Типичные запросы и ответы

### 1. Не создаётся пропуск { #pass-not-created }

**Типичная формулировка клиента:**

- «не получается заказать пропуск гостю»
- «пропуск не создаётся, выдаёт ошибку»

**Нужные данные:**

- нужно: `object`, `error_text`

**Стандартный ответ:**

```text
Здравствуйте, [Имя клиента]!

Ваше обращение № [ID] зарегистрировано. Проверьте срок и вид пропуска.

[Вопросы клиенту]

С уважением,
[Имя специалиста]
Служба технической поддержки PASS24.online
```

**Диагностика:**

1. Проверить права жителя.

**Приоритет:** стандартный

### 2. Шлагбаум не открылся { #barrier-not-opened }

**Типичная формулировка клиента:**

- «шлагбаум не открывается по пропуску»
- «стою у шлагбаума, не пускает»

**Нужные данные:**

- нужно: `object`, `point`

**Стандартный ответ:**

```text
Здравствуйте, [Имя клиента]!

Ваше обращение № [ID] зарегистрировано. Мы проверим проезд.

[Вопросы клиенту]

С уважением,
[Имя специалиста]
Служба технической поддержки PASS24.online
```

**Диагностика:**

1. Найти пропуск и журнал проезда.

**Приоритет:** стандартный
"""
)

INTAKE = (
    HEAD.format(title="Прием и регистрация обращений")
    + """## Краткое описание

Регламент описывает приём обращения из любого канала и присвоение номера.

## Особые случаи

### Обращение поступило в нерабочее время

**Действия:**

1. Зарегистрируйте обращение, срок считайте с начала рабочего дня.

## Скрипты и шаблоны

### Уведомление о регистрации

**Когда использовать:** сразу после регистрации.

**Текст уведомления:**

```text
Здравствуйте!

Ваше обращение зарегистрировано, ему присвоен № [ID].

Служба технической поддержки PASS24.online
```

### Что не говорить клиенту

**Избегайте следующих фраз:**

- «Это не наша проблема»
- «Ничем не можем помочь»

**Вместо этого используйте:**

- «Этим занимается управляющая компания»

## Контрольный чек-лист

- [ ] Обращение зарегистрировано
- [ ] Номер обращения присвоен
- [ ] Уведомление с номером отправлено клиенту
- [ ] Сверить номер телефона
"""
)

REPLIES = (
    HEAD.format(title="Шаблоны ответов")
    + """## Скрипты и шаблоны

### Просим уточнить

**Текст ответа:**

```text
Здравствуйте, [Имя клиента]!

Ваше обращение зарегистрировано, его номер — [ID]. Опишите, пожалуйста, что произошло.

[Вопросы клиенту]

С уважением,
[Имя специалиста]
Служба технической поддержки PASS24.online
```

### Спасибо за сообщение

**Текст ответа:**

```text
Здравствуйте, [Имя клиента]!

Спасибо за сообщение по обращению [ID].

С уважением,
[Имя специалиста]
Служба технической поддержки PASS24.online
```
"""
)

TEMPLATE = """
## Скрипты и шаблоны

### {name}

**Текст ответа:**

```text
Здравствуйте, [Имя клиента]!

{body}

С уважением,
[Имя специалиста]
Служба технической поддержки PASS24.online
```

## Контрольный чек-лист

- [ ] Регламент «{name}» пройден
"""

# The pages that replies.yml names, short.
FRAMES = {
    "Обработка экстренных обращений (SLA высокий приоритет)": (
        "Первый контакт",
        "Обращение № [ID] принято как экстренное.\n\n[Вопросы клиенту]",
    ),
    "Работа с повторными обращениями": (
        "Повторное обращение",
        "Связано с № [ID предыдущего обращения].\n\nЧто делаем:\n[План]\n\n[Вопросы клиенту]",
    ),
    "Работа с обращениями вне рамок поддержки": (
        "Ответ вне рамок поддержки",
        "Обращение № [ID] рассмотрено. [Почему вне рамок]\n\n[Куда обратиться]",
    ),
}

PAGES = {
    "База типичных запросов/Регистрация и вход.md": LOGIN,
    "База типичных запросов/Пропуска и шлагбаумы.md": PASSES,
    "Регламенты/Прием и регистрация обращений.md": INTAKE,
    "Справочник/Шаблоны ответов.md": REPLIES,
    **{
        f"Регламенты/{title}.md": HEAD.format(title=title)
        + "## Краткое описание\n\nКогда и как отвечать.\n"
        + TEMPLATE.format(name=name, body=body)
        for title, (name, body) in FRAMES.items()
    },
}


def write_docs(folder: Path) -> None:
    """Write the small docs folder: seven pages, the real figures, the start of each example file."""
    for path, text in PAGES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    anchors = {"sms-registration", "login-failed", "pass-not-created", "barrier-not-opened"}
    for source in sorted((ROOT / "docs" / "_data").rglob("*")):
        target = folder / "_data" / source.relative_to(ROOT / "docs" / "_data")
        if source.is_dir() or (
            target.parent.name in {"phrases", "letters"} and source.stem not in anchors
        ):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text(encoding="utf-8")
        if source.suffix == ".txt":
            text = "".join(text.splitlines(keepends=True)[:PHRASES_KEPT])
        target.write_text(text, encoding="utf-8")
    nothing = folder / "_data" / "phrases" / "_nothing.txt"
    nothing.write_text(
        "просьба оценить качество звонка\nреклама натяжных потолков\n", encoding="utf-8"
    )


@pytest.fixture(scope="session")
def small_docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A docs folder with four requests, a regulation and the templates a reply needs; read only."""
    folder = tmp_path_factory.mktemp("small") / "docs"
    write_docs(folder)
    return folder


@pytest.fixture(scope="session")
def small_index(small_docs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of ``small_docs``; read only."""
    folder = tmp_path_factory.mktemp("small") / "index"
    build_index(small_docs, folder, recipe=TINY)
    return folder


@pytest.fixture
def docs(small_docs: Path, tmp_path: Path) -> Path:
    """A copy of the small docs folder to change."""
    return Path(shutil.copytree(small_docs, tmp_path / "docs"))


@pytest.fixture
def index(small_index: Path, tmp_path: Path) -> Path:
    """A copy of the small index to change."""
    return Path(shutil.copytree(small_index, tmp_path / "index"))


@pytest.fixture(scope="session")
def real_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the real documents; read only, made once for all processes that test.

    Starts from ``index/`` where there is one: a fresh one is taken as it is, and of a stale one the
    trained parts that still fit; an encoder that is due is trained, as a build from nothing would.
    """
    run = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        run = run.parent
    folder = run / "real_index"
    with FileLock(run / "real_index.lock"):
        if not folder.exists():
            made = tmp_path_factory.mktemp("real") / "index"
            _build_real(made)
            made.rename(folder)
    return folder


def _build_real(folder: Path) -> None:
    if (ROOT / "index" / "manifest.json").is_file():
        hidden = shutil.ignore_patterns(".*")
        shutil.copytree(ROOT / "index", folder, ignore=hidden)
    if build_index(ROOT / "docs", folder).is_due:
        build_index(ROOT / "docs", folder, train=True)


@pytest.fixture(scope="session")
def library(real_index: Path) -> Library:
    """Everything an answer needs, of the real documents."""
    return Library.from_settings(Settings(index=real_index))
