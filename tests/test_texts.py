"""What app and coach say can be read by a twelve-year-old, one short screen at a time."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest
import textstat
from ruamel.yaml import YAML

from bot.settings import CARD_WORDS, LESSONS, PROJECT, QUESTIONS, SCENARIOS, TALK_WORDS, TELEGRAM_WORDS, WHYS, WORDING

HARDEST, LONGEST, A_SENTENCE = 7.0, 60, 4  # school grade (Flesch-Kincaid); words of a screen; words below which a label is no sentence
ON_A_CARD = 40  # words about a scenario in the list of all
NOT_SHOWN = {"id", "ask", "when", "otherwise"}


def leaves(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for name, each in node.items():
            if name not in NOT_SHOWN:
                yield from leaves(each)
    elif isinstance(node, list):
        for each in node:
            yield from leaves(each)


def sections() -> Iterator[Any]:
    for path in (WORDING, WHYS, CARD_WORDS, TALK_WORDS, QUESTIONS, TELEGRAM_WORDS, PROJECT / "domain.yml"):
        for name, node in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items():
            if path.name != "domain.yml" or name == "responses":
                yield pytest.param(path, name, node, id=f"{path.stem}-{name}")


@pytest.mark.parametrize("path,name,node", sections())
def test_each_group_of_texts_is_plain_and_each_text_is_a_short_screen(path: Path, name: str, node: Any) -> None:
    texts = [text for text in leaves(node) if len(text.split()) >= A_SENTENCE]

    assert all(len(text.split()) <= LONGEST and "!" not in text for text in texts)
    if texts:
        assert textstat.flesch_kincaid_grade(" ".join(text.rstrip(".") + "." for text in texts)) <= HARDEST


def test_lessons_are_plain_and_short() -> None:
    for lesson in YAML(typ="safe").load(LESSONS.read_text(encoding="utf-8"))["lessons"]:
        assert len(lesson["text"].split()) < 150 and textstat.flesch_kincaid_grade(lesson["text"]) <= HARDEST, lesson["id"]


@pytest.mark.parametrize("path", sorted(SCENARIOS.rglob("*.yml")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_talk_is_introduced_in_one_plain_screen(path: Path) -> None:
    scenario = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    for name, longest in (("about", ON_A_CARD), ("introduction", LONGEST)):
        assert len(scenario[name].split()) <= longest and textstat.flesch_kincaid_grade(scenario[name]) <= HARDEST, name
