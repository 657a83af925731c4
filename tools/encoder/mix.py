"""Chooses the weights of the mix on the contrast sets held back from training."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Sequence

import numpy as np
from corpus import KINDS, MOVES, STRENGTHS, Message
from sklearn.linear_model import LogisticRegression

from bot.coach.language import parse
from bot.coach.linear import Linear
from bot.coach.mix import OF_KINDS, OF_MOVES, OF_STRENGTHS, all_signs, chance, encoder_signs
from bot.coach.syntax import features
from bot.encoder import Encoder

if TYPE_CHECKING:
    from spacy.language import Language

STEPS = (0.0, 0.15, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)  # tried for each single weight


def fit_mix(folder: Path, nlp: Language, held: Sequence[Message]) -> dict[str, Any]:
    """The contents of mix.json, from the quantised encoder and the linear reader in ``folder``: what will run is what is weighed."""
    encoder, linear = Encoder(folder), Linear.load(folder / "linear.npz")
    impressions = [encoder.read(message.text) for message in held]
    scores = [linear.scores(features(parse(nlp, message.text))) for message in held]
    blamed = np.array([bool(message.blame) for message in held])
    pairs = list(zip(impressions, scores))
    strengths = []
    for place, name in enumerate(STRENGTHS):
        signs = [[i.message[OF_STRENGTHS][place], s[OF_STRENGTHS][place]] for i, s in pairs]
        strengths.append(_weights(signs, np.array([name in message.strengths for message in held])))
    moves = [MOVES.index(message.move) for message in held]
    kinds = np.array([[any(kind == k for _, _, k in message.blame) for kind in KINDS] for message in held])
    return {
        "weighed_on": len(held),
        "alone": _weights([encoder_signs(i) for i in impressions], blamed),
        "both": _weights([all_signs(i, s) for i, s in pairs], blamed),
        "strengths": strengths,
        "moves": max(STEPS, key=lambda w: np.mean([int((i.move + w * s[OF_MOVES]).argmax()) == m for (i, s), m in zip(pairs, moves)])),
        "kinds": max(STEPS, key=lambda w: _best_kind(pairs, kinds, w)),
        "implied": 1.0,
    }


def _weights(signs: Sequence[Any], wanted: np.ndarray) -> list[float]:
    fitted = LogisticRegression(C=0.3, max_iter=1000).fit(np.array(signs), wanted)
    return [round(float(weight), 4) for weight in (*fitted.coef_[0], fitted.intercept_[0])]


def _best_kind(pairs: Sequence[Any], kinds: np.ndarray, weight: float) -> float:
    """How often the likeliest kind of a blaming message is one of its kinds."""
    hits = [bool(row[int((chance(i.message[OF_KINDS]) + weight * chance(s[OF_KINDS])).argmax())])
            for (i, s), row in zip(pairs, kinds) if row.any()]
    return float(np.mean(hits))
