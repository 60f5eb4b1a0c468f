"""Every code a finding may have: whether it is an error on our pages, what it means, how to mend it.

The page «Сообщения проверки» shows the same rows; a test holds both together.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checks.finding import ERROR, WARNING


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    ``is_error`` says whether it is an error on a page of ours; on a document that was dropped in it is
    a warning all the same. ``is_mended`` says whether ``--fix`` may mend it.
    """

    name: str
    is_error: bool
    is_mended: bool
    meaning: str
    remedy: str

    def severity(self, *, is_own: bool) -> str:
        """Severity of a finding on a page of ours, or on another."""
        return ERROR if self.is_error and is_own else WARNING


_ROWS = (
    # Files and names.
    ("unreadable", True, False, "Файл не читается: сломана шапка, макрос или файл из _data", "Исправить названную строку"),
    ("name-form", False, True, "Имя файла или папки записано разложенными буквами: так пишет macOS, и ссылки рвутся", "Выполнить check --fix или переименовать файл"),
    ("address", False, False, "В списке адресов страница, которой нет, или адрес не латиницей", "Поправить строку в _data/addresses.yml"),
    ("address-taken", True, False, "Две страницы попадают на один адрес сайта", "Дать одной из них свой адрес в _data/addresses.yml"),
    ("no-address", False, False, "У нашей страницы нет постоянного адреса: переименуют файл — ссылки пропадут", "Дописать строку в _data/addresses.yml"),
    ("macro-mark", False, False, "Знаки макроса на странице без шапки render_macros: читатель увидит их как текст", "Добавить шапку или убрать знаки; в примерах кода они разрешены"),
    ("double-title", True, False, "Две страницы с одним заголовком", "Переименовать одну из них"),
    ("double-request", True, False, "Два типичных запроса с одним названием", "Объединить записи или назвать по-разному"),
    ("double-anchor", True, False, "Один якорь у двух разделов страницы или у двух запросов базы", "Дать новому разделу другой якорь"),
    ("double-phrase", False, False, "Одна и та же фраза клиента у двух запросов", "Оставить фразу у одного из них"),
    ("unfilled", False, False, "Осталась подсказка заготовки «Впишите…»", "Вписать текст или удалить раздел"),
    # Links.
    ("dead-link", True, True, "Ссылка ведёт на страницу, которой нет", "Поправить путь; верный путь назван, если страница нашлась"),
    ("dead-anchor", True, True, "На странице нет раздела с таким якорем", "Поправить часть ссылки после #"),
    ("dead-image", True, False, "Картинки по этому пути нет", "Положить файл рядом или поправить путь"),
    # The metadata table.
    ("metadata", True, False, "В таблице метаданных нет обязательной строки", "Дописать строку"),
    ("state", True, True, "Статус не из четырёх: Черновик, Актуально, На пересмотре, Архив", "Поставить один из четырёх"),
    ("date", True, True, "Дата записана не как 2026-11-20", "Записать дату так"),
    ("date-order", False, False, "Даты противоречат друг другу или ещё не наступили", "Сверить даты таблицы"),
    ("overdue", False, False, "Срок пересмотра прошёл", "Перечитать страницу и поставить новую дату"),
    # Client texts.
    ("slot", True, True, "Слот написан с опечаткой: ассистент его не заполнит", "Записать слот как названо"),
    ("slot-unknown", False, False, "В стандартном ответе слот, которого ассистент не знает", "Взять слот из списка или написать текст без него"),
    ("no-greeting", False, False, "В тексте для клиента нет приветствия", "Начать с «Здравствуйте, [Имя клиента]!»"),
    ("no-signature", False, False, "В тексте для клиента нет подписи", "Закончить подписью"),
    ("forbidden-phrase", True, False, "В тексте для клиента фраза из списков «Не говорить»", "Заменить фразу"),
    ("secret-request", True, False, "Текст просит у клиента пароль или код из SMS", "Убрать просьбу: их не спрашиваем никогда"),
    # Facts, figures, personal data.
    ("fact-key", True, True, "Такого ключа сведений нет в справочнике", "Взять ключ из справочника или добавить его в _data/facts.yml"),
    ("data", True, False, "Файл из _data читается, но значение в нём не годится", "Исправить названное значение"),
    ("data-page", True, False, "В _data названа страница, которой нет, или на ней нет нужного шаблона", "Поправить имя страницы в _data или вернуть шаблон"),
    ("lost-phrases", False, False, "Файл фраз есть, а запроса с таким якорем нет: поиск этих фраз не видит", "Переименовать файл по якорю запроса или удалить"),
    ("figure", False, False, "Цифра или контакт на странице не такие, как в _data", "Поставить подстановку или поправить значение в _data"),
    ("conflict", False, False, "Две страницы называют для одного и того же разные цифры, телефоны или адреса", "Выяснить, какое значение верно, и поправить второе"),
    ("personal", True, False, "Похоже на личные данные: почта, телефон, номер карты, СНИЛС, паспорт", "Убрать или заменить вымышленным"),
    ("secret", True, False, "Похоже на пароль или ключ доступа", "Убрать со страницы и сменить пароль или ключ"),
    # Requests as the search sees them.
    ("few-phrases", False, False, "У запроса меньше пяти фраз клиента", "Добавить фразы: по ним запрос находят"),
    ("unfound", False, False, "Больше половины фраз запроса не находят его даже среди первых трёх записей", "Переписать фразы или добавить похожие в _data/phrases"),
    ("dispute", False, False, "Две записи спорят: фразы одной ближе к другой", "Развести фразы или объединить записи"),
    ("trap", False, False, "Ловушка: запись или страница притягивает обращения обо всём", "Оставить то, что относится к ней одной, остальное убрать"),
)  # fmt: skip

CODES = {row[0]: Code(*row) for row in _ROWS}
