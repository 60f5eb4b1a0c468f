"""Mail files as real clients write them, and as accidents leave them."""

from __future__ import annotations

import base64
import quopri
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import TicketError
from assistant.ticket.eml import MAX_BYTES, read_eml
from assistant.ticket.html_text import MAX_CHARACTERS, html_text
from assistant.ticket.ticket import Ticket

NOW = datetime(2026, 11, 12, 10, tzinfo=UTC)
TEXT = "Здравствуйте! Не приходит код, ёлки."


def mail(body: bytes, kind: str = "text/plain; charset=utf-8", encoding: str = "8bit") -> bytes:
    head = f"From: a@example.org\r\nSubject: x\r\nContent-Type: {kind}\r\n"
    return f"{head}Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body


def part(body: str, kind: str = "text/plain; charset=utf-8", more: str = "") -> bytes:
    return f"Content-Type: {kind}\r\n{more}\r\n{body}\r\n".encode()


def multipart(*parts: bytes, kind: str = "mixed", boundary: str = "B") -> bytes:
    lines = b"".join(b"--" + boundary.encode() + b"\r\n" + each for each in parts)
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'
    return head.encode() + lines + f"--{boundary}--\r\n".encode()


PLAIN = {
    "utf-8": mail(TEXT.encode()),
    "base64": mail(base64.encodebytes(TEXT.encode()), encoding="base64"),
    "quoted-printable": mail(quopri.encodestring(TEXT.encode()), encoding="quoted-printable"),
    "windows-1251": mail(TEXT.encode("cp1251"), "text/plain; charset=windows-1251"),
    "koi8-r": mail(TEXT.encode("koi8-r"), "text/plain; charset=koi8-r"),
    "utf-8, nothing said": mail(TEXT.encode(), "text/plain"),
    "windows-1251, nothing said": mail(TEXT.encode("cp1251"), "text/plain"),
    "koi8-r, nothing said": mail(TEXT.encode("koi8-r"), "text/plain"),
    "windows-1251 in base64, unknown charset": mail(
        base64.encodebytes(TEXT.encode("cp1251")), "text/plain; charset=cp-1251-rus", "base64"
    ),
    "koi8-r, said to be ascii": mail(TEXT.encode("koi8-r"), "text/plain; charset=us-ascii"),
    "no headers but one": b"X: y\n\n" + TEXT.encode(),
    "no headers at all": TEXT.encode(),
}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_text_in_any_encoding(name: str) -> None:
    assert read_eml(PLAIN[name]) == TEXT


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_shouting_does_not_mislead_about_the_encoding(encoding: str) -> None:
    text = "НЕ РАБОТАЕТ ШЛАГБАУМ, ПОМОГИТЕ СРОЧНО"
    assert read_eml(mail(text.encode(encoding), "text/plain")) == text


def test_codec_that_makes_half_characters_is_not_trusted() -> None:
    assert read_eml(mail(b"\\ud800", "text/plain; charset=unicode_escape")) == "\\ud800"


def test_line_ends_are_plain() -> None:
    assert read_eml(mail(b"1\r\n2\r\n\r\n3\r\n")) == "1\n2\n\n3"


HTML = (
    "<html><head><title>Тема</title><style>p {color: red}</style></head><body><!-- <p>скрыто</p> -->"
    "<div>Здравствуйте,</div><div>не&nbsp;приходит <b>код</b>.<br><br>Ждём&#33;</div>"
    "<script>alert('x')</script><ul><li>раз</li><li>два</li></ul></body></html>"
)


def test_html_only() -> None:
    expected = "Здравствуйте,\nне приходит код.\n\nЖдём!\nраз\nдва"
    assert read_eml(mail(HTML.encode(), "text/html; charset=utf-8")) == expected


