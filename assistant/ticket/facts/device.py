"""The customer's phone or computer and its system: ``device_model``, ``os_version``.

A brand counts without a model («xiaomi»); a system counts only with a version («андроид 14»).
"""

from __future__ import annotations

from assistant.ticket.facts.rule import Rule

# A number is no model when something is counted by it («айфон 2 раза перезагружала»).
_COUNTED = r"(?!\s?(?:лет|год|раз|мес|дн|нед|час|мин|сек|шт|верс|руб|кв\b|версия|айфон|телефон))"
_MODEL_WORD = (
    r"(?:galaxy|галакси|гелакси|redmi|редми|poco|поко|note|ноут|нот|mi|ми|ultra|ультра|pro|прo|про"
    r"|plus|плюс|max|макс|mini|мини|lite|лайт|fe|se|xr|xs|x|икс|air|эйр|fold|flip|zfold|nova|нова"
    r"|magic|prime|power|neo|spark|спарк|camon|hot|5g|edge|tab|p ?smart|sm-?[a-z0-9]{4,8})"
)
_MODEL_NUMBER = rf"(?:[a-zа-я]{{0,3}}\d{{1,4}}(?![.,:/-]?\d)[a-zа-я]{{0,3}}\+?){_COUNTED}"
_MODEL = rf"(?:[\s-]?(?:{_MODEL_WORD}|{_MODEL_NUMBER})(?![a-zа-я0-9])){{0,5}}"
_APPLE = (
    r"iphone|i-phone|айфончик\w?|айфон\w{0,3}|афон\w?|ифон\w?|айфн|яфон\w?|ipad|айпад\w{0,2}|imac"
    r"|аймак\w?|macbook|макбук\w{0,2}"
)
_SAMSUNG = r"samsung|самсунг\w{0,2}|самсунк\w?|самсун|самсик|самс|самсу|galaxy|галакси|гелакси"
_CHINESE = (
    r"xiaomi|xiomi|xaomi|ксиаоми|ксиоми|ксяоми|сяоми|сяеми|сиаоми|ксаоми|шаоми|хиаоми|redmi|редми"
    r"|рэдми|poco|поко|huawei|huavei|хуавей|хуавэй|хуавеи|хуавее|хуявей|honor|хонор\w?|онор|realme"
    r"|реалми|рилми|риалми|реалме|oppo|оппо|vivo|виво|tecno|текно|infinix|инфиникс|oneplus|ванплас"
    r"|ванплюс|meizu|мейзу|мэйзу|zte|зте|doogee|blackview|itel"
)
_OTHER = (
    r"nokia|нокиа|нокия|google pixel|pixel|гугл пиксель|пиксель|motorola|моторола|moto|sony|сони"
    r"|xperia|asus|асус|lenovo|леново|alcatel|nothing phone|texet|prestigio|philips|bq"
    r"|lg|элджи|digma|дигма|htc|tcl|inoi|oukitel|ulefone|umidigi|cubot|wileyfox|highscreen|hisense"
)
_SPEAKER = (
    r"\b(?:яндекс[\s.-]?станци[а-я]{1,2}|станци[а-я]{1,2}(?=[\s-](?:мини|лайт|макс|дуо|миди|стрит)"
    r"(?!\w)))(?:[\s-](?:мини|лайт|макс|дуо|миди|стрит|про)(?!\w))?(?: [23](?![\w.:]))?"
    r"|\bкапсул[аеуы] (?:мини|нео|про)(?!\w)|\b(?:sber ?boom|сбер ?бум)(?: (?:mini|мини|home))?(?!\w)"
)
_DEVICE = (
    rf"(?<!роутер )(?<!роутера )(?<!модем )(?<!\w)(?:{_APPLE}|{_SAMSUNG}|{_CHINESE}|{_OTHER})(?!\w)"
)
_HINTS = (
    "iphone|i-phone|фон|айф|ipad|айпад|imac|аймак|macbook|макбук|samsung|сам|galaxy|галакси|гелакси"
    "|omi|aomi|оми|сяеми|redmi|редми|рэдми|poco|поко|hua|хуа|хуя|hon|онор|real|реал|рилми"
    "|риалми|oppo|оппо|vivo"
    "|виво|tecno|текно|infinix|инфиникс|oneplus|ванпл|meizu|мейзу|мэйзу|zte|зте|doogee"
    "|blackview|itel|nokia|ноки|pixel|пиксель|moto|мото|sony|сони|xperia|asus|асус|lenovo|леново"
    "|alcatel|nothing|texet|prestigio|philips|bq"
)
_LAPTOP = (
    r"\b(?:ноутбук|ноут|компьютер|моноблок)\w? (?:hp|dell|acer|msi|lenovo|asus|леново|асус"
    r"|самсунг)\b"
)

_SYSTEM = (
    r"(?:ipados|ios|иос|айос|ай ос|android|андроид|андройд|андоид|андрои|ведроид|ведройд"
    r"|harmony ?os"
    r"|harmonyos|гармони|hyperos|miui|emui|one ui|magic ?os|windows|виндовс|виндоус|винда|вин|macos"
    r"|mac os|мак ?ос|astra linux|ubuntu)"
)
_VERSION = r"(?:версии|версия|верс\.?|вер\.?|v\.?)?\s?\d{1,2}(?:[.,]\d{1,2}){0,3}(?![\w:]|[.-]\d)"

