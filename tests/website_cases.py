"""Marks of the house format that trip Python-Markdown, each with the HTML the page shows for it."""

from __future__ import annotations

CASES = {
    "list right after a label": (
        "**Действия:**\n1. Раз\n2. Два\n",
        "<p><strong>Действия:</strong></p>\n<ol>\n<li>Раз</li>\n<li>Два</li>\n</ol>",
    ),
    "list right after a paragraph": (
        "Нужно:\n- одно\n- другое\n",
        "<p>Нужно:</p>\n<ul>\n<li>одно</li>\n<li>другое</li>\n</ul>",
    ),
    "nested by three spaces": (
        "1. Раз\n   - под\n   - ещё\n2. Два\n",
        "<ol>\n<li>Раз<ul>\n<li>под</li>\n<li>ещё</li>\n</ul>\n</li>\n<li>Два</li>\n</ol>",
    ),
    "nested by two spaces": (
        "- Раз\n  - под\n- Два\n",
        "<ul>\n<li>Раз<ul>\n<li>под</li>\n</ul>\n</li>\n<li>Два</li>\n</ul>",
    ),
    "numbering goes on after a blank line": (
        "1. Раз\n\n2. Два\n",
        "<ol>\n<li>\n<p>Раз</p>\n</li>\n<li>\n<p>Два</p>\n</li>\n</ol>",
    ),
    "bold paragraph with a nested list inside an item": (
        "1. Раз\n\n   **Важно:**\n   - под\n2. Два\n",
        (
            "<ol>\n<li>\n<p>Раз</p>\n<p><strong>Важно:</strong></p>\n<ul>\n<li>под</li>\n</ul>\n</li>\n"
            "<li>\n<p>Два</p>\n</li>\n</ol>"
        ),
    ),
    "two kinds of list in a row": (
        "1. Раз\n- под\n",
        "<ol>\n<li>Раз</li>\n</ol>\n<ul>\n<li>под</li>\n</ul>",
    ),
    "a list that starts at four": (
        "Дальше.\n\n4. Четыре\n5. Пять\n",
        '<p>Дальше.</p>\n<ol start="4">\n<li>Четыре</li>\n<li>Пять</li>\n</ol>',
    ),
    "numbers with a bracket": ("1) Раз\n2) Два\n", "<ol>\n<li>Раз</li>\n<li>Два</li>\n</ol>"),
    "number that is text": ("Всего\n2. Не список\n", "<p>Всего\n2. Не список</p>"),
    "fence after a label, lists and labels inside": (
        "**Текст ответа:**\n```\nЗдравствуйте!\n1. [Шаг]\n**Важно:**\n```\n**Вариации:**\n- а\n",
        (
            '<p><strong>Текст ответа:</strong></p>\n<div class="highlight"><pre><span></span><code>'
            "Здравствуйте!\n1. [Шаг]\n**Важно:**\n</code></pre></div>\n"
            "<p><strong>Вариации:</strong></p>\n<ul>\n<li>а</li>\n</ul>"
        ),
    ),
    "fence inside an item": (
        "1. Раз\n   ```\n   код\n   ```\n2. Два\n",
        (
            '<ol>\n<li>\n<p>Раз</p>\n<div class="highlight"><pre><span></span><code>код\n'
            "</code></pre></div>\n</li>\n<li>\n<p>Два</p>\n</li>\n</ol>"
        ),
    ),
    "fence that is never closed": (
        "```\nконец\n",
        '<div class="highlight"><pre><span></span><code>конец\n</code></pre></div>',
    ),
    "labels on lines of one paragraph": (
        "**Для кого:** все\n**Когда:** всегда  \nи потом\n",
        "<p><strong>Для кого:</strong> все<br />\n<strong>Когда:</strong> всегда<br />\nи потом</p>",
    ),
    "labels parted by a break": (
        "**Для кого:** все<br>\n**Когда:** всегда\n",
        "<p><strong>Для кого:</strong> все<br>\n<strong>Когда:</strong> всегда</p>",
    ),
    "phrases on lines of one quote": (
        "> «раз»\n> «два\n> и три»\n",
        "<blockquote>\n<p>«раз»<br />\n«два\nи три»</p>\n</blockquote>",
    ),
    "table right after a label": (
        "**Сроки:**\n| а | б |\n|---|---:|\n| `x|y` | 2 |\n",
        (
            "<p><strong>Сроки:</strong></p>\n<table>\n<thead>\n<tr>\n<th>а</th>\n"
            '<th style="text-align: right;">б</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>`x</td>\n'
            '<td style="text-align: right;">y`</td>\n</tr>\n</tbody>\n</table>'
        ),
    ),
    "macro marks are text": (
        "## Заголовок {% if %}\n\nТекст {{ имя }} и {# заметка #}\n\n- пункт {% x %}\n",
        (
            '<h2 id="заголовок--if-">Заголовок {% if %}</h2>\n<p>Текст {{ имя }} и {# заметка #}</p>\n'
            "<ul>\n<li>пункт {% x %}</li>\n</ul>"
        ),
    ),
    "explicit anchor": ("### 1. Код { #sms }\n", '<h3 id="sms">1. Код</h3>'),
    "number sign at the start": (
        "Номер\n#12345 — пример\n",
        "<p>Номер\n#12345 — пример</p>",
    ),
    "slot that looks like a link definition": (
        "Поля:\n[ID]: 12345\n",
        "<p>Поля:\n[ID]&#58; 12345</p>",
    ),
    "heading without a title": (
        "##\n\nТекст\n",
        '<h2 id="_1">&#8203;</h2>\n<p>Текст</p>',
    ),
    "equal headings": (
        "### Действия\n\n### Действия\n",
        '<h3 id="действия">Действия</h3>\n<h3 id="действия_1">Действия</h3>',
    ),
    "link in a heading after an emoji": (
        "### 🔍 [Диагностика](<Диагностика проблем.md>)\n",
        '<h3 id="-диагностика">🔍 <a href="Диагностика проблем.md">Диагностика</a></h3>',
    ),
    "raw spaces and brackets in a link": (
        "[а](./Обработка (SLA обычный приоритет).md#особые-случаи)\n",
        '<p><a href="./Обработка (SLA обычный приоритет).md#особые-случаи">а</a></p>',
    ),
    "quote with a list": (
        "> Важно:\n> - раз\n",
        "<blockquote>\n<p>Важно:</p>\n<ul>\n<li>раз</li>\n</ul>\n</blockquote>",
    ),
    "tick boxes": (
        "Чек-лист:\n- [ ] раз\n- [x] два\n",
        (
            '<p>Чек-лист:</p>\n<ul class="task-list">\n<li class="task-list-item">'
            '<label class="task-list-control"><input type="checkbox"/>'
            '<span class="task-list-indicator"></span></label> раз</li>\n'
            '<li class="task-list-item"><label class="task-list-control">'
            '<input type="checkbox" checked/><span class="task-list-indicator"></span></label> два'
            "</li>\n</ul>"
        ),
    ),
    "a rule right after a list": (
        "- раз\n---\nдва\n",
        "<ul>\n<li>раз</li>\n</ul>\n<hr />\n<p>два</p>",
    ),
    "details around a list": (
        "<details>\n<summary>Ещё</summary>\n\n- раз\n\n</details>\n",
        "<details>\n<summary>Ещё</summary>\n<ul>\n<li>раз</li>\n</ul>\n</details>",
    ),
    "a rule right below a line": (
        "**Когда:** всегда\n---\nдва\n",
        "<p><strong>Когда:</strong> всегда</p>\n<hr />\n<p>два</p>",
    ),
    "no-break spaces after marks": (
        "##\u00a0Раздел\n-\u00a0раз\n-\u00a0[ ]\u00a0два\n",
        (
            '<h2 id="раздел">Раздел</h2>\n<ul class="task-list">\n<li>раз</li>\n'
            '<li class="task-list-item"><label class="task-list-control"><input type="checkbox"/>'
            '<span class="task-list-indicator"></span></label> два</li>\n</ul>'
        ),
    ),
    "tick boxes in Cyrillic and without a space": (
        "- [х] раз\n- [ ]два\n",
        (
            '<ul class="task-list">\n<li class="task-list-item"><label class="task-list-control">'
            '<input type="checkbox" checked/><span class="task-list-indicator"></span></label> раз'
            '</li>\n<li class="task-list-item"><label class="task-list-control">'
            '<input type="checkbox"/><span class="task-list-indicator"></span></label> два</li>\n</ul>'
        ),
    ),
    "label that clings to its text": (
        "**Где:**CRM\n**Итог: ** есть\n",
        "<p><strong>Где:</strong> CRM<br />\n<strong>Итог:</strong> есть</p>",
    ),
    "names between angle brackets": (
        "## Поле <ID>\n\n<ID>\n\nВпишите <ID заявки> и [<Имя>](<index.md>), почта <a@b.ru>, <b>да</b>\n",
        (
            '<h2 id="поле">Поле &lt;ID&gt;</h2>\n<p>&lt;ID&gt;</p>\n<p>Впишите &lt;ID заявки&gt; и '
            '<a href="index.md">&lt;Имя&gt;</a>, почта <a href="&#109;&#97;&#105;&#108;&#116;&#111;&#58;'
            '&#97;&#64;&#98;&#46;&#114;&#117;">&#97;&#64;&#98;&#46;&#114;&#117;</a>, <b>да</b></p>'
        ),
    ),
    "a break alone on its line": (
        "<br>\nТекст:\n- раз\n",
        "<p><br>\nТекст:</p>\n<ul>\n<li>раз</li>\n</ul>",
    ),
    "table right below an item": (
        "- раз\n| а |\n|---|\n| б |\n",
        (
            "<ul>\n<li>раз</li>\n</ul>\n<table>\n<thead>\n<tr>\n<th>а</th>\n</tr>\n</thead>\n"
            "<tbody>\n<tr>\n<td>б</td>\n</tr>\n</tbody>\n</table>"
        ),
    ),
    "link whose text goes on below": (
        "до [длинный\nтекст](б в.md)\n",
        '<p>до <a href="б в.md">длинный\nтекст</a></p>',
    ),
}
