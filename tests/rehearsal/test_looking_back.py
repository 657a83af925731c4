"""The look back on a talk: what it says, what it never says, and how much of it fits a screen."""
from __future__ import annotations

import random
import re
from datetime import datetime, timedelta, timezone
from typing import Any, Sequence

import pytest
import textstat

from bot.coach.feedback import BlameKind, BlameSpan, Feedback, Move, Strength
from bot.coach.whys import Whys
from bot.persona.reaction import Reaction
from bot.persona.scenario import Scenario
from bot.persona.state import Level, State, begin, hear
from bot.rehearsal.debrief import MOST_ROWS, MOST_WORDS, Past, debrief
from bot.rehearsal.outcome import Exchange
from bot.rehearsal.wording import load_wording
from bot.rehearsal.words import number, quote, when
from bot.settings import WHYS, WORDING
from bot.store.talk_figures import TalkFigures
from tests.conftest import everybody

WORDS = load_wording(WORDING, WHYS)
CAST = everybody()
SCENARIOS = CAST.scenarios
NOW = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
WHY = Whys(WHYS)
SPOKEN = {BlameKind.ABSOLUTE: "You always do this", BlameKind.LABEL: "You are so selfish", BlameKind.THREAT: "Then don't bother coming",
          BlameKind.DEMAND: "You have to stop", BlameKind.MIND_READING: "You just want to hurt me"}
SAID = {Strength.VALIDATION: "That must be hard for you.", Strength.OPEN_QUESTION: "What was that like for you?",
        Strength.REQUEST: "Could we talk at seven?", Strength.FEELING: "I felt sad on Sunday.", Strength.ACCOUNTABILITY: "I am sorry I shouted.",
        Strength.BOUNDARY: "I will not answer at work, and I ring at seven."}


def blame(kind: BlameKind = BlameKind.ABSOLUTE, *strengths: Strength) -> Feedback:
    text = SPOKEN.get(kind, "You did that")
    return Feedback(text, (BlameSpan(0, len(text), kind, WHY.why(kind.value, text)),), strengths, Move.BLAME)


def skill(strength: Strength) -> Feedback:
    return Feedback(SAID.get(strength, "Thank you for that."), (), (strength,), Move(strength.value) if strength.value in Move._value2member_map_ else Move.FEELING)


def talk(scenario: Scenario, said: Sequence[tuple[Feedback, Reaction]], told: int = 0) -> list[Exchange]:
    """A talk in which the state moves as it does, and she reacts as is said."""
    state = begin(scenario, Level.REALISTIC)
    found = [Exchange(None, None, state)]
    for feedback, reaction in said:
        state = hear(state, feedback, scenario, Level.REALISTIC).reacted(feedback.move, reaction, ())
        found.append(Exchange(feedback, reaction.value, State(**{**state.__dict__, "told": told}), feedback.blame))
    return found


def look(said: Sequence[tuple[Feedback, Reaction]], outcome: str = "stalled", scenario: str = "daily-calls", past: Past | None = None,
         told: int = 0, **further: Any) -> dict[str, Any]:
    chosen = SCENARIOS[scenario]
    return debrief(talk(chosen, said, told), outcome, chosen, SCENARIOS, past or Past(NOW), WORDS, **further)


def rows(told: dict[str, Any]) -> dict[str, str]:
    return {row["label"]: row["text"] for row in told["lines"] + told["more"]}


def earlier(days_ago: int, marked: int, messages: int, moved: int = 1) -> TalkFigures:
    return TalkFigures("x", "teen-phone", None, "realistic", "stalled", NOW - timedelta(days=days_ago), messages, marked, marked, moved, 0)


ANY = [Reaction.TEST, Reaction.GUILT, Reaction.DEFLECT, Reaction.DISMISS, Reaction.ASK]


@pytest.fixture(scope="module")
def many() -> list[tuple[str, dict[str, Any]]]:
    """Talks of every scenario and length, at random, with what came of them."""
    rng, found = random.Random(11), []
    for name in [*SCENARIOS] * 12:
        said = [(blame(rng.choice(list(SPOKEN)), *rng.sample([Strength.ACCOUNTABILITY], rng.randrange(2))) if rng.random() < 0.4
                 else skill(rng.choice(list(SAID))), rng.choice(ANY)) for _ in range(rng.choice((1, 2, 3, 6, 9, 40)))]
        past = Past(NOW, [earlier(rng.randrange(1, 400), 5, 7)] * rng.randrange(2))
        found.append((name, look(said, rng.choice(["agreement", "opened", "held", "stalled", "walked_out"]), name, past, told=rng.randrange(4),
                                 going_on=rng.random() < 0.3)))
    return found


