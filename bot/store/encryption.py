"""Encryption of everything a person wrote, and the keys made from the one key file.

The key file holds one Fernet key (AES-128-CBC with HMAC-SHA256). Without it the database cannot be read: back it up apart.
"""
from __future__ import annotations

import hashlib
import hmac
import json
import os
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy.types import LargeBinary, TypeDecorator

from bot.errors import SettingError, StoreUnavailable


class Keys:
    """What is derived from the key file: a cipher for text, a secret for tokens, a keyed hash for codes."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.cipher = Fernet(key)

    @classmethod
    def load(cls, path: Path) -> Keys:
        """Read the key file, or make it with mode 0600 on the first run. Raises SettingError when neither works."""
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    file.write(Fernet.generate_key())
            return cls(path.read_bytes().strip())
        except FileExistsError:
            return cls(path.read_bytes().strip())
        except OSError as error:
            raise SettingError(f"The key file {path} cannot be read or made ({error.strerror}); set SOFTSTART_KEY_FILE or "
                               "SOFTSTART_DATA_DIR to a place you can write to.") from None
        except ValueError:
            raise SettingError(f"The key file {path} does not hold a key; put the right one back, or remove it to "
                               "start afresh (what is stored then cannot be read any more).") from None

    def secret(self, purpose: str) -> bytes:
        """A secret of its own for one purpose, 32 bytes."""
        return hmac.new(self._key, purpose.encode(), hashlib.sha256).digest()

    def hash(self, text: str) -> str:
        """A keyed hash: the same text always gives the same value, and nobody without the key can guess it."""
        return hmac.new(self.secret("codes"), text.encode(), hashlib.sha256).hexdigest()


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
            raise StoreUnavailable("What is stored was written with another key; put the right key file back.") from None
