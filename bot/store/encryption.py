"""Encryption of everything a person wrote, and the keys made from the one key file.

AES-256-GCM; every value is bound to its place, which is authenticated with it and stored nowhere: table, column and row. So a value
that was copied to another row or column does not open there. Without the key file the database cannot be read: back it up apart.
"""
from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.types import LargeBinary, TypeDecorator

from bot.errors import SettingError, StoreUnavailable

_HASHES = b"hashes "
_BOUND = b"bound"
_FORM = b"\x01"  # the first byte of a value; what is from before values had places begins with another
_NONCE_BYTES = 12  # random: with one key, fit for four thousand million values (NIST SP 800-38D, 8.3)


class Keys:
    """What is derived from the key file: a cipher for text, a secret for tokens, a keyed hash for codes and learners.

    The file holds one Fernet key a line, the present one first; while a rotation is under way the one before follows. A line
    ``hashes …`` holds the secret of the hashes, which must outlive a rotation: the texts behind them are kept nowhere. A line ``bound``
    says that every value in the log is bound to its place. It stands here because whoever can only write to the database must not be
    able to take it back, and pass off as new what is from before.
    """

    def __init__(self, key: bytes, older: Sequence[bytes] = (), hashes: bytes | None = None, *, bound: bool = True,
                 path: Path | None = None) -> None:
        """``path``: the file they were read from. Raises ValueError for what is not a Fernet key."""
        self._key, self.older = key, tuple(older)
        self.bound, self._path = bound, path
        self.before_places = MultiFernet([Fernet(each) for each in (key, *older)])
        self.cipher = Cipher([_derived(each, "stored values") for each in (key, *older)])
        self._hashes = hashes or self.secret("codes")

    @classmethod
    def load(cls, path: Path) -> Keys:
        """Read the key file, or make it with mode 0600 on the first run. Raises SettingError when neither works."""
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(b"\n".join([Fernet.generate_key(), _BOUND, b""]))
            return cls._read(path)
        except FileExistsError:
            return cls._read(path)
        except OSError as error:
            raise SettingError(f"The key file {path} cannot be read or made ({error.strerror}); set SOFTSTART_KEY_FILE or "
                               "SOFTSTART_DATA_DIR to a place you can write to.") from None
        except ValueError:
            raise SettingError(f"The key file {path} does not hold a key; put the right one back, or remove it to "
                               "start afresh (what is stored then cannot be read any more).") from None

    @classmethod
    def _read(cls, path: Path) -> Keys:
        lines = [line.strip() for line in path.read_bytes().splitlines() if line.strip()]
        hashes = [line.split()[1] for line in lines if line.startswith(_HASHES)]
        keys = [line for line in lines if line != _BOUND and not line.startswith(_HASHES)]
        if not keys:
            raise ValueError("no key")
        return cls(keys[0], keys[1:], bytes.fromhex(hashes[0].decode()) if hashes else None, bound=_BOUND in lines, path=path)

    def with_new_key(self) -> Keys:
        """The same with a fresh key before the present one."""
        return Keys(Fernet.generate_key(), (self._key, *self.older), self._hashes, bound=self.bound)

    def without_older(self) -> Keys:
        """The same with the present key only."""
        return Keys(self._key, (), self._hashes, bound=self.bound)

    def save(self, path: Path) -> None:
        """Replace the key file at once and whole. Raises SettingError when it cannot be written."""
        beside = path.with_name(path.name + ".new")
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                marks = [_HASHES + self._hashes.hex().encode(), *([_BOUND] if self.bound else [])]
                file.write(b"\n".join([self._key, *self.older, *marks, b""]))
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        except OSError as error:
            raise SettingError(f"The key file {path} cannot be written ({error.strerror}).") from None

    def mark_bound(self) -> None:
        """Note, in the key file too, that values without a place are not to be taken any more. Raises SettingError."""
        self.bound = True
        if self._path is None:
            return
        try:
            # Added, not written anew: should a rotation have put another key there meanwhile, it must stay.
            with open(self._path, "ab") as file:
                file.write(b"\n" + _BOUND + b"\n")
        except OSError as error:
            raise SettingError(f"What is kept was brought up to date, but the key file {self._path} cannot be written ({error.strerror}); "
                               "add a line with the one word 'bound' to it.") from None

    def secret(self, purpose: str) -> bytes:
        """A secret of its own for one purpose, 32 bytes. Another one after a rotation."""
        return _derived(self._key, purpose)

    def hash(self, text: str) -> str:
        """A keyed hash: the same text always gives the same value, and nobody without the key can guess it."""
        return hmac.new(self._hashes, text.encode(), hashlib.sha256).hexdigest()


def _derived(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, purpose.encode(), hashlib.sha256).digest()


class Cipher:
    """Seals values with the first of some keys of 32 bytes, and opens what was sealed with any of them, each at its own place only."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._ciphers = [AESGCM(key) for key in keys]

    def seal(self, value: bytes, place: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return _FORM + nonce + self._ciphers[0].encrypt(nonce, value, place)

    def open(self, sealed: bytes, place: bytes) -> bytes:
        """Raises InvalidTag for a value of another key, of another place, changed, or from before values had places."""
        start = len(_FORM) + _NONCE_BYTES
        if sealed.startswith(_FORM) and len(sealed) > start:
            for cipher in self._ciphers:
                try:
                    return cipher.decrypt(sealed[len(_FORM):start], sealed[start:], place)
                except InvalidTag:
                    continue
        raise InvalidTag


@dataclass(frozen=True)
class Placed:
    """A JSON value on its way into the database, with the place it is for."""

    value: Any
    place: bytes


@dataclass(frozen=True)
class Sealed:
    """A value as the database gives it back; only whoever knows its place can open it."""

    cipher: Cipher
    value: bytes

    def open(self, place: bytes) -> Any:
        """The JSON value. Raises StoreUnavailable when it is not the one that was written there."""
        try:
            return json.loads(self.cipher.open(self.value, place))
        except InvalidTag:
            raise StoreUnavailable("What is stored was written with another key, or has been changed; put the right key file "
                                   "back.") from None


class Encrypted(TypeDecorator):
    """A JSON value that is encrypted in the database. bot/store/places.py seals and opens it as its row is written and read: a type
    knows nothing of the row, and of its engine but the dialect, so the store puts its cipher there."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Placed | None, dialect: Any) -> bytes | None:
        if value is None:
            return None
        if not isinstance(value, Placed):
            raise TypeError("an encrypted value is written with its row, never by itself")
        token: bytes = dialect.softstart_cipher.seal(json.dumps(value.value, ensure_ascii=False).encode(), value.place)
        return token

    def process_result_value(self, value: bytes | None, dialect: Any) -> Sealed | None:
        return None if value is None else Sealed(dialect.softstart_cipher, bytes(value))