def test_no_screen_holds_more_than_sixty_words_or_five_rows_and_nothing_is_lost(many: list[tuple[str, dict[str, Any]]]) -> None:
    for _, told in many:
        assert 1 <= len(told["lines"]) <= MOST_ROWS
        assert [place for page in told["pages"] for place in page] == list(range(len(told["lines"])))
        for screen in screens(told):
            assert len(screen.split()) <= MOST_WORDS, screen


def test_every_screen_can_be_read_by_a_twelve_year_old(many: list[tuple[str, dict[str, Any]]]) -> None:
    # What she may have agreed to is the scenario's, not a wording of the debrief.
    hard = {screen for _, told in many for screen in screens(told) if "agreed" not in screen and textstat.flesch_kincaid_grade(screen) > 7}

    assert not hard


@pytest.mark.parametrize("scenario", [*SCENARIOS.values(), *(CAST.voice(name, CAST.sides(name)[-1], None).scenario for name in SCENARIOS)],  # type: ignore[union-attr]
                         ids=lambda one: f"{one.id}-{one.learner}")
def test_the_family_pattern_is_short_and_plain(scenario: Scenario) -> None:
    if scenario.pattern:
        assert len(scenario.pattern.line.split()) <= 32
        assert textstat.flesch_kincaid_grade(scenario.pattern.line) <= 7, scenario.pattern.line


def test_it_never_blames_grades_or_says_what_better_words_would_have_done(many: list[tuple[str, dict[str, Any]]]) -> None:
    for _, told in many:
        text = " ".join([told["headline"], *rows(told).values()])
        assert not re.search(r"!|would have|if you had|should have|score|grade|\bbad\b|\bfail|you (were|are) wrong", text, re.I), text


def screens(told: dict[str, Any]) -> list[str]:
    shown = [" ".join(f"{told['lines'][place]['label']}: {told['lines'][place]['text']}" for place in page) for page in told["pages"]]
    shown[0] = f"{told['headline']} {shown[0]}"
    shown[-1] += f" {told['next']['text']}" if told["next"] else ""
    return shown


def test_the_lines_that_counted_are_her_own_words_with_the_reason() -> None:
    told = look([(blame(), Reaction.GUILT), (skill(Strength.OPEN_QUESTION), Reaction.SOFTEN), (skill(Strength.FEELING), Reaction.ASK)])

    assert rows(told)["The line that hurt most"].startswith('"You always do this" – ') and "her" in rows(told)["The line that hurt most"]
    assert "because it asked about her" in rows(told)["The line that moved her most"]
    assert told["hardest"] == {"message": 1, "turn": "", "line": "You always do this", "kind": "absolute", "why": told["hardest"]["why"]}
    assert told["best"]["message"] == 2 and told["best"]["strength"] == "open_question"


def test_a_line_with_mild_blame_in_it_is_not_called_the_best() -> None:
    both = Feedback("You always ring, and I felt sad. Could we talk?", (BlameSpan(0, 15, BlameKind.ABSOLUTE, "why"),),
                    (Strength.FEELING, Strength.REQUEST), Move.REQUEST)
    told = look([(both, Reaction.TEST), (blame(), Reaction.GUILT)])

    assert told["hardest"]["message"] == 2 and told["best"] is None


def test_counts_are_told_in_words_and_kept_as_figures() -> None:
    told = look([(blame(), Reaction.GUILT), (blame(BlameKind.LABEL), Reaction.GUILT), (blame(), Reaction.GUILT),
                 (skill(Strength.VALIDATION), Reaction.TEST), (skill(Strength.VALIDATION), Reaction.SOFTEN)])

    assert rows(told)["Blame"] == "Marks in 3 of 5 messages. None in the last 2. There was a sweeping word (twice) and a label."
    assert rows(told)["What you did well"] == "You showed that you understood (twice)."
    assert told["counts"]["blame"][0] == {"kind": "absolute", "name": "a sweeping word", "count": 2}
    assert rows(told)["What your lines were about"] == "Most of your lines pushed hard; two were about what matters to you both."


def test_a_word_that_came_back_each_time_she_tested_is_named() -> None:
    told = look([(skill(Strength.FEELING), Reaction.TEST), (blame(), Reaction.TEST), (blame(), Reaction.GUILT)])

    assert rows(told)["What came back"] == 'Each time she tested you, you went back to "always".'


def test_staying_warm_each_time_she_tested_is_named_before_anything_else() -> None:
    told = look([(skill(Strength.FEELING), Reaction.TEST), (skill(Strength.VALIDATION), Reaction.TEST), (skill(Strength.REQUEST), Reaction.ASK)])

    assert rows(told)["What came back"] == "Each time she tested you, you stayed warm."