RULES = (
    Rule.of(
        "device_model",
        "alcate|asus|blackv|bq|doogee|galaxy|google|honor|huavei|huawei|i-phon|imac|infini|ipad"
        "|iphone|itel|lenovo|macboo|meizu|moto|nokia|nothin|oneplu|oppo|philip|pixel|poco|presti"
        "|realme|redmi|samsun|sony|tecno|texet|vivo|xaomi|xiaomi|xiomi|xperia|zte|аймак|айпад"
        "|айфн|айфон|асус|афон|ванпла|ванплю|виво|галакс|гелакс|зте|инфини|ифон|ксаоми|ксиаом"
        "|ксиоми|леново|макбук|мейзу|моторо|мэйзу|нокиа|нокия|онор|оппо|пиксел|поко|реалме"
        "|реалми|редми|риалми|рилми|рэдми|самс|сиаоми|сони|сяеми|сяоми|текно|хиаоми|хуавее"
        "|хуавеи|хуавей|хуавэй|хуявей|шаоми|яфон"
        "|lg|элджи|digma|дигма|htc|tcl|inoi|oukite|ulefon|umidig|cubot|wileyf|highsc|hisens",
        _DEVICE + _MODEL,
    ),
    Rule.of("device_model", "acer|asus|dell|hp|lenovo|msi|асус|леново|самсун", _LAPTOP),
    Rule.of(
        "os_version",
        "androi|astra|harmon|hypero|ios|ipados|mac|magic|ubuntu|ui|window|ай|андоид|андрои"
        "|андрой|ведрои|ведрой|вин|гармон|иос|мак&0|1|2|3|4|5|6|7|8|9",
        r"(?<!\w)(?<!требует )(?<!требуется )(?<!нужен )(?<!нужна )(?<!минимум"
        rf" ){_SYSTEM}[а-я]{{0,2}}[\s:=(—–-]{{0,3}}{_VERSION}(?! и (?:выше|старше|новее))",
    ),
    Rule.of(
        "os_version",
        "0|1|2|3|4|5|6|7|8|9&os|верси|ос|прошив",
        r"(?<!\w)(?:верси[яи] (?:ос|os|операционной системы|системы|прошивки|телефона)|ос|os"
        r"|прошивка)"
        rf"[\s:=—–-]{{1,3}}{_VERSION}",
    ),
    Rule.of(
        "os_version",
        "андрои|андрой|ведрои",
        r"(?<![\w.])\d{1,2}(?:\.\d)?(?:-?(?:й|ый|ом|м))? (?:андроид|андройд"
        r"|ведроид)[а-я]{0,2}\b(?!\s?\d)",
    ),
    Rule.of("os_version", "ios|иос", r"\bна \d{2}(?:\.\d)?(?:-?(?:й|ой))? (?:ios|иос)\b(?!\s?\d)"),
    Rule.of(
        "os_version",
        "послед|самая|самый",
        r"\b(?:ios|иос|android|андроид)\w? (?:последн|самая последн|самый последн|самый свеж"
        r"|самый нов)"
        r"[а-я]{1,3}(?: версия| версии)?",
    ),
    Rule.of(
        "os_version",
        "послед|свеж",
        r"\b(?:последн|самая свеж|свеж)[а-я]{1,3} (?:версия |версии )?(?:ios|иос|android"
        r"|андроид)\w{0,2}",
    ),
    Rule.of(
        "device_model",
        "iphone|айфон|редми|самсун|техно|хонор&camon|pop|pova|spark|восьм|втор|двенад|девят"
        "|десят|одинна|перв|пят|седьм|семнад|спарк|трет|тринад|четвер|четырн|шест",
        r"\b(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|одиннадцат|двенадцат"
        r"|тринадцат|четырнадцат|пятнадцат|шестнадцат|семнадцат)[а-я]{2,3} (?:айфон|iphone|редми"
        r"|самсунг|хонор)\w{0,2}|\bтехно (?:спарк|spark|pop|pova|camon)(?: \d{1,2}\w?)?",
    ),
    Rule.of(
        "os_version",
        "androi|ios|андрои|иос&восьм|двенад|девят|десят|одинна|пятнад|седьм|семнад|тринад|четырн"
        "|шест",
        r"\b(?:андроид|иос|ios|android)(?: у (?:меня|него|нее))? (?:шест|седьм|восьм|девят|десят"
        r"|одиннадцат|двенадцат|тринадцат|четырнадцат|пятнадцат|шестнадцат|семнадцат)[а-я]{2,3}"
        r"|\b(?:шест|седьм|восьм|девят|десят|одиннадцат|двенадцат|тринадцат|четырнадцат"
        r"|пятнадцат)[а-я]{2,3} (?:андроид|иос|android|ios)\w{0,2}",
    ),
    Rule.of("device_model", "станци|капсул|sber|сбер", _SPEAKER),
)