def test_html_of_gmail_keeps_the_quote_apart() -> None:
    html = (
        '<div dir="ltr">Не помогло</div><br><div class="gmail_quote"><div class="gmail_attr">'
        "чт, 12 нояб. 2026 г. в 10:00, Поддержка &lt;support@pass24online.ru&gt;:<br></div>"
        "<blockquote><div>Здравствуйте!</div><div>Перезапустите.</div></blockquote></div>"
    )
    ticket = Ticket.from_eml(mail(html.encode(), "text/html; charset=utf-8"), NOW)
    assert ticket.message == "Не помогло"
    assert ticket.quoted == (
        "чт, 12 нояб. 2026 г. в 10:00, Поддержка <support@pass24online.ru>:\n"
        "> Здравствуйте!\n> Перезапустите."
    )
    assert ticket.channel == "email"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("а<div>б</div>в", "а\nб\nв"),
        ("<p>а</p><p>б</p>", "а\nб"),
        ("а <b>б</b>\n  <i>в</i>", "а б в"),
        ("<pre>а\n  б\r\nв</pre>г", "а\nб\nв\nг"),
        ("<table><tr><td>а</td><td>б</td></tr><tr><td>в</td></tr></table>", "а б\nв"),
        ("<blockquote>а<blockquote>б<br>в</blockquote></blockquote>г", "> а\n>> б\n>> в\nг"),
        ("</blockquote>а", "а"),
        ("а<!-- б --><![if x]>в<!-- не закрыт", "ав"),
        ("а<style>б", "а"),
        ("<STYLE>б</Style >в", "в"),
        ("5 < 6 &lt;b&gt; &amp;lt;", "5 < 6 <b> &lt;"),
        ("<a href='x' title='y'>а</a><o:p>б</o:p><img src=x>", "аб"),
        ("<br><br><br><br>а<br><br><br>б", "а\n\nб"),
        ("", ""),
    ],
)
def test_html_text(html: str, text: str) -> None:
    assert html_text(html) == text


@pytest.mark.parametrize(
    "unit", ["<", "<a", "<a b ", "<script", "<!--", "<div>", "<blockquote>", "<td>", "<br>", "&#", "<pre>\n"]
)  # fmt: skip
def test_no_html_keeps_the_reader_busy(unit: str) -> None:
    # A rule that reads backwards would take minutes on these, and the run would be stopped.
    assert "x" in html_text("x" + unit * (MAX_CHARACTERS // 4 // len(unit)))


def test_plain_words_are_taken_before_html() -> None:
    body = multipart(
        part("<p>разметка</p>", "text/html; charset=utf-8"),
        part("слова"),
        kind="alternative",
    )
    assert read_eml(body) == "слова"


def test_empty_plain_part_leaves_the_html() -> None:
    body = multipart(
        part(" "), part("<p>разметка</p>", "text/html; charset=utf-8"), kind="alternative"
    )
    assert read_eml(body) == "разметка"


def test_nested_parts_in_their_order() -> None:
    both = multipart(
        part("письмо"), part("<p>нет</p>", "text/html"), kind="alternative", boundary="I"
    )
    picture = part("AAAA", 'image/png; name="экран.png"', "Content-Disposition: inline\r\n")
    related = multipart(both, picture, kind="related", boundary="R")
    body = multipart(related, part("<p>подвал</p>", "text/html; charset=utf-8"))
    assert read_eml(body) == "письмо\nподвал\n\nВложение: экран.png"


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ('Content-Disposition: attachment; filename="log.txt"\r\n', "log.txt"),
        ("Content-Disposition: attachment\r\n", "без имени"),
        (
            'Content-Disposition: attachment; filename="=?utf-8?B?0LDQutGCLnBkZg==?="\r\n',
            "акт.pdf",
        ),
        (
            'Content-Disposition: attachment; filename="=?koi8-r?B?wcvULnBkZg==?="\r\n',
            "акт.pdf",
        ),
        ("Content-Disposition: attachment; filename*=utf-8''%D0%B0%D0%BA%D1%82.pdf\r\n", "акт.pdf"),
        ('Content-Disposition: attachment; filename="=?utf-8?B?0L?="\r\n', "=?utf-8?B?0L?="),
        ('Content-Disposition: attachment; filename="=?нет?Q?a?="\r\n', "=?нет?Q?a?="),
        ('Content-Disposition: attachment; filename="a\r\n  b.txt"\r\n', "a b.txt"),
        (f'Content-Disposition: attachment; filename="{"n" * 500}"\r\n', "n" * 120),
    ],
)
def test_attachments_are_named_and_not_opened(more: str, name: str) -> None:
    body = multipart(part("письмо"), part("тайна", "text/plain; charset=utf-8", more))
    assert read_eml(body) == f"письмо\n\nВложение: {name}"


