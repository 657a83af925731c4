"""Gives Rasa the coach's corpus as training examples, so that moves have one corpus and commands are told apart from them."""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Union

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class CoachCorpusImporter(TrainingDataImporter):
    """One example per message of ``data/coach``; its move is the intent."""

    def __init__(self, config_file: Optional[Text] = None, domain_path: Optional[Text] = None,
                 training_data_paths: Optional[Union[List[Text], Text]] = None, corpus: Text = "data/coach",
                 **_: Any) -> None:
        self._corpus = (Path(config_file).parent if config_file else Path()) / corpus

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        examples = []
        for path in sorted(self._corpus.glob("messages*.jsonl")):
            with path.open(encoding="utf-8") as lines:
                rows = [json.loads(line) for line in lines if line.strip()]
            examples += [Message.build(text=row["text"], intent=row["move"]) for row in rows]
        return TrainingData(training_examples=examples)

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
