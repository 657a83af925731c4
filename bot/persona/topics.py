"""From a question to the topic of this persona's life it asks about.

Two readings together: what the question means, against the scenario's own question examples, and which words it shares with them
(BM25 over word stems). Built when the scenario is loaded, so a new scenario needs no training.
"""
from __future__ import annotations

import math
import re
from collections import Counter
from typing import Protocol, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.persona.scenario import Scenario, Topic


class Vectors(Protocol):
    """One vector of unit length for each text: ``of`` makes them, ``kept`` may remember them (only for the scenario's own texts)."""

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]: ...

    def kept(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


# What counts how much: the nearest example, the topic's name, and shared words; then what the best topic must reach, and by how much it
# must be ahead of the next. Chosen on the questions of seven scenarios in tests/questions, which no scenario file holds, and measured
# on the other six (softstart evaluate).
NAME, SHARED = 0.4, 0.5
REACHED, AHEAD = 0.68, 0.05
# The same without meaning: the share of a question's weight that its topic must hold, and how far ahead it must be.
COVERED, AHEAD_BY = 0.30, 1.05
ASK_WEIGHT, ID_WEIGHT, ANSWER_WEIGHT = 1.0, 2.0, 0.35
SATURATION, LENGTH_SHARE = 1.2, 0.3  # BM25's k1 and b; b is low because topics are about equally long
_SENTENCES = re.compile(r"[^.!?…]+[.!?…]*")
FEWEST_STEMS = 2  # words with a meaning of their own in a sentence that is looked at by itself
_WORD = re.compile(r"[a-z]+")
_KIN = {word: root for root, words in {
    "mother": "mum mom mam mama mammy mummy ma mother ammi amma mami", "father": "dad dada daddy papa pa father abba da",
    "grandmother": "gran granny grandma nan nana nanny grandmother abuela", "grandfather": "grandad grandpa grandfather abuelo",
    "girl": "girl kid child little young younger small childhood girlhood teenager grew growing", "job": "work job worked working career",
    "call": "call calls called calling ring rings rang ringing phone phoned phoning telephone",
    "eat": "eat eating ate food meal meals cook cooking dinner lunch", "afraid": "afraid scared fear fears frightened worry worried",
    "friend": "friend friends mates mate", "die": "die died dying death dead lost passed",
}.items() for word in words.split()}
_EMPTY = frozenset("""
    a an the is are was were am be been do does did done to of in on at for and or but so it its i im me my we us our you
    your yours u ur that this these those there then than with about from by as if not no yes can could would will shall have
    has had just really ever even too very what how why when where who which tell s t re ve ll d m don didn doesn isn wasn
    like say said thing things something anything nothing everything somebody anybody mean okay ok right sure maybe please
    lot much some any all out up down one know think ask get got go going want
""".split())


def _stem(word: str) -> str:
    word = _KIN.get(word, word)
    for ending in ("ings", "ing", "edly", "ied", "ies", "ed", "es", "s", "ly", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower().replace("’", "'")) if word not in _EMPTY]


def known_by(topics: Sequence[Topic]) -> tuple[list[str], list[str]]:
    """The texts topics are known by: all examples, topic by topic, and their names."""
    return [ask for topic in topics for ask in topic.ask], [topic.id.replace("-", " ") for topic in topics]


class TopicIndex:
    """Finds the topic a question is about, or none. Without ``vectors`` it goes by words alone."""

    def __init__(self, scenario: Scenario, vectors: Vectors | None = None) -> None:
        self._topics, self._vectors = scenario.topics, vectors
        self._counts = [self._document(topic) for topic in scenario.topics]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean = sum(self._lengths) / len(self._lengths)
        seen = Counter(term for counts in self._counts for term in counts)
        total = len(self._topics)
        self._idf = {term: math.log(1 + (total - count + 0.5) / (count + 0.5)) for term, count in seen.items()}
        self._unseen = math.log(1 + (total + 0.5) / 0.5)
        self._known: tuple[NDArray[np.float32], ...] | None = None

    def find(self, message: str) -> Topic | None:
        """The topic that is near enough to the question, clearly before any other. What is said around a question only blurs it."""
        asked = [part for part in _SENTENCES.findall(message) if part.rstrip().endswith("?") and len(_stems(part)) >= FEWEST_STEMS]
        scores = np.max([self.scores(part) for part in dict.fromkeys([message, *asked])], axis=0)
        ranked = np.argsort(-scores)
        best, second = scores[ranked[0]], scores[ranked[1]]
        clear = best >= REACHED and best - second >= AHEAD if self._vectors else best >= COVERED and best >= AHEAD_BY * second
        return self._topics[int(ranked[0])] if clear else None

    def nearest(self, question: str) -> Topic:
        """The topic nearest to the question, however far it is."""
        return self._topics[int(self.scores(question).argmax())]

    def ranked(self, words: str) -> list[Topic]:
        """All topics, the nearest to the words first."""
        return [self._topics[int(place)] for place in np.argsort(-self.scores(words), kind="stable")]

    def scores(self, question: str) -> NDArray[np.float64]:
        """How near the question is to each topic."""
        terms = set(_stems(question))
        # A called name ("Mama, …") says nothing about the subject unless it is all there is.
        whole = sum(self._idf.get(term, self._unseen) for term in terms)
        shared = np.array([self._score(terms, index) / whole if whole else 0.0 for index in range(len(self._topics))])
        if self._vectors is None:
            return shared
        if self._known is None:
            self._known = tuple(self._vectors.kept(texts) for texts in known_by(self._topics))
        meant = self._vectors.of([question])[0]
        examples, names = (known @ meant for known in self._known)
        ends = np.cumsum([len(topic.ask) for topic in self._topics])[:-1]
        nearest = np.array([part.max() for part in np.split(examples, ends)])
        return np.asarray(nearest + NAME * names + SHARED * shared)

    def _score(self, terms: set[str], index: int) -> float:
        counts, length = self._counts[index], self._lengths[index]
        norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / self._mean)
        return sum(self._idf[term] * counts[term] * (SATURATION + 1) / (counts[term] + norm) / 2 for term in terms if term in counts)

    @staticmethod
    def _document(topic: Topic) -> Counter[str]:
        counts: Counter[str] = Counter()
        for texts, weight in ((topic.ask, ASK_WEIGHT), ([topic.id], ID_WEIGHT), ([*topic.guarded, *topic.frank], ANSWER_WEIGHT)):
            for text in texts:
                for term in _stems(text):
                    counts[term] += weight  # type: ignore[assignment]
        return counts