def test_mail_of_attachments_alone_is_named() -> None:
    body = multipart(
        part("x", "image/png", 'Content-Disposition: attachment; filename="a.png"\r\n')
    )
    assert read_eml(body).strip() == "Вложение: a.png"


def test_attached_mail_is_a_forward() -> None:
    inner = b"Content-Type: message/rfc822\r\n\r\n" + mail("Не открывается".encode()) + b"\r\n"
    ticket = Ticket.from_eml(multipart(part("Посмотрите"), inner), NOW)
    assert (ticket.message, ticket.forwarded) == ("Посмотрите", True)
    assert ticket.ask_text == "Посмотрите\nНе открывается"


BROKEN = {
    "no such transfer encoding": mail(TEXT.encode(), encoding="x-нет"),
    "two content types": b"Content-Type: text/plain\r\nContent-Type: text/html\r\n\r\n"
    + TEXT.encode(),
    "unreadable content type": b"Content-Type: ;;;=\r\n\r\n" + TEXT.encode(),
    "raw bytes in headers": "From: Ирина\r\nSubject: Тема\r\n\r\n".encode("cp1251") + TEXT.encode(),
    "header without end": b"Subject: " + b"a" * 100_000 + b"\r\n\r\n" + TEXT.encode(),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_headers_leave_the_text(name: str) -> None:
    assert read_eml(BROKEN[name]) == TEXT


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "В письме нет текста"),
        (mail(b" \r\n"), "В письме нет текста"),
        (mail(b"x", "application/pdf"), "В письме нет текста"),
        (b"Content-Type: multipart/mixed\r\n\r\n--B\r\n\r\nx", "В письме нет текста"),
        (b" " * (MAX_BYTES + 1), "Письмо больше 5 МБ"),
    ],
)
def test_mail_without_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(TicketError, match=message):
        read_eml(data)


def test_mail_of_the_largest_size_is_read() -> None:
    body = mail(b"").rstrip(b"\r\n") + b"\r\n\r\n"
    assert len(read_eml(body + b"a" * (MAX_BYTES - len(body)))) == MAX_BYTES - len(body)


def test_deep_nesting_ends() -> None:
    body = part("дно")
    for depth in range(60):
        body = multipart(body, part(f"слой {depth}"), boundary=f"B{depth}.")
    lines = read_eml(body).split()
    assert lines[-2:] == ["слой", "59"]
    assert "дно" not in lines


_SEEDS = [
    *PLAIN.values(),
    *BROKEN.values(),
    multipart(part("a"), part("<p>b</p>", "text/html"), kind="alternative"),
    multipart(part("a"), part("x", "image/png", "Content-Disposition: attachment; filename*0*=utf-8''%D0\r\n")),
    multipart(part("a"), b"Content-Type: message/rfc822\r\n\r\n" + mail(b"b") + b"\r\n"),
    multipart(part("a"), part("x", "message/delivery-status"), kind="report; report-type=delivery-status"),
    mail(b"begin 644 a\n#0V%T\n`\nend\n", encoding="x-uuencode"),
]  # fmt: skip
_PIECES = st.sampled_from(
    [b"=?", b"?=", b"?B?", b'"', b";", b"\r\n", b"\n\n", b"\x00", b"\xff", b"=", b"*0*=", b"''", b"%", b"boundary=",
     b"charset=", b"utf-16", b"unicode_escape", b"punycode", b"idna", b"undefined", b"Content-Type: ", b"multipart/mixed",
     b"Content-Disposition: attachment; filename=", b"--B", b"base64", b"<", b">", b":", b"," * 50]
)  # fmt: skip


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(_SEEDS))[:3000])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        removed = draw(st.integers(0, 12))
        data[at : at + removed] = draw(_PIECES | st.binary(max_size=4))
    return bytes(data)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(_mutated())
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of codecs that a mail may name
def test_no_mail_raises_anything_but_a_ticket_error(data: bytes) -> None:
    try:
        text = read_eml(data)
    except TicketError as error:
        assert str(error).startswith(("В письме нет текста", "Письмо не разбирается"))  # noqa: PT017
        return
    assert text.strip()
    text.encode()  # no half characters
