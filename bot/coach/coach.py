"""The coach: one reading of a message, with words to say instead."""
from __future__ import annotations

import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Iterator, Literal, Mapping, Sequence, cast

from bot.coach.echo import echo, turn_round
from bot.coach.feedback import Feedback, Move, Strength
from bot.coach.inward import distressing, hard_on_herself
from bot.coach.language import KIN, Parsed, load_spacy, parse, parse_all
from bot.coach.legible import Legibility
from bot.coach.reader import DATA, Judgement, Reader
from bot.coach.reframe import Reframer, onto_copy
from bot.coach.retell import Retold, retell, wished
from bot.coach.sore_spots import touches
from bot.encoder import windows
from bot.safety import Watch

if TYPE_CHECKING:
    from spacy.language import Language

MAX_VARIANTS = 2
READ_AHEAD = 32
#: Chances, chosen by looking at tests/nlu and at ordinary messages; whoever only listens says little.
LISTENING, SURELY_LISTENING, ADVANCE, LISTENERS_WORDS = 0.8, 0.92, 0.93, 9
TELLING_WORDS = 4  # from here on a noun means that something is told
_SURROGATE = re.compile(r"[\ud800-\udfff]")
#: Nouns of somebody who only listens ("take your time", "I'm all ears").
_NO_NEWS = frozenset([*KIN, *"time ear ears minute moment rest word words hm mhm mm oh ah yeah aye ok love dear darling pet way".split()])
_CONTENT = {"NOUN", "VERB", "ADJ", "ADV", "PROPN"}


