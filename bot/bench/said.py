"""What is said to the bots. To ours many different messages: it keeps a reading for a while, and the same four over and over would flatter
it."""
from __future__ import annotations

import random
from functools import lru_cache

from bot.coach.corpus import load_examples
from bot.coach.feedback import Move
from bot.coach.reader import DATA

#: One talk with Rasa's starter bot, as `rasa init` taught it.
TO_STARTER = ("hi", "great", "are you a bot?", "bye")
#: What the starter answers with its one action.
TO_ACTION = "hi"
#: Words that lead nowhere, so that a talk can be as long as it likes.
SMALL_TALK = ("How was your day?", "The bus was late again this morning.", "I had soup for lunch.", "It rained here all afternoon.",
              "I met Ann at the shop today.", "The cat slept on my coat.", "We painted the kitchen wall on Sunday.",
              "My train leaves at nine tomorrow.", "I watered the plants by the window.")
#: Shorter is often only a sign that one listens, longer is rare.
_WORDS = range(5, 31)


@lru_cache(1)
def to_us() -> tuple[str, ...]:
    """Messages of the coach's first evaluation set, in an order that is the same each time; none tells of danger."""
    texts = [one.text for one in load_examples(DATA / "evaluation-ordinary.jsonl")
             if one.move != Move.CRISIS.value and len(one.text.split()) in _WORDS and not one.text.startswith("/")]
    random.Random(9).shuffle(texts)
    return tuple(texts)
