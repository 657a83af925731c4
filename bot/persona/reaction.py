"""How she can react, and which reactions the laws of play allow at a given point.

The dialogue policy chooses; this module only says what it may choose from. Source: the laws in docs/writing-scenarios.md.
"""
from __future__ import annotations

from enum import Enum

from bot.coach.feedback import Move


class Reaction(str, Enum):
    ESCALATE = "escalate"
    GUILT = "guilt"
    DISMISS = "dismiss"
    DEFLECT = "deflect"
    STONEWALL = "stonewall"
    TEST = "test"
    SOFTEN = "soften"
    DISCLOSE = "disclose"
    ASK = "ask"
    ACKNOWLEDGE = "acknowledge"
    AGREE = "agree"
    REPAIR = "repair"
    WALK_OUT = "walk_out"


class TemperatureBand(str, Enum):
    CALM = "calm"
    TENSE = "tense"
    HOT = "hot"
    BOILING = "boiling"


class OpennessBand(str, Enum):
    CLOSED = "closed"
    AJAR = "ajar"
    OPEN = "open"


class Price(str, Enum):
    NONE = "none"
    PART = "part"
    PAID = "paid"


class Temper(str, Enum):
    ANXIOUS = "anxious"
    CRITICAL = "critical"
    PROUD = "proud"
    GUILT_TRIPPING = "guilt-tripping"
    STONEWALLING = "stonewalling"
    WARM_CONTROLLING = "warm-controlling"
    REBELLIOUS = "rebellious"
    WITHDRAWN = "withdrawn"


# Lower edges, in points of 0-100.
TEMPERATURE_EDGES = ((80, TemperatureBand.BOILING), (55, TemperatureBand.HOT), (30, TemperatureBand.TENSE))
OPENNESS_EDGES = ((50, OpennessBand.OPEN), (25, OpennessBand.AJAR))


def temperature_band(points: float) -> TemperatureBand:
    return next((band for edge, band in TEMPERATURE_EDGES if points >= edge), TemperatureBand.CALM)


def openness_band(points: float) -> OpennessBand:
    return next((band for edge, band in OPENNESS_EDGES if points >= edge), OpennessBand.CLOSED)


_CALM, _TENSE, _HOT, _BOILING = TemperatureBand

# Where a reaction can happen; a scenario file must have lines for each of these.
REACHABLE: dict[Reaction, tuple[TemperatureBand, ...]] = {
    Reaction.ESCALATE: (_TENSE, _HOT, _BOILING),
    Reaction.GUILT: (_CALM, _TENSE, _HOT),
    Reaction.DISMISS: (_CALM, _TENSE, _HOT),
    Reaction.DEFLECT: (_CALM, _TENSE, _HOT, _BOILING),
    Reaction.STONEWALL: (_TENSE, _HOT, _BOILING),
    Reaction.TEST: (_CALM, _TENSE, _HOT, _BOILING),
    Reaction.SOFTEN: (_CALM, _TENSE, _HOT),
    Reaction.DISCLOSE: (_CALM, _TENSE),
    Reaction.ASK: (_CALM, _TENSE, _HOT),
    Reaction.ACKNOWLEDGE: (_CALM, _TENSE, _HOT),
    Reaction.AGREE: (_CALM, _TENSE),
    Reaction.REPAIR: (_CALM, _TENSE),
    Reaction.WALK_OUT: (_BOILING,),
}

HOSTILE = frozenset({Reaction.ESCALATE, Reaction.GUILT, Reaction.DISMISS, Reaction.STONEWALL, Reaction.WALK_OUT})
RECEIVING = frozenset({Reaction.DEFLECT, Reaction.TEST, Reaction.SOFTEN, Reaction.DISCLOSE, Reaction.ASK,
                       Reaction.ACKNOWLEDGE, Reaction.AGREE, Reaction.REPAIR})
GUARDED = frozenset({Reaction.DISMISS, Reaction.DEFLECT, Reaction.STONEWALL, Reaction.GUILT, Reaction.TEST, Reaction.ASK})

SKILLED_MOVES = frozenset({Move.BOUNDARY, Move.REQUEST, Move.ACCOUNTABILITY, Move.VALIDATION, Move.FEELING,
                           Move.OPEN_QUESTION, Move.APPRECIATION, Move.REPAIR})


def allowed(move: Move, temperature: TemperatureBand, openness: OpennessBand, price: Price,
            *, may_leave: bool = True, yield_due: bool = False) -> frozenset[Reaction]:
    """The reactions the laws leave open for this turn; never empty.

    Law 1: blame and a skilled turn in the same history get different reactions, so their sets are disjoint.
    Laws 2 and 3: she agrees only when the price is paid, and does not hold out for ever once it is (``yield_due``).
    She walks out only when boiling, and never over a single slip (``may_leave``); she tells her story only when at least ajar.
    """
    if move is Move.BLAME:
        reactions = set(HOSTILE)
    elif move in SKILLED_MOVES:
        if yield_due and price is Price.PAID:
            return frozenset({Reaction.AGREE})
        reactions = set(RECEIVING)
    else:
        reactions = {Reaction.GUILT, Reaction.DISMISS, Reaction.DEFLECT, Reaction.STONEWALL, Reaction.TEST, Reaction.ASK}
    reactions = {reaction for reaction in reactions if temperature in REACHABLE[reaction]}
    if price is not Price.PAID:
        reactions.discard(Reaction.AGREE)
    if openness is OpennessBand.CLOSED:
        reactions.discard(Reaction.DISCLOSE)
    if not may_leave:
        reactions.discard(Reaction.WALK_OUT)
    return frozenset(reactions)
