"""Addresses of the published pages: fixed for our pages, one page each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.checks.data_file import DataFile
from assistant.checks.finding import Finding
from assistant.checks.page import Page
from assistant.checks.pages import Pages, data_finding
from assistant.knowledge.addresses import page_address

LIST = "_data/addresses.yml"
ADDRESS = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")


def check_addresses(pages: Pages) -> Iterator[Finding]:
    """Listed pages that are gone, own pages that are not listed, two pages at one address."""
    listed = listed_addresses(pages)
    unread = {each.path for each in pages.knowledge.problems}
    file = DataFile.from_docs(pages.docs, LIST)
    for path, address in listed.items():
        line = file.line_of(path)
        if path not in pages.by_path and path not in unread:
            problem = f"страницы «{path}» нет, а адрес за ней закреплён"
            remedy = "поправьте имя файла в списке или добавьте старый адрес в redirects"
            yield data_finding("address", LIST, line, problem, remedy)
        if not ADDRESS.fullmatch(str(address)):
            problem = f"адрес «{address}» не из латинских букв, цифр и дефисов"
            yield data_finding("address", LIST, line, problem, "запишите его латиницей без .html")
    yield from _pages(pages, listed)


def listed_addresses(pages: Pages) -> Mapping[str, str]:
    """Path → address, as ``addresses.yml`` lists them."""
    whole = pages.figures.get("addresses")
    listed = whole.get("pages") if isinstance(whole, Mapping) else None
    return listed if isinstance(listed, Mapping) else {}


def _pages(pages: Pages, listed: Mapping[str, str]) -> Iterator[Finding]:
    addresses = pages.knowledge.addresses
    taken: dict[str, Page] = {}
    for page in pages:
        if page.is_own and listed and page.path not in listed:
            problem = "у страницы нет постоянного адреса"
            remedy = f"допишите в {LIST} строку «{page.path}: адрес латиницей»"
            yield page.finding("no-address", 1, problem, remedy)
        address, wanted = addresses[page.path], page_address(page.path, pages.figures)
        remedy = f"дайте одной из них свой адрес в {LIST}"
        if address != wanted:
            rival = next((path for path, each in addresses.items() if each == wanted), LIST)
            problem = f"адрес {wanted} и у страницы «{rival}»: эта опубликована как {address}"
            yield page.finding("address-taken", 1, problem, remedy)
        other = taken.setdefault(address, page)
        if other is not page:
            problem = f"адрес {address} и у страницы «{other.path}»: сайт не соберётся"
            yield page.finding("address-taken", 1, problem, remedy)
