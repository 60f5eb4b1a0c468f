"""Client texts on a page: framed, slots marked, a link that opens them in the assistant."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import quote

from assistant.knowledge.document import Document
from assistant.knowledge.templates import Template, find_slots

REPLY_INFO = "{.text .kb-reply-text}"  # how ``rewriting`` is told that a fence is a client text
_FENCE = re.compile(
    r'<div class="[^"]*kb-reply-text[^"]*"><pre>(?:<span></span>)?<code>(.*?)</code></pre></div>',
    re.DOTALL,
)


@dataclass(frozen=True)
class Replies:
    """The client texts of a document; ``assistant_url`` is empty when there is no assistant."""

    document: Document
    assistant_url: str

    def fence_info(self, content: str, info: str) -> str:
        """Say of a fence that it is a client text; other fences keep their language."""
        bodies = {template.body for template in self.document.templates}
        return REPLY_INFO if content in bodies else info

    def dress(self, content: str) -> str:
        """Frame the client texts of a finished page, in page order."""
        left = list(self.document.templates)
        content = _FENCE.sub(lambda match: self._frame(match[1], left), content)
        return self._link_bare_requests(content)

    def _frame(self, code: str, left: list[Template]) -> str:
        text = html.unescape(code)
        words = text.split()
        template = next((each for each in left if each.body.split() == words), None)
        link = ""
        if template is not None:
            left.remove(template)
            link = self._link(template.anchor)
        slots = len(find_slots(text))
        head = f"Текст для клиента · заполнить мест: {slots}" if slots else "Текст для клиента"
        return (
            '<div class="kb-reply"><div class="kb-reply__head" data-search-exclude>'
            f"<span>{head}</span>{link}</div>"
            f'<div class="highlight"><pre><code>{mark_slots(text)}</code></pre></div></div>'
        )

    def _link_bare_requests(self, content: str) -> str:
        """Give requests without a reply their link under the heading."""
        for request in self.document.requests:
            heading = re.search(rf'<h3 id="{re.escape(request.anchor)}">.*?</h3>', content)
            if request.reply is None and heading is not None and self.assistant_url:
                link = f'\n<p class="kb-actions">{self._link(request.anchor)}</p>'
                content = content[: heading.end()] + link + content[heading.end() :]
        return content

    def _link(self, anchor: str) -> str:
        if not self.assistant_url:
            return ""
        url = f"{self.assistant_url}?item={quote(self.document.item_id(anchor), safe='')}"
        return f'<a class="kb-open" href="{html.escape(url)}">Открыть в ассистенте</a>'


def mark_slots(text: str) -> str:
    """HTML of a client text with each slot marked."""
    out: list[str] = []
    at = 0
    for slot in find_slots(text):
        marked = html.escape(text[slot.start : slot.end], quote=False)
        out.append(html.escape(text[at : slot.start], quote=False))
        out.append(f'<mark class="kb-slot">{marked}</mark>')
        at = slot.end
    out.append(html.escape(text[at:], quote=False))
    return "".join(out)
