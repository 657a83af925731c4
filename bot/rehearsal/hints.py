"""A next good move for where the talk stands, with a line of its kind that fits this scenario and this moment."""
from __future__ import annotations

import random
import re
from dataclasses import dataclass
from string import Formatter
from typing import Any, Collection, Iterator, Mapping, Sequence

from bot.persona.scenario import MAX_SENTENCES, Scenario, Topic, count_sentences
from bot.persona.state import State

LONGEST_QUOTE, SHORTEST_QUOTE = 9, 2  # words of hers that can be said back in one breath
LONGEST_LINE, SHORTEST_LINE = 24, 5  # words of a line from the scenario
MOST_SENTENCES = 2
NEAREST = 3  # topics of her life near to what she spoke of last
_SENTENCES = re.compile(r"[^.!?…]+[.!?…]+")
_MINE_YOURS = {"my": "your", "your": "my", "mine": "yours", "yours": "mine"}
# Questions about her that cannot be heard as a charge; "Why do you …?" can.
_ASKS = ("What was ", "What were ", "How was ", "How were ", "How is it ", "Who was ", "Where was ", "What is it like ", "What's it like ")
# What a scenario's own answers open with, by the move they make.
_OPENS = {"near": ("I'll ", "I won't "), "unasked": ("Would you ", "Could we ", "Could you ", "Could I "),
          "feeling": ("I felt ", "I get ", "I worry ", "I miss ")}


@dataclass(frozen=True)
class Moment:
    """Where the talk stands. ``hers``: what she said last; ``sore``: a sore spot the last message touched; ``topics``: of her life, the
    nearest to what she spoke of first."""

    scenario: Scenario
    state: State
    over: bool
    hers: str
    sore: str | None
    topics: Sequence[Topic]
    seed: int


def hint(moment: Moment, given: Collection[str], wording: Mapping[str, Any]) -> str:
    """At most two sentences, none of those that were ``given`` in this talk, as long as there are others."""
    words = wording["hints"]
    if moment.over:
        return str(words["over"])
    rng = random.Random(f"{moment.seed}:hint:{len(given)}")
    for fitting in _tiers(moment, words):
        new = [text for text in dict.fromkeys(fitting) if text not in given and count_sentences(text) <= MOST_SENTENCES]
        # The same line under another offer is the same hint.
        new = [text for text in new if not any(_line_of(text) == _line_of(old) for old in given)]
        if new:
            return rng.choice(new)
    return str(words["none"])


def _tiers(moment: Moment, words: Mapping[str, Any]) -> Iterator[list[str]]:
    """Hints for this moment, the fittest first: with her words or this scenario's own, then without, then for other moves."""
    which = _which(moment)
    if which == "holding":
        yield list(words["holding"])
        which = "unheard"
    for move in dict.fromkeys((which, "hot" if which == "sore" else which, "unheard", "feeling", "owe" if moment.state.debt else "near")):
        lead = words[move]["say"].format(sore=moment.sore)
        own = [*_filled(words[move]["lines"], moment, own=True), *_from_scenario(move, moment)]
        for lines in (own, _filled(words[move]["lines"], moment, own=False)):
            offers = words["offer"]
            yield [f"{lead} {offers[place % len(offers)].format(line=line)}" for place, line in enumerate(lines)]


def _which(moment: Moment) -> str:
    state = moment.state
    missing = {strength.value for strength in moment.scenario.price.strengths if not state.earned.get(strength.value)}
    if state.holding:
        return "holding"
    if moment.sore:
        return "sore"
    if state.debt > 0:
        return "owe"
    if state.temperature_band.value in ("hot", "boiling"):
        return "hot"
    if missing & {"validation", "open_question"}:
        return "unheard"
    if "request" in missing:
        return "unasked"
    return "feeling" if missing & {"feeling", "need", "observation"} else "near"


def _filled(lines: Sequence[str], moment: Moment, *, own: bool) -> list[str]:
    """The lines whose placeholders can all be filled. ``own``: those that take up something of this talk, else the others."""
    earlier = next((raised.words for raised in reversed(moment.state.raised) if raised.kind == "earlier"), None)
    values = {"called": moment.scenario.persona.called, "hers": _said_back(moment.hers),
              "earlier": _turned_round(earlier) if earlier else None}
    found = []
    for line in lines:
        names = {name for _, name, _, _ in Formatter().parse(line) if name}
        if bool(names - {"called"}) is own and all(values[name] for name in names):
            found.append(line.format(**values))
    return found


def _from_scenario(move: str, moment: Moment) -> list[str]:
    """Lines written for this scenario: questions about her life, and what one might answer her."""
    if move == "unheard":
        unasked = [topic for topic in moment.topics if not _touches(moment.scenario, topic)]
        return [ask for topic in unasked[:NEAREST] for ask in topic.ask if ask.startswith(_ASKS) and ask.endswith("?") and _fits(ask)]
    answers = [sentence.strip() for answer in moment.scenario.may_say for sentence in _SENTENCES.findall(answer.you)]
    return [answer for answer in answers if answer.startswith(_OPENS.get(move, ())) and _fits(answer)]


def _touches(scenario: Scenario, topic: Topic) -> bool:
    """Whether asking would go straight to what she guards most: that is for the learner to find."""
    asked = " ".join(topic.ask).lower()
    return any(word in asked for spot in scenario.sore_spots for word in spot.words)


def _fits(line: str) -> bool:
    return SHORTEST_LINE <= len(line.split()) <= LONGEST_LINE and count_sentences(line) == 1 and '"' not in line


def _said_back(hers: str) -> str | None:
    """The last thing she said that is short enough to be said back, and no question."""
    for part in reversed(_SENTENCES.findall(hers)[:MAX_SENTENCES]):
        words = part.strip()
        if not words.endswith("?") and SHORTEST_QUOTE <= len(words.split()) <= LONGEST_QUOTE and not set(words) & set("\"“”()"):
            return words.rstrip(".!… ")
    return None


def _turned_round(words: str) -> str:
    """What she would call "your job" is "my job" to the learner."""
    return " ".join(_MINE_YOURS.get(word, word) for word in words.split())


def _line_of(text: str) -> str:
    return text.partition(": \"")[2] or text
