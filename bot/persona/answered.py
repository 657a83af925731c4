"""Her questions that a yes or a no answers, and the few words that are one. Both are closed classes, so they are listed."""
from __future__ import annotations

import re

from bot.coach.language import KIN

_LAST_SENTENCE = re.compile(r"([^.!?…]+)[.…]*\?\W*$")
_OPEN = re.compile(r"\b(?:what|whats|who|whom|whose|why|when|where|which|how|or)\b", re.I)
_YES = (r"yes|yeah|yep|yup|yea|ya|aye|ok|okay|okk|oki|k|sure|deal|of course|alright|all right|definitely|absolutely|sounds good|a bit"
        r"|a little|(?:i )?promise|i (?:will|do|did|am|have|would|can|could|was)|i (?:think|guess|suppose) so|i'?ll try|i'?d like that"
        r"|haan|opo")
_NO = (r"no|nope|nah|naw|never|no way|of course not|not (?:really|yet|at all|now|today|quite|any ?more)|i'?m not|i wasn'?t"
       r"|i don'?t think so|i (?:will not|won'?t|don'?t|do not|didn'?t|did not|can'?t|cannot|haven'?t|have not|wouldn'?t|am not)")
_AROUND = "|".join([*map(re.escape, sorted(KIN)), *"well oh um uh hm then really honestly actually please thanks thank you sorry".split()])
_YES_ALONE, _NO_ALONE = (re.compile(rf"(?:(?:{_AROUND}) )*(?:{words})(?: (?:{words}|{_AROUND}))*") for words in (_YES, _NO))
_NOT_SPOKEN = re.compile(r"[^a-z' ]+")


def asks_yes_or_no(line: str) -> bool:
    """Whether a line of hers ends with a question that yes or no answers: none with a question word, none between two things."""
    asked = _LAST_SENTENCE.search(line.strip())
    return bool(asked and not _OPEN.search(asked[1]))


def yes_or_no(text: str) -> bool | None:
    """True for a message that says yes and nothing else, False for a no, None for any other."""
    said = " ".join(_NOT_SPOKEN.sub(" ", text.lower().replace("’", "'")).split())
    return True if _YES_ALONE.fullmatch(said) else False if _NO_ALONE.fullmatch(said) else None