class Coach:
    """Reads blame and finds better words. Safety looks first: whoever names harm is never corrected."""

    def __init__(self, nlp: Language, reader: Reader, watch: Watch, reframer: Reframer) -> None:
        self._nlp, self.reader, self._watch, self._reframer = nlp, reader, watch, reframer
        self._legible = Legibility(nlp)
        self._distressing = distressing(DATA / "feelings.yml")

    @classmethod
    def load(cls, watch: Watch | None = None) -> Coach:
        """With the weights that came with the project. Raises FileNotFoundError when they are not there."""
        watch = watch or Watch.load()
        nlp = load_spacy()
        return cls(nlp, Reader.open(nlp, encoder=watch.encoder), watch, Reframer(DATA))

    def read(self, text: str, *, previous: str | None = None, speaker: str = "daughter",
             sore_spots: Sequence[Mapping[str, Any]] = (), seed: int = 0, parsed: Parsed | None = None) -> Feedback:
        """The feedback on one message; never raises, whatever the text. ``seed`` varies the wording of reframes; ``parsed`` comes
        from :meth:`parse_all`.

        ``previous``, what she said last, is part of the contract and not used: it did not help on messages by other hands, and her
        sharp line made a kind question after it look like a charge (docs/evaluation.md).
        """
        typed = _whole(text)
        parsed = parsed or parse(self._nlp, typed)
        lemmas = tuple(t.lemma_.lower() for t in parsed.doc if t.pos_ in _CONTENT and not t.is_stop and t.is_alpha)
        harm = self._watch.recognise(typed)
        crisis = harm.danger is not None
        # Whoever names harm is never taken for somebody who flirts.
        listening, advance = (0.0, False) if crisis or harm.past else self._asides(typed)
        listens = listening >= LISTENING
        legible = self._legible(typed)
        if crisis or not legible:
            return Feedback(text, move=Move.CRISIS if crisis else Move.NEUTRAL, crisis=crisis, question="?" in text, lemmas=lemmas,
                            legible=legible or crisis, listening=listens and len(typed.split()) <= 1, advance=advance)
        found = self.reader.judge(typed, parsed=parsed)
        words = echo(parsed, found.blame)
        tells = len(typed.split()) >= TELLING_WORDS and any(
            token.pos_ in ("NOUN", "PROPN", "NUM") and token.lower_ not in _NO_NEWS for token in parsed.doc)
        listens = listens and not (tells or found.blame or found.strengths) and (
            listening >= SURELY_LISTENING or found.move not in (Move.WITHDRAW, Move.DEFEND))
        feedback = Feedback(text, found.blame, found.strengths, found.move, lemmas=lemmas,
                            question="?" in text or Strength.OPEN_QUESTION in found.strengths,
                            landing=None if found.blame else _landing(typed, lemmas, sore_spots), echo=words,
                            advance=advance, listening=listens, distress=words.feeling in self._distressing,
                            self_blame=hard_on_herself(typed, found.move, found.strengths, self._judge))
        return self._with_reframe(feedback, parsed, speaker, seed) if found.blame else feedback

    def _judge(self, text: str) -> Judgement:
        return self.reader.judge(text, parsed=parse(self._nlp, text))

    def _asides(self, typed: str) -> tuple[float, bool]:
        """The chance that a message only listens (dots alone do), and whether it flirts with her."""
        if typed and all(unicodedata.category(sign)[0] in "PZ" for sign in typed):
            return 1.0, False
        if not any(sign.isalpha() for sign in typed):
            return 0.0, False
        chances = [self.reader.encoder.read(typed[start:end]).asides for start, end in windows(typed)]
        listening = float(chances[0][0]) if len(chances) == 1 and len(typed.split()) <= LISTENERS_WORDS else 0.0
        # A single word, said over and over, is no approach.
        several = len({word.lower() for word in typed.split()}) > 1
        return listening, several and bool(max(chance[1] for chance in chances) >= ADVANCE)

    def retell(self, text: str, role: str, name: str | None = None) -> Retold:
        """What is told about the other (``role``: mother or daughter), from her mouth."""
        return retell(parse(self._nlp, _whole(text)), role, name)

    def wished(self, text: str, role: str, name: str | None = None) -> str | None:
        """What is asked of the other, from her mouth, as a bare verb phrase."""
        return wished(lambda part: parse(self._nlp, part), _whole(text), role, name)

    def thing(self, text: str) -> tuple[str, tuple[str, ...]]:
        """A thing named in a word or two, from the other's mouth, and the lemmas it is recognised by."""
        doc = parse(self._nlp, re.sub(r"^her ", "your ", _whole(text), flags=re.I)).doc
        lemmas = tuple(token.lemma_.lower() for token in doc if token.pos_ in _CONTENT and token.is_alpha and not token.is_stop)
        return turn_round(doc), lemmas or (text.lower(),)

    def parse_all(self, texts: Sequence[str]) -> Iterator[Parsed]:
        """Parse messages that wait together, in order, while the encoder reads ahead in a second thread; at most READ_AHEAD of them
        gain from it. Give each to :meth:`read`."""
        typed = [_whole(text) for text in texts]
        with ThreadPoolExecutor(1) as second:
            looked = [second.submit(self.reader.encoder.look, text) for text in typed]
            for parsed, done in zip(parse_all(self._nlp, typed), looked):
                done.result()
                yield parsed

    def _with_reframe(self, feedback: Feedback, parsed: Parsed, speaker: str, seed: int) -> Feedback:
        """Keep of the proposed lines only those in which the coach itself finds nothing to mark."""
        # The parser saw a tidied copy of the message, so the spans have to point there too.
        doc, tidy = parsed.doc, parsed.tidy
        spans = onto_copy(feedback.blame, tidy.starts, tidy.ends)
        if not spans:
            return feedback  # Marked beyond what the parser is given of a very long message.
        side = cast(Literal["daughter", "mother"], speaker)
        proposal = self._reframer.propose(doc, spans, feedback.strengths, side, seed, typed=tidy.raw)
        clean: list[str] = []
        for line in proposal.candidates:
            if self.reader.clean(line) and self._watch.recognise(line).danger is None:
                clean.append(line)
            if len(clean) > MAX_VARIANTS:
                break
        ask = proposal.ask or (None if clean else self._reframer.ask(doc, spans, tidy.raw))
        return replace(feedback, reframe=clean[0] if clean else None, variants=tuple(clean[1:]), ask=ask)


def _whole(text: str) -> str:
    """Half an emoji is no character; it is read as one that cannot be shown, which keeps every offset."""
    return _SURROGATE.sub("\ufffd", text)


def _landing(text: str, lemmas: tuple[str, ...], sore_spots: Sequence[Mapping[str, Any]]) -> str | None:
    """Why a line without blame may still land hard: it touches one of her sore spots."""
    for spot in sore_spots:
        if touches(text, lemmas, spot.get("words", ())):
            landing = spot.get("landing")
            return str(landing) if landing else None
    return None
