"""Codes to come back with: told once, kept as a keyed hash only."""
from __future__ import annotations

import secrets

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letters that look like digits
CODE_GROUPS, CODE_GROUP_LENGTH = 3, 4  # 58 bits: not to be guessed


def new_code() -> str:
    """A fresh one, in groups that are easy to read out."""
    return "-".join("".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_GROUP_LENGTH)) for _ in range(CODE_GROUPS))


def as_given(code: str) -> str:
    """A typed code in the shape it was given in, whatever stands between its letters."""
    wanted = "".join(ch for ch in code.upper() if ch in CODE_ALPHABET)
    return "-".join(wanted[i:i + CODE_GROUP_LENGTH] for i in range(0, len(wanted), CODE_GROUP_LENGTH))
