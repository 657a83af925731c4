"""From a question to the topic of this persona's life it asks about.

TF-IDF over word stems and word pairs of the scenario's own question examples, built when the scenario is loaded: a new scenario
needs no training. Words that open any question ("what", "how", "you") weigh little by themselves because every topic has them.
"""
from __future__ import annotations

import math
import re
from collections import Counter
from typing import Sequence

from bot.persona.scenario import Scenario, Topic

MATCH_AT = 0.34  # cosine; below it a question has no topic. Set on questions not in the scenario files (tests/persona).
_WORD = re.compile(r"[a-z']+")
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
_EMPTY = frozenset("a an the is are was were am be been do does did to of in on at for and or but so it its i i'm me my we us our "
                   "you your yours u ur that this these those there then than with about from by as if not no yes can could would "
                   "will shall have has had just really ever even too very mum mom mama mam mother ma ammi love darling tell".split())


def _stem(word: str) -> str:
    word = word.replace("'", "")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _features(text: str) -> Counter[str]:
    stems = [_stem(word) for word in _WORD.findall(text.lower().replace("’", "'")) if word not in _EMPTY]
    return Counter(stems) + Counter(f"{a}_{b}" for a, b in zip(stems, stems[1:]))


class TopicIndex:
    """Finds the topic a question is about, or none."""

    def __init__(self, scenario: Scenario) -> None:
        self._examples: list[tuple[Topic, Counter[str]]] = []
        document_count: Counter[str] = Counter()
        for topic in scenario.topics:
            bags = [_features(example) for example in topic.ask]
            document_count.update(set().union(*bags))
            self._examples.extend((topic, bag) for bag in bags)
        total = len(scenario.topics)
        self._idf = {term: math.log((1 + total) / (1 + count)) + 0.3 for term, count in document_count.items()}
        self._unseen = math.log(1 + total) + 0.3

    def find(self, question: str) -> Topic | None:
        """The best topic at or above the threshold."""
        bag = _features(question)
        best, score = None, 0.0
        for topic, example in self._examples:
            similarity = self._cosine(bag, example)
            if similarity > score:
                best, score = topic, similarity
        return best if score >= MATCH_AT else None

    def _cosine(self, a: Counter[str], b: Counter[str]) -> float:
        dot = sum(count * b[term] * self._weight(term) ** 2 for term, count in a.items() if term in b)
        if not dot:
            return 0.0
        return dot / (self._norm(a) * self._norm(b))

    def _norm(self, bag: Counter[str]) -> float:
        return math.sqrt(sum((count * self._weight(term)) ** 2 for term, count in bag.items()))

    def _weight(self, term: str) -> float:
        # Word pairs help to tell close questions apart but must not drown a plain match.
        return self._idf.get(term, self._unseen) * (0.5 if "_" in term else 1.0)


def index_topics(scenarios: Sequence[Scenario]) -> dict[str, TopicIndex]:
    return {scenario.id: TopicIndex(scenario) for scenario in scenarios}
