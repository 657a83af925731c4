"""Where she stands: how upset, how willing to be seen, and what the learner has earned so far.

``hear`` moves the state when a message is read, before any reaction is chosen; it is a pure function, so the same talk always
leads to the same place. Points are on a scale of 0–100. The numbers were set by hand so that a skilled learner at the
realistic level needs six to eight turns, and are held by the tests of the laws (docs/writing-scenarios.md).
"""
from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from typing import Any, Mapping

from bot.coach.feedback import BlameKind, Feedback, Move, Strength
from bot.coach.sore_spots import touches
from bot.persona.memory import Raised, remember
from bot.persona.reaction import SKILLED_MOVES, OpennessBand, Price, Reaction, TemperatureBand, allowed, openness_band, temperature_band
from bot.persona.scenario import Scenario

RECENT_TURNS = 4  # as many as the policy looks back


class Level(str, Enum):
    GENTLE = "gentle"
    REALISTIC = "realistic"
    TOUGH = "tough"


@dataclass(frozen=True)
class Difficulty:
    """How a level changes what words do to her. Factors multiply points; offsets add to them."""

    gain: float
    heat: float
    start_temperature: int
    temperature_under: int
    openness_over: int
    patience: int  # hard messages in a row before she may leave
    holds_out: int  # further skilled turns after everything has been given, before it counts as paid: she tests before she yields


DIFFICULTY = {
    Level.GENTLE: Difficulty(gain=1.4, heat=0.8, start_temperature=-6, temperature_under=6, openness_over=-8, patience=6, holds_out=0),
    Level.REALISTIC: Difficulty(gain=1.0, heat=1.0, start_temperature=0, temperature_under=0, openness_over=0, patience=5, holds_out=1),
    Level.TOUGH: Difficulty(gain=0.8, heat=1.2, start_temperature=6, temperature_under=-3, openness_over=3, patience=5, holds_out=2),
}

# What a blame kind adds to temperature. Verdicts on the person weigh more than charges about one thing she did.
HEAT = {
    BlameKind.CONTEMPT: 14, BlameKind.LABEL: 13, BlameKind.THREAT: 13, BlameKind.ABSOLUTE: 11, BlameKind.FAULT: 11,
    BlameKind.DISMISSAL: 11, BlameKind.COMPARISON: 11, BlameKind.MIND_READING: 10, BlameKind.GUILT_TRIP: 10,
    BlameKind.CRITICISM: 9, BlameKind.DEMAND: 9, BlameKind.PSEUDO_FEELING: 9, BlameKind.ACCUSING_QUESTION: 9,
}
# What a strength takes from temperature and adds to openness.
COOLING = {
    Strength.ACCOUNTABILITY: 9, Strength.VALIDATION: 9, Strength.OPEN_QUESTION: 6, Strength.APPRECIATION: 6,
    Strength.REPAIR: 6, Strength.FEELING: 5, Strength.NEED: 4, Strength.REQUEST: 4, Strength.BOUNDARY: 3,
    Strength.OBSERVATION: 2,
}
OPENING = {
    Strength.VALIDATION: 10, Strength.OPEN_QUESTION: 9, Strength.ACCOUNTABILITY: 8, Strength.FEELING: 7,
    Strength.APPRECIATION: 6, Strength.REPAIR: 6, Strength.NEED: 5, Strength.REQUEST: 5, Strength.BOUNDARY: 5,
    Strength.OBSERVATION: 3,
}
FURTHER_STRENGTH = 0.35  # a second strength in one message counts for this much of its points
FURTHER_BLAME = 3.0
MAX_STEP = 14.0  # law 2: no single good message turns her
LEAST_HEAT = 5.0  # law 1: blame always costs
CLOSING_SHARE = 0.6  # of the heat, taken from openness
# Whoever only defends or withdraws upsets her less the more upset she is: it never ends as hot as blame does.
DEFEND_HEAT, WITHDRAW_HEAT = 4.0, 2.0
HEATED_BY_DISTANCE, ROOM = 90.0, 35.0
LEAVING_HEAT = 95.0  # she is at least this upset when she leaves
DEFEND_CLOSING, WITHDRAW_CLOSING = 2.0, 3.0
NEUTRAL_COOLING = 1.0
REPEATED = (1.0, 0.6, 0.35)  # the same move again, and again: a formula wears out
SORE_HEAT, SORE_GAIN = 1.3, 0.8
SORRY_AT_ONCE = 1.4
OPENING_WHEN = {TemperatureBand.BOILING: 0.5, TemperatureBand.HOT: 0.85}
MAX_DEBT = 2.0
PAYS_DEBT = frozenset({Move.ACCOUNTABILITY, Move.VALIDATION, Move.REPAIR})
TURNS_BEFORE_YIELDING = 2  # skilled turns with the price paid after which she holds out no longer
DISCLOSURE_OPENNESS = (25, 38, 50)
# Her long turn: being heard a message further, being heard to the end (counts as one hearing), being cut short.
LISTENED_COOLING, LISTENED_OPENING = 5.0, 7.0
CUT_HEAT, CUT_CLOSING = 3.0, 4.0
QUIET_OPENING = 2.0  # listening when she has nothing long to say
LETS_HER_FINISH = frozenset({Move.VALIDATION, Move.OPEN_QUESTION, Move.APPRECIATION, Move.FEELING, Move.ACCOUNTABILITY})
ADVANCE_HEAT, ADVANCE_CLOSING = 8.0, 10.0
_PROPOSING = (Strength.REQUEST, Strength.BOUNDARY, Strength.REPAIR)

