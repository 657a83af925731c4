"""Encryption of everything a person wrote, and the keys made from the one key file.

Fernet is AES-128-CBC with HMAC-SHA256. Without the key file the database cannot be read: back it up apart.
"""
from __future__ import annotations

import hashlib
import hmac
import json
import os
from pathlib import Path
from typing import Any, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy.types import LargeBinary, TypeDecorator

from bot.errors import SettingError, StoreUnavailable

_HASHES = b"hashes "


class Keys:
    """What is derived from the key file: a cipher for text, a secret for tokens, a keyed hash for codes and learners.

    The file holds one Fernet key a line, the present one first; while a rotation is under way the one before follows. A line
    ``hashes …`` holds the secret of the hashes, which must outlive a rotation: the texts behind them are kept nowhere.
    """

    def __init__(self, key: bytes, older: Sequence[bytes] = (), hashes: bytes | None = None) -> None:
        """Raises ValueError for what is not a Fernet key."""
        self._key, self.older = key, tuple(older)
        self.cipher = MultiFernet([Fernet(each) for each in (key, *older)])
        self._hashes = hashes or self.secret("codes")

    @classmethod
    def load(cls, path: Path) -> Keys:
        """Read the key file, or make it with mode 0600 on the first run. Raises SettingError when neither works."""
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(Fernet.generate_key())
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
        keys = [line for line in lines if not line.startswith(_HASHES)]
        if not keys:
            raise ValueError("no key")
        return cls(keys[0], keys[1:], bytes.fromhex(hashes[0].decode()) if hashes else None)

    def with_new_key(self) -> Keys:
        """The same with a fresh key before the present one."""
        return Keys(Fernet.generate_key(), (self._key, *self.older), self._hashes)

    def without_older(self) -> Keys:
        """The same with the present key only."""
        return Keys(self._key, (), self._hashes)

    def save(self, path: Path) -> None:
        """Replace the key file at once and whole. Raises SettingError when it cannot be written."""
        beside = path.with_name(path.name + ".new")
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(b"\n".join([self._key, *self.older, _HASHES + self._hashes.hex().encode(), b""]))
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        except OSError as error:
            raise SettingError(f"The key file {path} cannot be written ({error.strerror}).") from None

    def secret(self, purpose: str) -> bytes:
        """A secret of its own for one purpose, 32 bytes. Another one after a rotation."""
        return hmac.new(self._key, purpose.encode(), hashlib.sha256).digest()

    def hash(self, text: str) -> str:
        """A keyed hash: the same text always gives the same value, and nobody without the key can guess it."""
        return hmac.new(self._hashes, text.encode(), hashlib.sha256).hexdigest()


class Encrypted(TypeDecorator):
    """A JSON value that is encrypted in the database.

    SQLAlchemy hands a type nothing of its engine but the dialect, so the store puts its cipher there.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> bytes | None:
        if value is None:
            return None
        token: bytes = dialect.softstart_cipher.encrypt(json.dumps(value, ensure_ascii=False).encode())
        return token

    def process_result_value(self, value: bytes | None, dialect: Any) -> Any:
        if value is None:
            return None
        try:
            return json.loads(dialect.softstart_cipher.decrypt(bytes(value)))
        except InvalidToken:
            raise StoreUnavailable("What is stored was written with another key, or has been changed; put the right key file "
                                   "back.") from None
