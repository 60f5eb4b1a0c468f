"""Generated tickets: phrases of the bank put together with names, plates, objects and times.

Ticket N of a seed is always the same text, whatever else is generated, so a run can be repeated and a
part of it looked at. Other seeds give other tickets of the same kind: held-out queries.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.retrieval.bank import PhraseBank

SEED = 24

_GREETINGS = (
    "",
    "",
    "Здравствуйте! ",
    "Добрый день. ",
    "Добрый вечер, ",
    "Коллеги, ",
    "Приветствую! ",
)
_NAMES = (
    "Анна Мария Елена Ольга Ирина Татьяна Наталья Светлана Юлия Екатерина Алексей Сергей Дмитрий"
    " Андрей Иван Михаил Николай Павел Олег Виктор Рустам Айгуль Армен Тимур Галина Людмила"
).split()
_SURNAMES = (
    "Ивановых Петренко Кузьмич Черных Седых Коваленко Бондарь Шевчук Гайдай Мороз Заяц Лебедь"
    " Галич Руденко Дурново Саркисян Гусейн-заде Ким Цой Тагай Белых Долгих Франко Живаго"
).split()
_KINDS = ("ЖК", "КП", "СНТ", "БЦ", "ТСЖ", "коттеджный посёлок", "апарт-комплекс", "посёлок")
_OBJECTS = (
    "Берёзки;Сосновый бор;Речной;Северный парк;Заречье;Лесная поляна;Южный берег;Старая мельница;"
    "Ясные зори;Дубрава;Солнечный;Озёрный край;Кленовый;Вишнёвый сад;Три сосны;Высота;Гранит;Маяк;"
    "Усадьба;Морошка;Заповедный;Светлые холмы;Тихая гавань;Новый город"
).split(";")
_PLACES = (
    "КПП {n}",
    "пост {n}",
    "въезд {n}",
    "корпус {n}",
    "подъезд {n}",
    "участок {n}",
    "дом {n}",
)
_CARS = "Лада Киа Хёндэ Шкода Тойота Газель БМВ Ауди Рено Джили Хавал Мазда".split()
_PHONES = "iPhone 13;Samsung A52;Redmi Note 12;Honor 90;Huawei P40;Poco X5;Realme 11".split(";")
_LETTERS = "АВЕКМНОРСТУХ"
_ENDS = (
    "",
    "",
    "",
    " Жду ответа.",
    " Спасибо!",
    " Помогите, пожалуйста.",
    " Срочно!",
    " Когда почините?",
)


@dataclass(frozen=True)
class Tickets:
    """Tickets of a seed; ``themes`` are the phrases of each typical request."""

    themes: Sequence[tuple[str, ...]]
    seed: int = SEED

    @classmethod
    def from_docs(cls, docs: Path, seed: int = SEED) -> Tickets:
        """Take the phrase bank of a docs folder."""
        by_anchor: Mapping[str, tuple[str, ...]] = PhraseBank.from_folder(docs).by_anchor
        return cls([by_anchor[anchor] for anchor in sorted(by_anchor)], seed)

    def text(self, number: int) -> str:
        """Ticket ``number``: one to three phrases of one request with the details of a client."""
        chance = random.Random(f"{self.seed}:{number}")
        theme = chance.choice(self.themes)
        phrases = chance.sample(theme, min(len(theme), chance.choice((1, 1, 1, 2, 2, 3))))
        parts = [phrase.rstrip(".") for phrase in phrases]
        for detail in (_object, _car, _time, _device, _person):
            if chance.random() < 0.4:
                parts.insert(chance.randint(0, len(parts)), detail(chance))
        return f"{chance.choice(_GREETINGS)}{'. '.join(parts)}.{chance.choice(_ENDS)}"

    def batches(self, count: int, size: int) -> Iterator[list[tuple[str, str]]]:
        """(id, text) of the first tickets, in lists of at most ``size``."""
        for start in range(0, count, size):
            numbers = range(start, min(start + size, count))
            yield [(str(1_000_000 + number), self.text(number)) for number in numbers]


def _object(chance: random.Random) -> str:
    place = chance.choice(_PLACES).format(n=chance.randint(1, 60))
    return f"{chance.choice(_KINDS)} «{chance.choice(_OBJECTS)}», {place}"


def _car(chance: random.Random) -> str:
    letters = "".join(chance.choice(_LETTERS) for _ in range(3))
    number = f"{letters[0]}{chance.randint(1, 999):03d}{letters[1:]}{chance.choice((50, 77, 99, 178, 750))}"
    return f"{chance.choice(_CARS)}, номер {number}"


def _time(chance: random.Random) -> str:
    day = chance.choice(("сегодня", "вчера", "в понедельник", f"{chance.randint(1, 28)} ноября"))
    return f"{day} в {chance.randint(0, 23)}:{chance.randint(0, 59):02d}"


def _device(chance: random.Random) -> str:
    return f"Телефон {chance.choice(_PHONES)}, приложение {chance.randint(2, 5)}.{chance.randint(0, 30)}"


def _person(chance: random.Random) -> str:
    return f"{chance.choice(_NAMES)} {chance.choice(_SURNAMES)}, кв. {chance.randint(1, 400)}"