# Ids of lines said are with the words: those of one's own persona are made from what was told.
_MEMORY = frozenset({"raised", "recalled", "said"})


@dataclass(frozen=True)
class Step:
    """One past turn as the dialogue policy sees it."""

    move: str
    temperature: str
    openness: str
    price: str
    reaction: str


@dataclass(frozen=True)
class State:
    temperature: float
    openness: float
    earned: Mapping[str, int] = field(default_factory=dict)
    price: Price = Price.NONE
    debt: float = 0.0
    blamed_running: int = 0
    met_turns: int = 0
    paid_turns: int = 0
    repeats: int = 0
    last_move: str | None = None
    told: int = 0
    said: tuple[str, ...] = ()
    recent: tuple[Step, ...] = ()
    patience: int = 5
    turns: int = 0
    unfolded: int = 0  # messages of her long turn told so far
    holding: bool = False  # she is in the middle of it and waits
    interrupted: bool = False  # this message cut her short
    cut: bool = False  # she was cut short once, and goes on only when she is listened to
    raised: tuple[Raised, ...] = ()
    recalled: tuple[str, ...] = ()
    last_recall: int = 0
    strain: int = 0  # how often distress has come up lately
    offered: int = 0  # the turn a pause was last offered

    @property
    def temperature_band(self) -> TemperatureBand:
        return temperature_band(self.temperature)

    @property
    def openness_band(self) -> OpennessBand:
        return openness_band(self.openness)

    def to_json(self) -> dict[str, Any]:
        """Everything but :attr:`memory`: numbers and names of ours, nothing that was typed."""
        kept = {name: value for name, value in asdict(self).items() if name not in _MEMORY}
        return {**kept, "price": self.price.value, "earned": dict(self.earned),
                "recent": [asdict(step) for step in self.recent]}

    @property
    def memory(self) -> dict[str, Any]:
        """What holds the learner's own words, to be kept encrypted."""
        return {"raised": [asdict(one) for one in self.raised], "recalled": list(self.recalled), "said": list(self.said)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], memory: Mapping[str, Any] | None = None) -> State:
        memory = memory or {}
        return cls(**{**data, "price": Price(data["price"]), "said": tuple(memory.get("said", data.get("said", ()))),
                      "recalled": tuple(memory.get("recalled", ())),
                      "raised": tuple(Raised(**one) for one in memory.get("raised", ())),
                      "recent": tuple(Step(**step) for step in data["recent"])})

    def allowed(self, move: Move) -> frozenset[Reaction]:
        """What the laws let her do now that ``move`` has been heard. She agrees only where there is something to agree to."""
        proposed = any(self.earned.get(strength.value) for strength in _PROPOSING)
        reactions = allowed(move, self.temperature_band, self.openness_band, self.price,
                            may_leave=self.blamed_running >= self.patience,
                            yield_due=proposed and self.paid_turns >= TURNS_BEFORE_YIELDING)
        return reactions if proposed else reactions - {Reaction.AGREE}

    def reacted(self, move: Move, reaction: Reaction, said: tuple[str, ...]) -> State:
        """The state after she has answered."""
        step = Step(move.value, self.temperature_band.value, self.openness_band.value, self.price.value, reaction.value)
        temperature = max(self.temperature, LEAVING_HEAT) if reaction is Reaction.WALK_OUT else self.temperature
        return replace(self, temperature=temperature, said=self.said + said, recent=(self.recent + (step,))[-RECENT_TURNS:])


