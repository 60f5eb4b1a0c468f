"""What stands around a value tells what it is: exact results of each rule, and its counter-example."""

from __future__ import annotations

import pytest

from assistant.personal import mask, restore

# A text, and the same text masked.
MASKED = [
    # Given names that the dictionary lacks, and those that are words too.
    ("зашёл Бахрамжон, ждёт", "зашёл ⟦имя-1⟧, ждёт"),
    ("ваш мастер Тельман опоздал", "ваш мастер ⟦имя-1⟧ опоздал"),
    # A capital inside a sentence: a beast and a word that nobody knows, no town and no car.
    ("вчера был Ёж, сегодня Чепига.", "вчера был ⟦имя-1⟧, сегодня ⟦имя-2⟧."),
    ("едет из Рязани на машине Ларгус", "едет из Рязани на машине Ларгус"),
    # Whoever was named once is meant again.
    (
        "Инженер Бородай уехал. Бородая ждём.",
        "Инженер ⟦имя-1⟧ уехал. ⟦имя-2⟧ ждём.",
    ),
    # Who speaks in a copied chat; a level of a log does not.
    ("[12:05] Зейнаб К: звоните", "[12:05] ⟦имя-1⟧: звоните"),
    ("[12:05] Error: timeout", "[12:05] Error: timeout"),
    # What was asked for.
    ("Фамилия: Тё\nИмя: Нам", "Фамилия: ⟦имя-1⟧\nИмя: ⟦имя-2⟧"),
    ("— фамилия ваша? — Кочубей.", "— фамилия ваша? — ⟦имя-1⟧."),
    ("Имя гостя, фамилия гостя", "Имя гостя, фамилия гостя"),
    # Two words in quotation marks are a person when one is a first name and one may be a surname.
    ("замените «Петренко Веру»", "замените «⟦имя-1⟧»"),
    ("вывеска «Форест Хаус»", "вывеска «Форест Хаус»"),
    # A signature.
    ("Жду ответа. Ложкин Т.", "Жду ответа. ⟦имя-1⟧"),
    ("сняли два раза. дина", "сняли два раза. ⟦имя-1⟧"),
    # Streets without the word, with the places before them.
    ("стою на Вишнёвой аллее, 14", "стою на ⟦адрес-1⟧"),
    ("Рязань, Есенина, дом 65, кв. 12", "⟦адрес-1⟧"),
    ("д. Кузяево, 14", "⟦адрес-1⟧"),
    ("таунхаус 6 по улице Грушевой", "⟦адрес-1⟧"),
    ("калитка Южная 2 не открывается", "калитка Южная 2 не открывается"),
    ("посёлок на 64 дома", "посёлок на 64 дома"),
    # Flats by the stairs and by words that are no day of a month.
    ("у меня 21 подъезд 1 этаж 6", "у меня ⟦адрес-1⟧"),
    ("сосед с тридцать шестого", "сосед с ⟦адрес-1⟧"),
    ("с двадцать пятого не работает", "с двадцать пятого не работает"),
    # Numbers beside a name.
    ("Кузьменко 48-16. Жду", "⟦имя-1⟧ ⟦адрес-1⟧. Жду"),
    ("Дети: Мирон 03.02.2015", "Дети: ⟦имя-1⟧ ⟦дата-рождения-1⟧"),
    # Plates of any country behind their words.
    ("номера литовские KLM 482", "номера литовские ⟦госномер-1⟧"),
    ("модель DS-2CD, прошивка V3 482", "модель DS-2CD, прошивка V3 482"),
    ("старый номер А 0011 МО", "старый номер ⟦госномер-1⟧"),
    # Keys of access in links, headers and words.
    ("https://a.example/x?token=Zk81q0", "https://a.example/x?token=⟦пароль-1⟧"),
    ("https://a.example/x?page=2&sort=asc", "https://a.example/x?page=2&sort=asc"),
    ("ssh root:Qwe123!", "ssh ⟦пароль-1⟧"),
    ("SSID Post, ключ 88776655ab", "SSID Post, ключ ⟦пароль-1⟧"),
    ("ключ 88776655ab не открывает калитку", "ключ 88776655ab не открывает калитку"),
    # Cards without a check digit, telephones of five digits, IMEI.
    ("вернуть на 5536913800451207", "вернуть на ⟦карта-1⟧"),
    ("обращение 5536913800451207", "обращение 5536913800451207"),
    ("звонить 2-12-85", "звонить ⟦телефон-1⟧"),
    ("отчёт за 2-12-25", "отчёт за 2-12-25"),
    ("IMEI 861536030196001", "IMEI ⟦документ-1⟧"),
    # Of a role only who it is was asked.
    ("как зовут консьержа из ночной смены", "как зовут консьержа из ночной смены"),
    # Streets typed small that nearly every town has; a gate is no street.
    ("мы на садовой 12, камера слепая", "мы на ⟦адрес-1⟧, камера слепая"),
    ("калитка садовая 2 не открывается", "калитка садовая 2 не открывается"),
    # Building, stairs, flat behind a site; a version is none.
    ("ЖК «Маяк», 3-1-77, нет звонка", "ЖК «Маяк», ⟦адрес-1⟧, нет звонка"),
    ("прошивка 3-1-77 стоит с мая", "прошивка 3-1-77 стоит с мая"),
    # A plate by names; an extension behind «#», a ticket behind it stays.
    ("номер Анна 340 Мария Роман 50", "номер ⟦госномер-1⟧"),
    ("+7 812 640 20 11 #404", "⟦телефон-1⟧"),
    ("обращение #404, ждём", "обращение #404, ждём"),
    # Addresses of mail said aloud, with spaces, and coded for a link.
    ("пишите dom_7 гав inbox точка ru", "пишите ⟦почта-1⟧"),
    ("пишите ofis @ novyy - dom . ru", "пишите ⟦почта-1⟧"),
    ("lk.example/r?mail=dom7%40inbox.ru&k", "lk.example/r?mail=⟦почта-1⟧&k"),
    ("вайбер: rita_88", "вайбер: ⟦ник-1⟧"),
]


@pytest.mark.parametrize(("text", "masked"), MASKED)
def test_neighbours_decide(text: str, masked: str) -> None:
    done = mask(text)
    assert done.text == masked
    assert restore(done.text, done.values) == text