def test_a_sorry_with_blame_in_it_is_named_when_it_comes_twice() -> None:
    sorry = blame(BlameKind.ABSOLUTE, Strength.ACCOUNTABILITY)

    assert "What came back" not in rows(look([(sorry, Reaction.ESCALATE), (skill(Strength.FEELING), Reaction.ASK)]))
    told = look([(sorry, Reaction.ESCALATE), (sorry, Reaction.ESCALATE)])
    assert rows(told)["What came back"].startswith("Twice you said sorry and then blamed in the same message.")


def test_what_her_family_repeats_is_said_only_when_she_has_told_it() -> None:
    said = [(skill(Strength.VALIDATION), Reaction.DISCLOSE)] * 3

    assert "In this family" not in rows(look(said, scenario="weight-comments", told=1))
    assert "dress" in rows(look(said, scenario="weight-comments", told=2))["In this family"]


def test_progress_is_named_against_her_own_last_talk_only_when_it_is_better() -> None:
    clean = [(skill(Strength.VALIDATION), Reaction.SOFTEN)] * 6 + [(blame(), Reaction.GUILT)]
    label = "Next to your earlier talks"

    assert rows(look(clean, past=Past(NOW, [earlier(5, 5, 7)])))[label] == "Blame in 1 of 7 messages this time. Last Tuesday it was 5 of 7."
    assert label not in rows(look([(blame(), Reaction.GUILT)] * 5, past=Past(NOW, [earlier(5, 0, 7, moved=6)])))
    # Worse than last time, and better than at the very first.
    assert "On 14 October it was 6 of 7" in rows(look(clean, past=Past(NOW, [earlier(39, 6, 7), earlier(2, 0, 7, moved=7)])))[label]


@pytest.mark.parametrize("days,words", [(0, "Earlier today"), (1, "Yesterday"), (6, "Last Monday"), (7, "On 15 November"), (400, "On 18 October 2025")])
def test_a_day_is_spoken_of_as_people_do(days: int, words: str) -> None:
    assert when(NOW - timedelta(days=days), NOW, WORDS) == words


def test_what_is_next_never_sends_her_back_and_spreads_over_every_scenario() -> None:
    suggested, rng = set(), random.Random(5)
    for name in [*SCENARIOS] * 30:
        said = [(blame(rng.choice(list(BlameKind))), Reaction.GUILT)] * 2 if rng.random() < 0.5 else [(skill(rng.choice(list(Strength))), Reaction.ASK)] * 3
        told = look([*said, (Feedback(f"and another thing {rng.random()}"), Reaction.DEFLECT)], scenario=name)
        assert told["next"]["scenario"] != name and told["next"]["title"]
        suggested.add(told["next"]["scenario"])

    assert suggested == set(SCENARIOS)


def test_what_she_has_not_played_comes_first() -> None:
    played = {name: 3 for name, one in SCENARIOS.items() if Strength.OBSERVATION in one.practises}
    fresh = sorted(played)[0]
    told = look([(blame(), Reaction.GUILT)] * 2, past=Past(NOW, played={**played, fresh: 0}))

    assert told["next"]["scenario"] == fresh and "camera" in told["next"]["text"]


def test_the_curve_is_told_in_one_or_two_plain_sentences() -> None:
    told = look([(blame(), Reaction.GUILT), (blame(BlameKind.LABEL), Reaction.ESCALATE)] + [(skill(Strength.VALIDATION), Reaction.SOFTEN),
                                                                                           (skill(Strength.OPEN_QUESTION), Reaction.SOFTEN)] * 3)
    curve = told["curve"]

    assert curve["alt"] == "Rosa went from upset to a little tense, and was very upset after your message 2. She went from closed to open."
    assert len(curve["blocks"]["upset"]) == len(curve["upset"]) == 9
    assert curve["best"] == told["best"]["message"] and curve["hardest"] == told["hardest"]["message"]


def test_while_the_talk_may_go_on_nothing_is_said_of_its_end() -> None:
    told = look([(skill(Strength.VALIDATION), Reaction.SOFTEN)] * 3, going_on=True)

    assert told["headline"] == "Your talk with Rosa so far." and "Her choice" not in rows(told)


def test_a_long_line_is_cut_at_a_word() -> None:
    assert quote("You  never\nlisten") == "You never listen"
    assert len(quote("a " * 400).split()) == 25 and len(quote("x" * 300 + " y")) <= 142
    assert [number(count, WORDS) for count in (0, 2, 11)] == ["no", "two", "11"]
