"""The key of a journal: pseudonyms of clients, and encryption of what tokens stand for.

One random secret in a file beside the database, for its owner's eyes alone; two keys are derived from
it, so that neither use tells anything about the other. A client's name is not in the database: its
pseudonym is HMAC-SHA-256 of the folded name, enough to erase a client and to find the client's earlier
tickets, and useless to whoever has the database without the file. A copy of the database alone opens
neither names nor texts.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from assistant.errors import JournalError

FILE_NAME = "journal.key"
_BYTES = 32


class Key:
    """The secret of one journal."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self._naming = self._derived("client")
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derived("values")))

    @classmethod
    def new(cls) -> Key:
        """A fresh random key."""
        return cls(secrets.token_bytes(_BYTES))

    @classmethod
    def from_file(cls, file: Path) -> Key | None:
        """Read the key on a file's first line; None when there is no file.

        Raises:
            JournalError: the file cannot be read or holds no key.
        """
        try:
            secret = base64.b64decode(file.read_bytes().partition(b"\n")[0], validate=True)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise JournalError(f"Ключ журнала {file} не читается. Верните его из копии.") from error
        if len(secret) != _BYTES:
            raise JournalError(f"Ключ журнала {file} повреждён. Верните его из копии.")
        return cls(secret)

    def save(self, file: Path) -> bool:
        """Write the key to a file that is not there yet; False when another process was first.

        Raises:
            JournalError: the folder cannot be written.
        """
        aside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(self.to_bytes())
                stream.flush()
                os.fsync(stream.fileno())
            try:
                os.link(aside, file)
            finally:
                aside.unlink()
        except FileExistsError:
            return False
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise JournalError(
                f"Ключ журнала не записан в {file.parent}: {os.strerror(error.errno or 0)}."
                " Проверьте место на диске и права."
            ) from error
        return True

    def to_bytes(self) -> bytes:
        """The contents of its file."""
        return base64.b64encode(self.secret) + b"\n"

    @property
    def fingerprint(self) -> str:
        """What tells two keys apart without telling either."""
        return self._derived("fingerprint").hex()

    def pseudonym(self, name: str) -> str:
        """A client's pseudonym, empty for no name.

        The same for a name in another case, spacing or order of its words.
        """
        folded = folded_name(name)
        return self.digest(folded) if folded else ""

    def digest(self, text: str) -> str:
        """What tells two texts apart, useless without the key to whoever would guess them."""
        return hmac.new(self._naming, text.encode(), hashlib.sha256).hexdigest()

    def seal(self, values: Mapping[str, Any]) -> str:
        """Encrypt JSON values by name; empty for none."""
        if not values:
            return ""
        plain = json.dumps(dict(values), ensure_ascii=False).encode()
        return self._fernet.encrypt(plain).decode()

    def open(self, sealed: str) -> dict[str, Any]:
        """Values that ``seal`` encrypted.

        Raises:
            JournalError: the text was sealed with another key, or changed.
        """
        if not sealed:
            return {}
        try:
            values: dict[str, Any] = json.loads(self._fernet.decrypt(sealed.encode()))
        except (InvalidToken, ValueError) as error:
            raise JournalError(
                "Личные данные записи не открываются: ключ журнала другой или запись повреждена."
                " Верните прежний ключ из копии."
            ) from error
        return values

    def _derived(self, purpose: str) -> bytes:
        return hmac.new(self.secret, f"pass24 journal {purpose}".encode(), hashlib.sha256).digest()


def folded_name(name: str) -> str:
    """A name as it is compared: small letters without «ё», its words in order of the alphabet."""
    return " ".join(sorted(name.casefold().replace("ё", "е").split()))


def key_beside(file: Path) -> Key:
    """The key of a file, made when there is none; two processes end up with the same one.

    Raises:
        JournalError: it cannot be read or written.
    """
    key = Key.from_file(file)
    if key is None:
        Key.new().save(file)
        key = Key.from_file(file)
    if key is None:
        raise JournalError(f"Ключ журнала {file} пропал, едва появившись. Проверьте папку.")
    return key
