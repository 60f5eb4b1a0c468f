"""Makes and models of cars, as people say them: ``car_brand``."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.russian.expression import expression
from assistant.russian.normal import NormalText
from assistant.ticket.fact import Fact, fact_at, find_all

# Stems of Russian spellings: any case ending of up to three letters may follow.
_STEMS = (
    "нив лад жигул приор гранта гранту гранты гранте калин ларгус вест весте уазик уаз"
    " буханк газел газельк"
    " соболь камаз тойот камри корол рав4 прадо крузак хайлендер киа рио спортедж спортейдж"
    " соренто сид хендай"
    " хендэ хенд хундай хундэ хюндай хендэй солярис крет креточк туссан туксон элантр сант"
    " санта-фе фольксваген фолькс поло"
    " тигуан туарег пассат гольф шкод октави рапид кодиак рено логан дастер каптюр сандеро"
    " аркан ниссан кашкай"
    " икстрейл икс-трейл альмер жук бмв бэх бумер мерседес мерс мерин гелик ауди лексус мазд"
    " хонд мицубиси"
    " митсубиси мицубис аутлендер паджеро лансер форд фокус опел астр шевроле круз чер тигго"
    " хавал хавейл"
    " хавел джолион джили джил монжаро атлас эксид омод джетур джейку танк чанган чанганов"
    " белджи москвич вольво пежо"
    " ситроен субар форестер сузуки инфинити порш кайен ленд-ровер лендровер ровер джип тесл"
    " зикр лисян лисянг"
    " вояж датсун дэу матиз волг сканию скани ман вольв крайслер ягуар смарт мини-купер"
).split()
_LATIN = (
    "lada niva vesta granta largus priora uaz gazel gaz kamaz toyota camry corolla rav4"
    " prado highlander kia rio"
    " sportage sorento ceed hyundai solaris creta tucson elantra santa volkswagen vw polo"
    " tiguan touareg passat"
    " golf skoda octavia rapid kodiaq renault logan duster kaptur sandero arkana nissan"
    " qashqai almera juke bmw"
    " mercedes audi lexus mazda honda mitsubishi outlander pajero lancer ford opel astra"
    " chevrolet cruze chery"
    " tiggo haval jolion geely monjaro exeed omoda jetour jaecoo tank changan belgee"
    " moskvich volvo peugeot"
    " citroen subaru forester suzuki infiniti porsche cayenne jeep tesla zeekr lixiang voyah"
    " datsun daewoo matiz"
    " scania chrysler jaguar cadillac gac faw jac baic kaiyi livan dongfeng solaris xcite"
    " evolute aito byd"
).split()
# Names that are everyday words too: only a car when a word of driving stands before them.
_AMBIGUOUS = frozenset(
    "вест сид жук джил чер круз астр атлас танк ман фокус рапид гольф поло смарт лад мерин"
    " нив хенд волг"
    " сант ровер вояж крет".split()
)


def _longest_first(words: list[str]) -> list[str]:
    """Words without repeats, so ordered that none is tried before one it begins."""
    return sorted(set(words), key=lambda word: (-len(word), word))


_ENDINGS = r"(?:[аыуеяиюь]|ой|ом|ем|ей|ю|ю|ия|ию|ии|ов|ка|ку|ки|ке|очк[аеу])?"
_WORD = expression(
    rf"(?<![\w-])(?:(?P<ru>{'|'.join(_longest_first(_STEMS))}){_ENDINGS}"
    rf"|(?P<en>{'|'.join(_longest_first(_LATIN))}))(?![\w-])"
    r"(?:\s(?:x\d|q\d|х\d|[a-z]?\d|гранта|веста|приора|калина|ларгус|нива|тревел|рио"
    r"|спортейдж|спортедж|соренто|солярис|крета"
    r"|камри|королла|рав4|прадо|поло|тигуан|октавия|рапид|кодиак|логан|дастер|кашкай|фокус"
    r"|тигго|джолион|монжаро|атлас"
    r"|кайен|granta|vesta|priora|niva|largus|rio|sportage|sorento|solaris|creta|camry"
    r"|corolla|rav4|prado|polo|tiguan"
    r"|octavia|rapid|logan|duster|qashqai|focus|tiggo|jolion|monjaro|atlas|coolray|rover"
    r"|ровер|круз|cruiser|крузер)(?!\w))?"
)
# Everyday words spelled the same are certain in these forms.
_CERTAIN = expression(r"(?:нив[уыеа]|лад[ауые]|волг[аиуе]|крет[ауые]|вест[ауые])\Z")
_DRIVING = expression(
    r"(?:машин\w{1,2}|авто\w{0,7}|тачк\w|марк\w{1,2}(?: авто\w{0,7})?|модел\w"
    r"|на (?:мо\w{1,3} |своей |своем |нашей )?|мо\w{1,3}|сво\w{1,3}"
    r"|такси|номер\w?|бел\w{2,3}|черн\w{2,3}|красн\w{2,3}|сер\w{2,3}|син\w{2,3}"
    r"|пропуск на)[\s:«\",(—–-]{1,3}\Z"
)
_NAMED = expression(
    r"\b(?:марк[аиуой]{1,2}|модел[ьи])(?:\s(?:и\sмодел[ьи]|авто\w{0,7}|машин\w"
    r"|тс))?[\s:«\"—–-]{1,3}"
    r"(?P<value>[a-z][a-z0-9-]{1,15}(?:\s[a-z0-9-]{1,10})?)(?!\w)"
)


def find(text: NormalText) -> Iterator[Fact]:
    """Makes and models in a text."""
    for match in _WORD.finditer(text.text):
        word = match.group()
        before = text.text[max(0, match.start() - 30) : match.start()]
        sure = match.group("ru") not in _AMBIGUOUS or " " in word or _CERTAIN.match(word)
        if sure or _DRIVING.search(before):
            yield fact_at("car_brand", text, match.start(), match.end())
    if "мар" in text.text or "модел" in text.text:
        yield from (fact for fact in find_all("car_brand", _NAMED, text) if _about_car(text.text))


def _about_car(text: str) -> bool:
    """Whether «марка», «модель» is that of a car rather than of a phone or a camera."""
    return any(word in text for word in ("авто", "машин", "марк"))