def begin(scenario: Scenario, level: Level) -> State:
    """The state before the first word."""
    return State(temperature=_points(scenario.start.temperature + DIFFICULTY[level].start_temperature),
                 openness=_points(scenario.start.openness), patience=DIFFICULTY[level].patience)


def hear(state: State, feedback: Feedback, scenario: Scenario, level: Level) -> State:
    """Move the state by one message, before she reacts to it."""
    move = feedback.move
    repeats = state.repeats + 1 if move.value == state.last_move else 0
    heated = _heat(feedback, scenario) * DIFFICULTY[level].heat
    cooling, opening = _gain(feedback, scenario, state, repeats, DIFFICULTY[level].gain)
    if move is Move.BLAME:
        delta, shift = max(LEAST_HEAT, heated), -CLOSING_SHARE * max(LEAST_HEAT, heated)
    elif feedback.listening and state.holding:
        delta, shift = -LISTENED_COOLING * DIFFICULTY[level].gain, LISTENED_OPENING * DIFFICULTY[level].gain
    elif move in SKILLED_MOVES:
        # A mild charge that the rest of the message outweighs still takes half of what was won.
        worth = 0.5 if feedback.blame else 1.0
        # Owning a hard line at once, before it sets, is worth more than owning it later.
        at_once = SORRY_AT_ONCE if move is Move.ACCOUNTABILITY and state.blamed_running else 1.0
        delta, shift = -min(MAX_STEP, cooling * worth * at_once), opening * worth
    elif move in (Move.DEFEND, Move.WITHDRAW):
        heat, closing = (DEFEND_HEAT, DEFEND_CLOSING) if move is Move.DEFEND else (WITHDRAW_HEAT, WITHDRAW_CLOSING)
        room = min(1.0, max(0.0, (HEATED_BY_DISTANCE - state.temperature) / ROOM))
        delta, shift = heat * room * DIFFICULTY[level].heat, -closing
    else:
        delta, shift = -NEUTRAL_COOLING, 0.0
        if feedback.listening:
            shift = QUIET_OPENING * REPEATED[min(repeats, len(REPEATED) - 1)]
    interrupted = state.holding and not feedback.listening and feedback.legible and move not in LETS_HER_FINISH
    if interrupted and move is not Move.BLAME:
        delta, shift = delta + CUT_HEAT * DIFFICULTY[level].heat, shift - CUT_CLOSING
    moved = replace(state, temperature=_points(state.temperature + delta), openness=_points(state.openness + shift),
                    earned=_earn(state, feedback), debt=_debt(state.debt, move),
                    blamed_running=state.blamed_running + 1 if move is Move.BLAME else 0,
                    repeats=repeats, last_move=move.value, turns=state.turns + 1, interrupted=interrupted, cut=state.cut or interrupted,
                    holding=state.holding and not interrupted,
                    raised=remember(state.raised, feedback.echo, state.turns + 1, (scenario.persona.name, scenario.persona.called)))
    met_turns = _met_turns(state, moved, move, scenario, level)
    price = _price(moved, met_turns, scenario, level)
    paid_turns = state.paid_turns + 1 if price is Price.PAID and move in SKILLED_MOVES else 0
    return replace(moved, price=price, met_turns=met_turns, paid_turns=paid_turns)


def heard_out(state: State) -> State:
    """She has said all she had to say and was listened to: that counts as a hearing and makes good one hard line."""
    earned = {**state.earned, Strength.VALIDATION.value: state.earned.get(Strength.VALIDATION.value, 0) + 1}
    return replace(state, earned=earned, debt=max(0.0, state.debt - 1.0))


