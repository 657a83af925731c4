"""The trained encoder: a fine-tuned MiniLM with heads for blame, strengths, move and danger.

The weights are ours (tools/encoder/train.py makes them), quantised to eight bits, and run with onnxruntime on one core. One pass
answers everything the coach and the safety watch ask about a message, so both look at the same reading.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
WEIGHTS = Path(__file__).resolve().parents[2] / "data" / "coach" / "encoder"
#: What the danger head tells apart, in its order. "past" is harm told from safety.
DANGERS = ("none", "past", "suicide", "self_harm", "violence", "abuse", "sexual_abuse", "child_abuse", "threat_to_kill", "held")
#: What a message may be beside its move: a word that only lets the other go on; flirting with her.
ASIDES = ("listen", "advance")
LONGEST_TOKENS = 160  # as in training
WHOLE, WINDOW = 600, 120  # characters: read in one go, and a window of a longer message
REMEMBERED = 64  # the watch and the coach read the same message one after the other
#: One spelling of quotes and spaces, letter for letter, so that offsets hold; tools/encoder teaches with the same.
PLAIN = str.maketrans({**dict.fromkeys("’‘`´", "'"), **dict.fromkeys("“”„«»", '"'), "\u00a0": " "})
#: What lies between two sentences.
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?\n])\s+")


@dataclass(frozen=True)
class Impression:
    """What the encoder makes of one message, as log-odds unless said otherwise.

    ``message``  blame, then the thirteen kinds, then the ten strengths.  ``move``  one per move, unnormalised.
    ``tokens``   per word piece: blame, then the thirteen kinds (probabilities).  ``offsets``  where each piece stands in the text.
    ``danger``   probabilities in the order of DANGERS.  ``other``  how likely somebody else than the writer is in danger.
    ``asides``   probabilities in the order of ASIDES, each by itself.
    """

    message: Array
    move: Array
    tokens: Array
    offsets: tuple[tuple[int, int], ...]
    danger: Array
    other: float
    asides: Array


class Encoder:
    """Loads the weights once (about 0.2 s); safe to share between threads."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Raises FileNotFoundError when the weights are not there."""
        import onnxruntime
        from tokenizers import Tokenizer

        model = folder / "encoder.onnx"
        if not model.is_file():
            raise FileNotFoundError(f"The coach's weights are missing: {model}. `make encoder` rebuilds them.")
        options = onnxruntime.SessionOptions()
        # One message is too small to share out: waking a second thread costs more than it saves.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        if self._session.get_outputs()[3].shape[-1] != len(DANGERS) + 1 + len(ASIDES):
            raise FileNotFoundError(f"The coach's weights are of another version: {model}. `make encoder` rebuilds them.")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST_TOKENS)
        self._remembered = lru_cache(REMEMBERED)(self._read)

    def read(self, text: str, previous: str | None = None) -> Impression:
        """The impression of one message of at most LONGEST_TOKENS; ``previous`` is what the other said just before it.

        Longer messages are cut short: read them in :func:`windows`.
        """
        return self._remembered(text, previous)

    def look(self, text: str) -> None:
        """Read ahead what will be asked for soon, in windows; REMEMBERED readings are kept."""
        for start, end in windows(text):
            self.read(text[start:end])

    def _read(self, text: str, previous: str | None) -> Impression:
        text = text.translate(PLAIN)
        encoded = self._tokenizer.encode(text, previous.translate(PLAIN)) if previous else self._tokenizer.encode(text)
        ids = np.array([encoded.ids], dtype=np.int64)
        own = np.array([[int(not special and kind == 0) for special, kind in zip(encoded.special_tokens_mask, encoded.type_ids)]],
                       dtype=np.int64)
        message, move, tokens, danger = self._session.run(None, {
            "ids": ids, "mask": np.ones_like(ids), "types": np.array([encoded.type_ids], dtype=np.int64), "own": own})
        mine = own[0] > 0
        scores = danger[0][:len(DANGERS)].astype(np.float64)
        chances = np.exp(scores - scores.max())
        return Impression(message[0], move[0], chance(tokens[0][mine]),
                          tuple(place for place, kept in zip(encoded.offsets, mine) if kept), chances / chances.sum(),
                          float(chance(danger[0][len(DANGERS)])), chance(danger[0][len(DANGERS) + 1:]))


def chance(score: Any) -> Any:
    """From log-odds to 0–1; the half tangent never overflows."""
    return 0.5 + 0.5 * np.tanh(0.5 * score)


def windows(text: str) -> list[tuple[int, int]]:
    """Slices to be read one by one: the whole text where it is short, else runs of sentences, so that nothing drowns in the rest."""
    if len(text) <= WHOLE:
        return [(0, len(text))]
    cuts = [0]
    ends = [*(match.end() for match in BETWEEN_SENTENCES.finditer(text)), len(text)]
    for end, following in zip(ends, [*ends[1:], len(text)]):
        while end - cuts[-1] > WINDOW:
            cuts.append(cuts[-1] + WINDOW)
        if following - cuts[-1] > WINDOW and end > cuts[-1]:
            cuts.append(end)
    return [(start, end) for start, end in zip(cuts, [*cuts[1:], len(text)]) if end > start]
