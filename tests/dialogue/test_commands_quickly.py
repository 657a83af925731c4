"""Our quick way through Rasa's classifier finds what Rasa's own way finds."""
from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.command_classifier import CommandClassifier
from bot.nlu.runtime import wake
from bot.settings import read_settings


@pytest.fixture(scope="module")
def agent(model: Path) -> Any:
    return asyncio.run(wake(read_settings(), model))


@pytest.mark.parametrize("text", ["pause", "go back please", "I felt sad on Sunday when you left.", "you never listen to me about the kettles",
                                  "é", "ok", "Ich bin müde, Mama. Was soll ich jetzt machen, und wer hilft mir?"])
def test_the_ranking_is_rasas_own(agent: Any, text: str) -> None:
    nodes = {name: node._component for name, node in agent.processor.graph_runner._instantiated_nodes.items()}
    classifier = next(component for component in nodes.values() if isinstance(component, CommandClassifier))

    def ranked(by: Any) -> list[dict[str, Any]]:
        message = Message.build(text)
        for name, component in nodes.items():
            if "Tokenizer" in name or "CountVectors" in name:
                component.process([message])
        by.process(classifier, [message])
        assert message.get("intent") == message.get("intent_ranking")[0]
        return list(message.get("intent_ranking"))

    ours, theirs = ranked(CommandClassifier), ranked(LogisticRegressionClassifier)
    assert ours[0]["name"] == theirs[0]["name"] and len(ours) == len(theirs)
    certain = {each["name"]: each["confidence"] for each in theirs}
    assert all(abs(certain[each["name"]] - each["confidence"]) < 1e-9 for each in ours if each["name"] in certain)
