"""Signed, expiring tokens: the only thing that opens a rehearsal from outside. Never put into a URL."""
from __future__ import annotations

import time
from typing import Callable

import jwt

from bot.errors import NotYours
from bot.store.encryption import Keys

LIFETIME_S = 12 * 3600  # a day's sitting; longer absences come back with the code
SET_BACK_S = LIFETIME_S  # a clock set back by up to so much sends nobody away
_ALGORITHM = "HS256"
CALLER = "softstart-caller"  # the header in which our own bridge says for whom it calls


def caller_proof(keys: Keys, name: str) -> str:
    """That whoever calls for somebody holds our keys."""
    return keys.hash(f"caller:{name}")


class Tokens:
    """Issues and checks tokens for session ids."""

    def __init__(self, secret: bytes, now: Callable[[], float] = time.time) -> None:
        self._secret, self._now = secret, now

    def issue(self, session_id: str, learner: str) -> str:
        """Opens one session, and shows whose it is (her hash)."""
        return jwt.encode({"sub": session_id, "who": learner, "exp": int(self._now()) + LIFETIME_S}, self._secret, algorithm=_ALGORITHM)

    def session_of(self, token: object) -> str:
        """The session a token opens. Raises NotYours for anything not signed by us or past its time."""
        return self._claims(token)[0]

    def learner_of(self, token: object) -> str:
        """Whose token it is. Raises NotYours."""
        return self._claims(token)[1]

    def _claims(self, token: object) -> tuple[str, str]:
        try:
            claims = jwt.decode(str(token), self._secret, algorithms=[_ALGORITHM],
                                options={"require": ["sub", "who", "exp"], "verify_exp": False})
        except jwt.InvalidTokenError:
            claims = {}
        ends = claims.get("exp")
        # Issued while the clock ran far ahead, a token would live for as long as it did.
        if not isinstance(ends, int) or not self._now() <= ends <= self._now() + LIFETIME_S + SET_BACK_S:
            raise NotYours("This rehearsal is closed here. Use its code to come back to it, or start a new one.")
        return str(claims["sub"]), str(claims["who"])
