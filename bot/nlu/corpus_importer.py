"""Gives Rasa the coach's corpus as training examples, so that moves have one corpus and commands are told apart from them."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Optional, Set, Text, Union

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

ASIDES = "asides.jsonl"  # words of a listener and of somebody who flirts: intents of their own, read by the coach too


class CoachCorpusImporter(TrainingDataImporter):
    """Messages of ``data/coach``; the move is the intent.

    Only short ones, and not all of them: a long message is never taken for a command (bot/nlu/coach_reader.py), so it
    could teach Rasa's classifier nothing, and to tell commands from talk a few hundred of every move are enough.
    """

    def __init__(self, config_file: Optional[Text] = None, domain_path: Optional[Text] = None,
                 training_data_paths: Optional[Union[List[Text], Text]] = None, corpus: Text = "data/coach",
                 longest_words: int = 9, at_least: int = 6, at_most: int = 150, **_: Any) -> None:
        self._longest_words, self._at_least, self._at_most = longest_words, at_least, at_most
        self._corpus = (Path(config_file).parent if config_file else Path()) / corpus

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        by_move: Dict[Text, List[Text]] = {}
        # The same words may mean two things to two annotators, or be for the app in data/nlu; Rasa wants one meaning.
        seen: Set[Text] = {line.strip()[2:] for path in (self._corpus.parent / "nlu").glob("*.yml")
                           for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("    - ")}
        for path in sorted(self._corpus.glob("messages*.jsonl")):
            with path.open(encoding="utf-8") as lines:
                for line in filter(str.strip, lines):
                    row = json.loads(line)
                    if row["text"] not in seen:
                        by_move.setdefault(row["move"], []).append(row["text"])
                    seen.add(row["text"])
        for row in map(json.loads, filter(str.strip, (self._corpus / ASIDES).read_text(encoding="utf-8").splitlines())):
            if row["aside"] != "none" and row["text"] not in seen:
                by_move.setdefault(row["aside"], []).append(row["text"])
                seen.add(row["text"])
        return TrainingData(training_examples=[Message.build(text=text, intent=move) for move, texts in by_move.items()
                                               for text in self._short(texts)])

    def _short(self, texts: List[Text]) -> List[Text]:
        by_length = sorted(dict.fromkeys(texts), key=lambda text: len(text.split()))
        short = [text for place, text in enumerate(by_length)
                 if place < self._at_least or len(text.split()) <= self._longest_words]
        return short[::-(-len(short) // self._at_most)] if len(short) > self._at_most else short

    def get_domain(self) -> Domain:
        return Domain.empty()

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        return StoryGraph([])

    def get_config(self) -> Dict[Text, Any]:
        return {}

    def get_config_file_for_auto_config(self) -> Optional[Text]:
        return None
