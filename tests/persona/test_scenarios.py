"""Scenario files: the ones we ship are whole, and a broken one is named by file, line and field."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.coach.feedback import Move
from bot.errors import ScenarioError
from bot.persona.reaction import HOSTILE, REACHABLE, RECEIVING, SKILLED_MOVES, Temper
from bot.persona.scenario import Line, count_sentences, load_scenario, load_scenarios
from bot.settings import SCENARIOS, SWAPPED

KNOWN = load_scenarios(SCENARIOS) | {f"{name} swapped": scenario for name, scenario in load_scenarios(SWAPPED).items()}
everyone = pytest.mark.parametrize("scenario", KNOWN.values(), ids=KNOWN.keys())
OTHER_MOVES = {Move.DEFEND, Move.WITHDRAW, Move.NEUTRAL}
COACH_WORDS = re.compile(r"\b(I hear that you|boundar(y|ies)|validate|I statement|trigger(ed|s)?|toxic|trauma|gaslight\w*|valid feelings?)\b", re.I)


def broken(tmp_path: Path, old: str, new: str) -> str:
    text = (SCENARIOS / "daily-calls.yml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "daily-calls.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load_scenario(path)
    return str(error.value)


def test_the_thirteen_scenarios_are_there_and_four_from_both_chairs() -> None:
    first, other = load_scenarios(SCENARIOS), load_scenarios(SWAPPED)

    assert set(first) == {"weight-comments", "missed-graduation", "daily-calls", "unannounced-visits", "career-change", "holiday-plans",
                          "parenting-advice", "silent-months", "favourite-sister", "teen-phone", "grown-apart", "apology-owed", "sunday-walk"}
    assert len(other) >= 4
    for name, scenario in other.items():
        assert scenario.learner == first[name].persona.role != first[name].learner


def test_tempers_ages_and_prices_differ_across_the_thirteen() -> None:
    people = [scenario.persona for scenario in load_scenarios(SCENARIOS).values()]

    assert {person.temper for person in people} == set(Temper)
    assert len({person.age for person in people}) >= 10 and len({person.culture for person in people}) == 13
    assert len({tuple(sorted(scenario.price.strengths.items())) for scenario in load_scenarios(SCENARIOS).values()}) >= 8


@everyone
def test_she_has_enough_to_say(scenario) -> None:
    assert len(scenario.says()) >= 150
    assert len(scenario.topics) >= 12


@everyone
def test_each_cell_has_a_line_that_answers_every_move_it_meets(scenario) -> None:
    for reaction, bands in REACHABLE.items():
        moves = ({Move.BLAME} if reaction in HOSTILE else set()) | (SKILLED_MOVES if reaction in RECEIVING else set())
        for band in bands:
            lines = scenario.lines_for(reaction, band)
            for move in moves:
                fitting = [line for line in lines if (not line.to or move in line.to) and not line.placeholders]
                assert fitting, f"{reaction.value} while {band.value} has nothing to say to {move.value}"


@everyone
def test_she_never_talks_like_a_coach(scenario) -> None:
    for bands in scenario.lines.values():
        for lines in bands.values():
            for line in lines:
                assert not COACH_WORDS.search(line.say), line.say


@everyone
def test_lines_with_placeholders_can_be_filled(scenario) -> None:
    words = {"feeling": "scared", "asked": "call before I come", "stung": "You never listen", "topic": "the wedding"}
    for bands in scenario.lines.values():
        for lines in bands.values():
            for line in lines:
                assert isinstance(line, Line)
                assert count_sentences(line.say.format(**words)) <= 3


@pytest.mark.parametrize("old,new,field", [
    ("temper: anxious", "temper: cheerful", "persona.temper"),
    ("age: 61", "age: sixty", "persona.age"),
    ("learner: daughter", "learner: aunt", "learner"),
    ("id: daily-calls", "id: other-calls", "id"),
    ("temperature_under: 40", "temperature_under: 400", "price.temperature_under"),
    ("openings:", "opening:", "openings"),
])
def test_a_mistake_is_named_by_file_line_and_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    said = broken(tmp_path, old, new)

    assert re.match(r"daily-calls\.yml, line \d+, ", said) and field in said
    assert "\n" not in said


def test_the_line_named_is_the_line_of_the_mistake(tmp_path: Path) -> None:
    said = broken(tmp_path, "age: 61", "age: sixty")
    text = (SCENARIOS / "daily-calls.yml").read_text(encoding="utf-8")
    line = text[: text.index("age: 61")].count("\n") + 1

    assert f"line {line}," in said


def test_a_line_said_twice_is_refused(tmp_path: Path) -> None:
    first = KNOWN["daily-calls"].openings[0]
    second = KNOWN["daily-calls"].openings[1]

    assert "stands already" in broken(tmp_path, second, first)


def test_an_unknown_placeholder_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown placeholder"):
        Line(say="You want {money}?")


@pytest.mark.parametrize("content", ["a: [", "- just\n- a list", "", "\x00", "id: 'x'\n  bad: indent"])
def test_what_is_no_scenario_at_all_is_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "odd.yml"
    path.write_text(content)

    with pytest.raises(ScenarioError, match=r"^odd\.yml, line \d+"):
        load_scenario(path)


def test_a_file_that_is_not_text_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "odd.yml"
    path.write_bytes(b"\xff\xfe\x00\xd8")

    with pytest.raises(ScenarioError, match="odd.yml"):
        load_scenario(path)


@pytest.mark.parametrize("planted", ['!!python/object/apply:os.system ["touch {mark}"]', '!!python/object/new:os.system ["touch {mark}"]',
                                     '!!python/name:os.system', '!include /etc/passwd', '{{"$ref": "file:///etc/passwd"}}', '*nowhere'])
def test_a_file_from_elsewhere_runs_and_reads_nothing(tmp_path: Path, planted: str) -> None:
    mark = tmp_path / "mark"

    assert "root:" not in broken(tmp_path, "age: 61", "age: " + planted.format(mark=mark))
    assert not mark.exists()


@pytest.mark.parametrize("planted", ["{feeling.__class__}", "{0}", "{__import__}", "{feeling!r:>99999999}", "{feeling[0]}"])
def test_a_line_cannot_reach_behind_its_placeholders(planted: str) -> None:
    with pytest.raises(ValueError):
        Line(say=f"You say {planted} again?")


def test_a_file_that_grows_when_it_is_read_is_refused(tmp_path: Path) -> None:
    grown = "\n".join(f"l{number}: &l{number} [{', '.join([f'*l{number - 1}'] * 9) if number else 'x'}]" for number in range(12))
    path = tmp_path / "odd.yml"
    path.write_text(grown + "\n", encoding="utf-8")

    with pytest.raises(ScenarioError, match="odd.yml"):
        load_scenario(path)


def test_no_scenario_has_anybody_say_what_a_variable_holds(tmp_path: Path) -> None:
    """Rasa has every reader of YAML in the process put in variables, tokens among them."""
    import rasa.shared.utils.io  # noqa: F401

    file = tmp_path / "daily-calls.yml"
    text = (SCENARIOS / "daily-calls.yml").read_text(encoding="utf-8")
    said = f'"{load_scenario(SCENARIOS / "daily-calls.yml").openings[0]}"'
    assert said in text
    file.write_text(text.replace(said, "I found ${PATH}.", 1), encoding="utf-8")
    assert load_scenario(file).openings[0] == "I found ${PATH}."

    file.write_text("id: !env_var ${PATH}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="line 1"):
        load_scenario(file)
