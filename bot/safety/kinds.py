"""The names of dangers, and what one reading says."""

from dataclasses import dataclass
from enum import Enum
from typing import Optional


class Danger(str, Enum):
    """Kinds of danger. `none` is for counting and for files; a Reading without danger has None."""

    none = "none"
    suicide = "suicide"
    self_harm = "self_harm"
    violence = "violence"
    abuse = "abuse"
    sexual_abuse = "sexual_abuse"
    child_abuse = "child_abuse"
    threat_to_kill = "threat_to_kill"
    held = "held"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Reading:
    """What a message says about danger. `past` is harm told from safety: an offer, not an alarm.

    `about` is who is in danger: the learner ("self") or anyone else ("other"). `by_her` is true when the message says it to
    the very person who does it ("You hit me on Sunday"); `by_learner` when she herself may hurt someone.
    """

    danger: Optional[Danger] = None
    past: bool = False
    about: str = "self"
    by_her: bool = False
    by_learner: bool = False