def approached(state: State) -> State:
    """Somebody flirts with her: she draws back."""
    return replace(state, temperature=_points(state.temperature + ADVANCE_HEAT), openness=_points(state.openness - ADVANCE_CLOSING),
                   turns=state.turns + 1, holding=False, interrupted=False)


def _met_turns(before: State, moved: State, move: Move, scenario: Scenario, level: Level) -> int:
    """For how many skilled turns all she needs has been given while she is calm and open enough to give in return."""
    difficulty = DIFFICULTY[level]
    calm = moved.temperature < scenario.price.temperature_under + difficulty.temperature_under
    willing = moved.openness >= scenario.price.openness_over + difficulty.openness_over
    if not (calm and willing and moved.debt == 0 and all(_given(moved, scenario))):
        return 0
    return before.met_turns + 1 if move in SKILLED_MOVES else before.met_turns


def _price(moved: State, met_turns: int, scenario: Scenario, level: Level) -> Price:
    if met_turns > DIFFICULTY[level].holds_out:
        return Price.PAID
    return Price.PART if any(_given(moved, scenario)) else Price.NONE


def _given(state: State, scenario: Scenario) -> list[bool]:
    return [state.earned.get(strength.value, 0) >= count for strength, count in scenario.price.strengths.items()]


def sore_spot(feedback: Feedback, scenario: Scenario) -> str | None:
    """What the message speaks of that lands harder with her, the first of it."""
    return next((spot.topic for spot in scenario.sore_spots if touches(feedback.text, feedback.lemmas, spot.words)), None)


def touches_sore_spot(feedback: Feedback, scenario: Scenario) -> bool:
    """Whether the message speaks of something that lands harder with her."""
    return sore_spot(feedback, scenario) is not None


def _heat(feedback: Feedback, scenario: Scenario) -> float:
    if not feedback.blame:
        return 0.0
    weights = sorted((HEAT[span.kind] * scenario.hardens.get(span.kind, 1.0) for span in feedback.blame), reverse=True)
    heat = weights[0] + FURTHER_BLAME * (len(weights) - 1) - 2.0 * min(2, len(feedback.strengths))
    return heat * (SORE_HEAT if touches_sore_spot(feedback, scenario) else 1.0)


def _gain(feedback: Feedback, scenario: Scenario, state: State, repeats: int, level_gain: float) -> tuple[float, float]:
    strengths = feedback.strengths or _strength_of(feedback.move)
    factor = level_gain * REPEATED[min(repeats, len(REPEATED) - 1)]
    if touches_sore_spot(feedback, scenario) and not {Strength.VALIDATION, Strength.ACCOUNTABILITY} & set(strengths):
        factor *= SORE_GAIN
    totals = []
    for points in (COOLING, OPENING):
        worth = sorted((points[s] * scenario.softens.get(s, 1.0) for s in strengths), reverse=True)
        totals.append(min(MAX_STEP, (worth[0] + FURTHER_STRENGTH * sum(worth[1:])) * factor) if worth else 0.0)
    return totals[0], totals[1] * OPENING_WHEN.get(state.temperature_band, 1.0)


def _strength_of(move: Move) -> tuple[Strength, ...]:
    return (Strength(move.value),) if move in SKILLED_MOVES else ()


def _earn(state: State, feedback: Feedback) -> dict[str, int]:
    earned = dict(state.earned)
    if feedback.move in SKILLED_MOVES:
        for strength in set(feedback.strengths) | set(_strength_of(feedback.move)):
            earned[strength.value] = earned.get(strength.value, 0) + 1
    return earned


def _debt(debt: float, move: Move) -> float:
    """Blame must be made good before she yields: by one apology, one hearing, one hand held out, or two other good turns."""
    if move is Move.BLAME:
        return min(MAX_DEBT, debt + 1.0)
    if move in PAYS_DEBT:
        return max(0.0, debt - 1.0)
    return max(0.0, debt - 0.5) if move in SKILLED_MOVES else debt


def _points(value: float) -> float:
    return round(min(100.0, max(0.0, value)), 1)
