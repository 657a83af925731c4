"""The learner's own words, turned round for the listener's mouth: "call before you come to my house" -> "call before I come to your house"."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Iterable

from bot.coach.clauses import clauses
from bot.coach.feedback import BlameSpan, Echo
from bot.coach.language import KIN, Parsed
from bot.coach.lexicon import FEELING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

STUNG_WORDS = 10
_VERY = (r"(?:so |really |very |just |a bit |a little |quite |pretty |such |too |still |also |honestly |feeling |proper |"
         r"rather |kind of |sort of |truly |absolutely |"
         r"completely |dead |deeply |always |properly |all |that |more |a lot |most |terribly |awfully |utterly |been |about |"
         r"both |getting |left feeling |feel |felt )*")
_FEELING = re.compile(rf"\b(?:i|it)(?:'m| am| was|'ve been| have been| do| did| just| really| still| always| often| sometimes| get| got|"
              rf" get so| feel| felt| was feeling|'ve felt| have felt| had|'d| end up| came away| went| keep| usually| makes me|"
              rf" made me| makes me feel| made me feel| left me| leaves me| find myself)+ {_VERY}(?P<f>{FEELING})\b|"
              r"\bi (?:\w+ )?(?:miss(?:ed)?|worry|worried|panic(?:ked)?|dread(?:ed)?|cried|fear|regret|ached?|grieve)\b|"
              r"\bit (?:\w+ )?(?:hurts?|stung|stings|scares me|breaks my heart|broke my heart|pains me|frightens me|"
              r"worries me)\b|\b(?:that|this) (?:really |still )?(?:hurt|stung|scared me|scares me)\b|\bmy (?:heart|stomach|"
              r"chest) (?:\w+ )?(?:sank|sinks|aches|ached|hurts|races|raced|drops|dropped|broke|knots|tightens|was)\b|"
              r"\bin tears\b")
_PLAIN = {"ok", "okay", "fine", "good", "great", "better", "down", "mad at", "let", "content", "welcome", "warm", "bad at", "worse", "more"}
_ASK = re.compile(
    r"\b(?:(?:could|would|can|will) you(?: please)?(?: just)?(?: try to| be (?:willing|able|open|up) (?:to|for))?|(?:could|can|shall) we(?: please)?(?: just)?"
    r"|would you mind|do you think (?:you|we) could|(?:is|would) there (?:a|any) chance (?:you|we) could|i(?:'d| would) (?:really )?(?:like|love) (?:it if you (?:could|would)|you to)"
    r"|i(?:'d| would) appreciate it if you (?:could|would)|i need you to|i want you to|(?:and |so |but |mum, |mom, )?please(?: just)?|is it possible to)\s+", re.I)
_NOT_ASKED = re.compile(r"^(?:you|i|we|he|she|they|it|believe|imagine|tell me why|not|never|don't)\b", re.I)
_TIME = set("day days time times minute minutes hour hours week weeks month months year years morning night evening afternoon tonight today "
            "yesterday tomorrow sunday monday tuesday wednesday thursday friday saturday way thing things lot bit kind sort moment one ones "
            "something anything everything nothing someone everyone anyone nobody people everybody weekend o'clock second sense please "
            "side part fault god sake reason point rest chance fact problem feeling feelings matter word words".split())
# Too thin to be brought up again turns later.
_THIN = set("idea question answer attention truth deal mind life world turn look care love trouble help advantage effort use mistake choice conversation "
            "talk story head heart hand hands face eye eyes voice tone mouth back breath sigh thought thoughts opinion respect support space patience worry "
            "worries fear guilt shame sorry thanks pain anger need needs interest person people woman man girl boy end start place room half nerve bother "
            "reply response message messages mood moment feeling thing idea look joke name list line lines word".split())
_TITLES = set("aunt auntie aunty uncle tita tito tia cousin sister mr mrs ms dr".split())
_WHERE = set("in at near into around through across via outside inside towards".split())
_GOING = set("move go come fly travel drive get live return head walk stay work study leave".split())
_RELATIVES = set("dad father brother sister gran grandma granny nan nana grandmother grandad grandpa grandfather husband wife boyfriend girlfriend "
                 "aunt auntie aunty uncle cousin boss teacher son baby partner neighbour friend".split())
_NOT_NAMES = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
                 "november december christmas easter eid diwali ramadan ramzan thanksgiving hanukkah god lord jesus allah facebook whatsapp instagram "
                 "skype zoom i ok lol english sundays fridays saturdays mondays new year dear mummy daddy dad papa baba father granny grandma nana nan "
                 "aunt auntie aunty uncle sis bro mrs mr ms dr".split()) | set(KIN)


def turn_round(tokens: Iterable[Token]) -> str:
    """The words with I and you exchanged, as the listener would say them."""
    tokens = list(tokens)
    out: list[str] = []
    before = ""
    for token in tokens:
        low = token.lower_
        word = token.text
        if low in ("you", "ya"):
            word = "I" if token.dep_ in ("nsubj", "nsubjpass", "csubj") else "me"
        elif low in ("your", "my", "yours", "mine", "yourself", "myself"):
            word = {"your": "my", "my": "your", "yours": "mine", "mine": "yours", "yourself": "myself", "myself": "yourself"}[low]
        elif low in ("i", "me"):
            word = "you"
        elif before in ("you", "ya") and out and out[-1].strip() == "I" and low in ("are", "'re", "were"):
            word = {"are": "am", "'re": "'m", "were": "was"}[low]
        elif before == "i" and low in ("am", "'m", "was"):
            word = {"am": "are", "'m": "'re", "was": "were"}[low]
        before = low
        out.append(word + token.whitespace_)
    return re.sub(r"\s+", " ", "".join(out)).strip(" .,;:!?")


def _asked(parsed: Parsed) -> str | None:
    text = parsed.tidy.text
    for match in _ASK.finditer(text):
        if parsed.quoted(match.start()) or _NOT_ASKED.match(text[match.end():]):
            continue
        doc = parsed.doc
        first = next((t for t in doc if t.idx >= match.end()), None)
        if first is None or first.is_punct or first.pos_ not in ("VERB", "AUX", "ADV", "PRON", "ADP", "NOUN", "PART", "ADJ", "INTJ", "PROPN"):
            continue
        tokens: list[Token] = []
        for token in doc[first.i:]:
            if token.is_punct and token.text[0] in ".?!;" or token.is_sent_start and token.i > first.i and tokens and tokens[-1].is_punct:
                break
            tokens.append(token)
        while tokens and (tokens[-1].is_punct or tokens[-1].is_space or tokens[-1].lower_ in KIN or tokens[-1].lower_ == "please"):
            tokens.pop()
        for i, token in enumerate(tokens):
            # "…, so that I can rest" and "…, instead of …" belong to the ask; a new main clause does not.
            if token.text == "," and i + 1 < len(tokens) and tokens[i + 1].lower_ in ("i", "because", "and", "but", "it"):
                tokens = tokens[:i]
                break
        if not tokens or len(tokens) > 24:
            continue
        phrase = turn_round(tokens)
        if tokens[0].tag_ == "VBG":
            phrase = re.sub(r"^\S+", tokens[0].lemma_, phrase)
        if tokens[0].pos_ not in ("PROPN",) and not phrase.startswith("I "):
            phrase = phrase[:1].lower() + phrase[1:]
        if phrase:
            return phrase
    return None


def _feeling(parsed: Parsed) -> str | None:
    for c in clauses(parsed):
        if c.quoted or c.who not in (1, 3, 4):
            continue
        match = _FEELING.search(c.text)
        if match and match.group("f") and match.group("f") not in _PLAIN and not re.search(r"n't|\bnot\b|\bnever\b", c.text[:match.end()]) and (
                re.search(r"\bi\b|\bme\b", match.group())):
            return match.group("f")
        simple = re.search(r"\bi (?:\w+ )?(miss|worr(?:y|ied))", c.text)
        if simple and c.who == 1 and simple.group(1).startswith("worr"):
            return "worried"
    return None


def _topic(parsed: Parsed) -> Span | None:
    """What the message is about: the noun phrase that weighs most in it."""
    best: tuple[float, Span] | None = None
    for chunk in parsed.doc.noun_chunks:
        root = chunk.root
        if root.pos_ == "PRON" or root.lower_ in _TIME or root.lower_ in KIN or root.dep_ in ("npadvmod", "intj", "ROOT") and root.pos_ == "PROPN":
            continue
        if not root.is_alpha or parsed.quoted(root.idx):
            continue
        if not 1 <= len(_without_article(chunk)) <= 5:
            continue
        score = {"dobj": 2.0, "nsubj": 1.6, "nsubjpass": 1.8, "pobj": 1.2, "attr": 0.8, "conj": 0.7}.get(root.dep_, 0.5)
        if root.head.lower_ in ("about", "over", "of"):
            score += 0.8
        if any(t.lower_ in ("my", "your", "our") for t in chunk):
            score += 1.0
        if root.pos_ == "PROPN":
            score -= 0.4
        if best is None or score > best[0]:
            best = (score, chunk)
    return best[1] if best else None


def _without_article(chunk: Span) -> list[Token]:
    return [t for t in chunk if not (t.dep_ in ("det", "predet") and t.lower_ != "no") and not t.is_punct]


def _bare(chunk: Span) -> str:
    """Turned round, without its article: "my job" -> "your job", "the wedding" -> "wedding"."""
    words = _without_article(chunk)
    phrase = turn_round(words)
    return phrase if words[0].pos_ == "PROPN" else phrase[:1].lower() + phrase[1:]


def _named(chunk: Span) -> str:
    """Turned round, as it fits into any sentence: "a wedding" -> "the wedding", "my job" -> "your job", "exams"."""
    bare = _bare(chunk)
    return bare if len(_without_article(chunk)) == len([t for t in chunk if not t.is_punct]) else f"the {bare}"


def _whole(chunk: Span) -> str | None:
    """Turned round and able to stand by itself: "your job", "the wedding", "exams". None for what is too thin to be raised again."""
    words = _without_article(chunk)
    if chunk.root.pos_ != "NOUN" or chunk.root.lemma_.lower() in _THIN | _RELATIVES or len(words) > 3 or chunk.root.tag_ == "VBG" or any(
            t.pos_ not in ("NOUN", "PROPN", "ADJ", "PRON", "DET") or t.lower_ in ("no", "such", "other", "same") for t in words):
        return None
    own = words[0].lower_ in ("my", "your", "our", "his", "her", "their")
    if not own and chunk.root.tag_ == "NN" and len(words) == len(chunk):
        return None  # a bare singular ("work", "dinner") says too little
    return _bare(chunk) if own or len(words) == len(chunk) else f"the {_bare(chunk)}"


def _people(parsed: Parsed, names: tuple[str, ...]) -> tuple[str, ...]:
    """Whoever can be brought up again: names, and relatives with their owner ("my brother" -> "your brother")."""
    kin = [turn_round(chunk) for chunk in parsed.doc.noun_chunks if len(chunk) == 2 and chunk[0].lower_ in ("my", "your")
           and chunk[1].lower_ in _RELATIVES]
    titles = {before.text: before.nbor(-1).text for before in parsed.doc[1:] if before.nbor(-1).lower_ in _TITLES}
    full = (f"{titles[name]} {name}" if name in titles else name for name in names if len(name) > 2)
    return tuple(dict.fromkeys([*full, *(phrase.lower() for phrase in kin)]))


def _is_place(token: Token) -> bool:
    """Where something is or somebody goes: no person to bring up again."""
    head = token
    while head.dep_ in ("compound", "conj", "appos", "poss") and head.head is not head:
        head = head.head
    before = head.head
    return head.dep_ == "pobj" and (before.lower_ in _WHERE or before.lower_ in ("to", "from") and before.head.lemma_.lower() in _GOING)


def _names(parsed: Parsed) -> tuple[str, ...]:
    found: list[str] = []
    run: list[str] = []
    for token in [*parsed.doc, None]:
        if token is not None and token.pos_ == "PROPN" and token.text[:1].isupper() and token.is_alpha and token.lower_ not in _NOT_NAMES  and not _is_place(token):
            run.append(token.text)
            continue
        if run and " ".join(run) not in found:
            found.append(" ".join(run))
        run = []
    return tuple(found)


def echo(parsed: Parsed, blame: tuple[BlameSpan, ...]) -> Echo:
    """Everything of the learner's that the listener may take up."""
    raw = parsed.tidy.raw
    stung = None
    if blame:
        words = list(re.finditer(r"\S+", raw[blame[0].start:blame[0].end]))[:STUNG_WORDS]
        stung = raw[blame[0].start:blame[0].start + words[-1].end()] if words else None
    topic, names = _topic(parsed), _names(parsed)
    return Echo(_feeling(parsed), _asked(parsed), stung, _named(topic) if topic else None, names,
                _whole(topic) if topic else None, _people(parsed, names))
