"""Each charged clause about the other, turned: what she did, what is wished for, what is feared or not known."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Iterator, Mapping, Sequence

from bot.coach.feedback import BlameKind
from bot.coach.reframe.deeds import IDIOMS, MANNERED
from bot.coach.reframe.extent import Carried, carried, finite, plus_some, unsaid
from bot.coach.reframe.grammar import UNCHANGED, base_of, denied, helpers, inflect, is_past, is_you, phrase_text, subject
from bot.coach.reframe.lexis import CHARGED, CONTACT, FIGURES, GUARD_HARM, JUDGED_OBJECTS, PATOIS, STATES
from bot.coach.reframe.plain import charged
from bot.coach.reframe.spell import spelled, text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

K = BlameKind
Spans = Sequence[tuple[int, int, BlameKind]]
MINDS = frozenset("think believe reckon assume suppose suspect imagine".split())
HEARTS = frozenset("care love trust like respect want need value appreciate believe support understand see hear notice accept approve".split())
BLIND = frozenset("know understand realise realize see get appreciate imagine".split())
WISHING = frozenset("wish hope want decide pray expect assume doubt wait".split())
AGAINST = frozenset("hate resent despise loathe detest".split())
#: What is asked for again is not the opposite of these: "you never change" wants no changing of hers.
NOT_WISHED = frozenset("""change learn stop quit cease fail miss tire lose grow mind drop waste end pass give forget let seem mean matter become do have get make
 want need hate regret escape win expect know realise realize remind exist belong deserve own think cost hurt own run rest admit bother""".split())
THIN_ALONE = frozenset("say tell do make get give have take put want need know see go come look talk think let keep try use be act turn start ask speak bring mean pick".split())
MAX_JOINED = 20  # words of two deeds told as one
VAGUE_OBJECTS = frozenset({"this", "that", "it", "so", "things", "stuff", "something", "one"})
PLACES = frozenset("on at in with out away there here off over around round behind late early online home abroad busy asleep upstairs outside".split())
SAYING = frozenset("say tell call claim announce shout write text joke whisper ask reply answer hint".split())
#: Things that are figures of speech wherever they stand; the others may be meant as they are ("take me to court").
NEVER_PLAIN = frozenset("hell soul guts throne saint martyr god breath lord devil circus officer jury trial furniture".split())
GENTLE = frozenset("honest gentle patient careful quiet kind nice open fair happy proud".split())
SIGHS = frozenset("stand wait help bear believe resist spare".split())
HOW = frozenset("talk speak treat behave act look".split())
ASSISTED = frozenset({"can", "could", "will", "would", "wo", "ca"})
#: In these only what has happened is told as it was.
QUIET = frozenset({K.LABEL, K.DISMISSAL, K.THREAT})
TOLD_IDIOMS = frozenset({("take", "over"), ("hang", "over"), ("go", "on"), ("go", "back"), ("throw", "away"), ("drive", "up"), ("put", "down"), ("take", "out"), ("bring", "down"), ("give", "up")})
UNFILMED = frozenset("""deserve own mean matter seem become exist belong lack cost suit owe require consist resemble win lose fail hurt ruin destroy
 kill live die""".split())


@dataclass(frozen=True)
class Turn:
    """``group`` names the frames, ``slots`` fill them, ``at`` is the place in the message, ``weight`` how surely it says what was meant."""

    group: str
    slots: Mapping[str, str]
    at: int
    weight: int
    past: bool = False


@dataclass(frozen=True)
class Charge:
    """A clause with ``you`` as its subject inside a charge."""

    doc: Doc
    who: Token
    head: Token
    kinds: frozenset[BlameKind]
    camera: Mapping[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return base_of(self.head)

    @property
    def no(self) -> bool:
        before = [t.lower_ for t in self.doc[max(self.head.sent.start, self.who.i - 5):self.who.i]]
        if any(pair in {("not", "one"), ("not", "once"), ("never", "once"), ("not", "a")} for pair in zip(before, before[1:])):
            return True
        if self.base == "be" and any(t.lower_ in {"never", "not", "n't", "nt"} for t in self.doc[self.head.i + 1:self.head.i + 3]):
            return True
        return denied(self.head) or any(t.lower_ in {"never", "not", "n't", "hardly", "barely", "rarely", "nt"} for t in self.doc[self.who.i:self.head.i])

    def rest(self) -> Carried:
        return carried(self.doc, self.head, bool(self.kinds & {K.MIND_READING}))


def charges(doc: Doc, spans: Spans, camera: Mapping[str, str]) -> Iterator[Charge]:
    """Clauses about the other in the charges, main clauses first in the order of the message."""
    seen: set[int] = set()
    for token in doc:
        kinds = frozenset(kind for start, end, kind in spans if start <= token.idx < end)
        if not kinds or _quoted(token):
            continue
        if token.tag_ == "VBD" and token.is_sent_start and token.dep_ == "ROOT" and kinds & {K.CRITICISM, K.ACCUSING_QUESTION, K.ABSOLUTE, K.FAULT} and not any(
                c.dep_ in {"nsubj", "nsubjpass", "expl"} for c in token.children) and not {"i", "me", "my"} & {t.lower_ for t in token.sent}:
            seen.add(token.i)
            yield Charge(doc, token, token, kinds, camera)
            continue
        if not is_you(token):
            continue
        head = _head(token)
        if head is None or head.i in seen or _said_by_others(head) or token.i and token.nbor(-1).lower_ == "like" and token.i - 1 == token.sent.start or head.dep_ == "relcl" and not _of_a_time(head) or _conditional(head) or _elsewhere(head):
            continue
        seen.add(head.i)
        yield Charge(doc, token, head, kinds, camera)
        for other in head.conjuncts:  # "you walked in and moved my things"
            if other.i > head.i and other.pos_ == "VERB" and other.i not in seen and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in other.children):
                seen.add(other.i)


def _quoted(token: Token) -> bool:
    text = token.doc.text
    if '"' not in text and "'" not in text:
        return False
    return sum(t.is_quote and t.tag_ != "POS" for t in token.doc[:token.i]) % 2 == 1


def _head(you: Token) -> Token | None:
    """The verb of this subject by the parse, or else the first verb after it."""
    if you.dep_ in {"nsubj", "nsubjpass"} and you.head.pos_ in {"VERB", "AUX"} and you.head.i > you.i:
        return you.head
    if you.dep_ in {"dobj", "pobj", "dative", "poss"}:
        return None
    for token in you.doc[you.i + 1:you.i + 6]:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            return token
        if token.pos_ not in {"ADV", "AUX", "PART"}:
            return None
    return None


def _said_by_others(head: Token) -> bool:
    """"There's a kid who thinks you hung the moon"; and the reason in "you read it because you think …"."""
    above = head.head
    if head.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"because", "cos", "coz", "cuz"} for c in head.lefts):
        who = subject(above)
        return who is not None and is_you(who)
    if head.dep_ != "ccomp" or above.lemma_.lower() not in MINDS | SAYING:
        return False
    who = next((c for c in above.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return who is not None and who.lower_ not in {"i", "we"} and not is_you(who)


def _of_a_time(head: Token) -> bool:
    if any(t.lower_ == "since" for t in head.doc[head.sent.start:head.i]):
        return True  # "ever since the funeral you talk …" is no clause of the funeral's
    return head.head.lemma_.lower() in {"way", "day", "night", "time", "moment", "week", "year", "morning", "evening", "minute"} and head.head.i < head.i


def _elsewhere(head: Token) -> bool:
    """"It's always lag when you miss": the main clause is about something else."""
    if head.dep_ != "advcl" or not any(c.lower_ in {"when", "whenever"} for c in head.lefts):
        return False
    top = {t.i for t in head.subtree}
    return not any(t.lower_ in {"i", "me", "my", "we", "us", "i'm"} or is_you(t) for t in head.sent if t.i not in top)


def _conditional(head: Token) -> bool:
    if head.head.lemma_.lower() in {"feel", "seem", "sound"} and head.left_edge.lower_ in {"like", "as"}:
        return False  # "I feel like you …"
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "than", "until", "till", "before", "after", "once", "like", "as"} for c in head.lefts) or \
        head.left_edge.lower_ in {"before", "until", "till", "than", "like", "now"}


def beside(doc: Doc, spans: Spans, camera: Mapping[str, str], caused: Mapping[str, str]) -> list[Turn]:
    """What the other did, told in a plain sentence next to the charge: "You rated me three stars. I feel betrayed." """
    found = []
    for sentence in doc.sents:
        if sentence.text.strip().endswith("?"):
            continue
        inside = [(start, end) for start, end, _ in spans if start < sentence.end_char and end > sentence.start_char]
        low, high = max([sentence.start_char, *(end for _, end in inside)]), sentence.end_char
        if inside and not doc.text[low:].lstrip().startswith((",", "-", "–", ";")):
            continue
        plain = [(low, high, K.CRITICISM)]
        found += [Turn(t.group, t.slots, t.at, 5, t.past) for t in turns(doc, plain, camera, caused) if t.group in {"turn_past", "turn_missed"} and not t.slots.get("clause", "").startswith("you were ")]
    return found[-1:]


def turns(doc: Doc, spans: Spans, camera: Mapping[str, str], caused: Mapping[str, str]) -> list[Turn]:
    """What can be made of the charged clauses about the other, the surest first."""
    found: list[Turn] = []
    told = -1  # the last token of what was told already
    for charge in charges(doc, spans, camera):
        if charge.who.i <= told or charge.base in caused and {"me", "us"} & {c.lower_ for c in charge.head.rights}:
            continue
        turn = _turn(charge)
        if turn is None:
            continue
        told = max((t.i for t in charge.rest().tokens), default=told)
        before = found[-1] if found else None
        if before is not None and before.group == turn.group == "turn_past" and doc[before.at].sent == doc[turn.at].sent and len(
                before.slots["clause"].split()) + len(turn.slots["clause"].split()) < MAX_JOINED:
            found[-1] = Turn(turn.group, {"clause": f"{before.slots['clause']} and {turn.slots['clause']}"}, before.at, turn.weight, True)
        else:
            found.append(turn)
    return sorted(found, key=lambda turn: (-turn.weight, turn.at))


def _turn(c: Charge) -> Turn | None:
    if {t.lower_ for t in c.head.sent} & PATOIS or c.base in GUARD_HARM:
        return None
    return _lied(c) or _rather(c) or _known(c) or _feared(c) or _owed(c) or _withheld(c) or _forced(c) or _manner(c) or _deed(c)


def _make(c: Charge, group: str, weight: int, past: bool = False, **slots: str) -> Turn:
    return Turn(group, slots, c.who.i, weight, past)


def say(c: Charge, tokens: Sequence[Token], positive: bool = False, of_herself: bool = False) -> str | None:
    """The words after the verb, without charged adjectives; None where something charged is left. ``of_herself``: the clause is about
    the learner alone, who may call herself what she likes, and "everything" is much."""
    kept = [t for t in tokens if not (charged(t) and t.dep_ in {"amod", "advmod"})]
    if sum(t.is_quote and t.tag_ != "POS" for t in kept) % 2:
        kept = [t for t in kept if not t.is_quote or t.tag_ == "POS"]
    reported = of_herself or c.base in SAYING | MINDS | WISHING
    for token in kept:
        inside = reported or any(a.lemma_.lower() in SAYING and a.i > c.head.i for a in token.ancestors)
        plain = token.lemma_.lower() in FIGURES - NEVER_PLAIN and token.lower_ not in CHARGED and token.lemma_.lower() not in CHARGED
        plain = plain or token.lemma_.lower() == "lecture" and token.pos_ == "NOUN"
        if charged(token) and not inside and not plain or token.like_url:
            return None
    text = re.sub(r"\beverything (?=(?:i|i'm|you|we|he|she|they)\b)", "what ", phrase_text(kept), flags=re.I)
    if of_herself:
        text = re.sub(r"\beverything\b", "so much", text)
    if text.count('"') % 2 or not of_herself and re.search(r"\b(everything|nothing)\b", text) and not re.search(r"everything and (me|us) nothing", text):
        return None
    return plus_some(text) if positive else text


def _judging(c: Charge, rest: Carried) -> bool:
    """An idiom or an object that makes a verdict of a plain verb."""
    first = rest.tokens[0].lower_ if rest.tokens else ""
    objects = [t.lemma_.lower() for t in rest.tokens if t.dep_ == "dobj" and t.head == c.head]
    if (c.base, first) == ("roll", "your") or (c.base, first) == ("raise", "your"):
        return False
    words = [t.lower_ for t in rest.tokens]
    if c.base == "make" or c.base == "let" and words[-1:] == ["down"]:
        return True
    if c.base in {"take", "pick"} and "side" in objects:
        return not any(t.lemma_.lower() == "side" and any(p.dep_ == "poss" and p.lower_ not in {"my", "your"} for p in t.lefts) for t in rest.tokens)
    links = {t.lower_ for t in c.head.rights if t.dep_ in {"prt", "prep", "advmod"}} | {first}
    if any(t.dep_ == "pobj" and t.lemma_.lower() in {"word", "throat", "nerve", "expense"} for t in rest.tokens):
        return True
    return any((c.base, link) in IDIOMS - TOLD_IDIOMS for link in links) or any(o in JUDGED_OBJECTS for o in objects) and c.base not in SAYING


def _empty(c: Charge, rest: Carried) -> bool:
    """Nothing yet is told: "you always do this", "you make", "you look at me"."""
    words = [t.lower_ for t in rest.tokens if not t.is_punct]
    if set(words) & {"yourself", "yourselves", "themselves"}:
        return True
    if c.base == "let" and len(words) == 1 or words and words[0] in {"that", "this"} and rest.tokens[0].dep_ == "dobj":
        return True
    if not words:
        return c.base in THIN_ALONE or c.base not in {"shout", "yell", "laugh", "leave", "cry", "interrupt", "scream", "smoke", "drink", "quit", "swear", "listen", "call", "ring",
                                                     "knock", "visit", "apologise", "apologize", "help", "cancel", "disappear", "vanish", "refuse"}
    if set(words) <= VAGUE_OBJECTS | {"to", "me", "us", "at", "up", "on", "in", "for", "about", "with"} and c.base in THIN_ALONE:
        return True
    if words[0] in VAGUE_OBJECTS and c.base in THIN_ALONE and not set(words) & {"me", "my", "us", "our"} and len(words) < 4:
        return True
    return words[0] in VAGUE_OBJECTS and c.base in {"do", "make", "use", "get", "have"} and len(words) < 4


def _rather(c: Charge) -> Turn | None:
    """"You'd rather polish that lamp than look at me" wants the looking."""
    between = {t.lower_ for t in c.doc[c.who.i:c.head.i + 1]}
    if not between & {"rather", "sooner"}:
        return None
    than = next((t for t in c.doc[c.head.i:c.head.i + 20] if t.lower_ == "than"), None)
    verb = next((t for t in c.doc[than.i + 1:than.i + 4] if t.tag_ in {"VB", "VBP"}), None) if than is not None else None
    if verb is None or base_of(verb) in NOT_WISHED - {"have", "let", "give"}:
        return None
    rest = carried(c.doc, verb, False)
    tail, past = say(c, rest.tokens), inflect(verb, "VBD")
    if past is None or tail is None or not {t.lower_ for t in rest.tokens} & {"me", "us", "my", "our"}:
        return None
    return _make(c, "turn_wish", 9, vp=f"{verb.lower_} {tail}", vpast=f"{past} {tail}")


def _lied(c: Charge) -> Turn | None:
    """"You lied to me": what was told and what was found are not the same."""
    if c.base != "lie" or c.no or not {"me", "us", "my"} & {t.lower_ for t in c.doc[c.head.i:c.head.i + 4]} or set(helpers(c.head)) & {"would", "will", "could"} or "about" in {
            t.lower_ for t in c.rest().tokens}:
        return None
    return _make(c, "turn_lied", 9, True)


def _known(c: Charge) -> Turn | None:
    """"You have no idea how hard it is": she would like it to be known."""
    idea = next((t for t in c.head.rights if t.lemma_.lower() in {"idea", "clue"}), None) if c.base == "have" else None
    if idea is None and not (c.base in BLIND and c.no):
        return None
    start = idea or c.head
    what = next((t for t in c.doc[start.i + 1:start.i + 4] if t.lower_ in {"how", "what", "why", "where", "that"} and t.tag_ != "DT"), None)
    if what is None or what.i + 1 >= len(c.doc):
        return None
    rest = carried(c.doc, what, False)
    tail = say(c, rest.tokens[:next((n for n, t in enumerate(rest.tokens) if t.lower_ == "if" and n), None)])
    own = {t.lower_ for t in rest.tokens} & {"i", "me", "my", "we", "us", "our", "i'm"} or what.lower_ == "how" and any(t.lower_ == "it" for t in rest.tokens)
    if not tail or len(rest.tokens) < 2 or not own or rest.tokens[0].pos_ == "AUX":
        return None
    return _make(c, "turn_know", 9, matter=f"{what.lower_} {tail}")


def _feared(c: Charge) -> Turn | None:
    """What she takes to be in the other's mind becomes a worry, which may be asked about."""
    aux = set(helpers(c.head))
    rest = carried(c.doc, c.head, False)
    if c.base in {"love", "prefer"} and not c.no and {"more", "better", "most"} & {t.lower_ for t in rest.tokens} and len(rest.tokens) < 9:
        done, tail = inflect(c.head, "VBN"), say(c, rest.tokens)
        have = "'ve" if {"have", "'ve"} & aux else ""
        return _make(c, "turn_worry", 8, is_past(c.head), clause=f"you{have} {done if have else finite(c.head, is_past(c.head))} {tail}") if tail else None
    past = is_past(c.head)
    tail = say(c, rest.tokens)
    if c.base in HEARTS and _inverted(c) and c.no and aux & {"can", "do"}:  # "why can't you love me like you love Josh"
        whole = [t for t in c.doc[c.head.i + 1:c.head.sent.end] if not t.is_punct and not unsaid(t)]
        asked = say(c, whole) if len(whole) < 9 and whole and whole[0].lower_ in {"me", "us", "my", "that", "how"} else None
        return _make(c, "turn_worry", 8, clause=f"you don't {c.base} {asked}") if asked else None
    if c.base == "stand" and c.no and aux & {"can", "could"} and tail and {"i", "me", "my", "us", "i'm"} & {t.lower_ for t in rest.tokens}:
        return _make(c, "turn_worry", 7, clause=f"you don't like {tail}")
    if c.base in WISHING and not _inverted(c) and not aux & {"should", "must", "could", "would", "will"} and tail and _of_me(c, rest):
        between = [t for t in c.doc[c.who.i + 1:c.head.i + 1] if not unsaid(t) or t.lower_ in {"never", "only"}]
        if not {"never", "only"} & {t.lower_ for t in between}:
            gap = "" if between and not between[0].is_alpha else " "
            return _make(c, "turn_worry", 8, past, clause=f"you{gap}{text_of(between)} {tail}")
    if aux & {"should", "must", "would", "could", "have", "'ve"} or _inverted(c):
        return None
    if c.base in {"love", "like", "want", "notice", "care", "need"} and any(t.lower_ == "only" for t in c.doc[c.who.i:c.head.i]) and tail and {"me", "us", "my"} & {t.lower_ for t in rest.tokens} and not past:
        return _make(c, "turn_worry", 8, clause=f"you only {c.base} {tail}")
    if not tail or c.base in {"be"} and not rest.tokens:
        return None
    words = {t.lower_ for t in rest.tokens}
    if c.base in MINDS and not any(t.lower_ in {"of"} for t in rest.tokens[:1]) and len(rest.tokens) > 2 and words & {"i", "i'm", "me", "my", "we", "us", "our", "you", "you're"}:
        if c.base == "think" and rest.tokens[0].lower_ in {"about", "it"}:
            return None
        verb = f"{'didn' if past else 'don'}'t {c.base}" if c.no else finite(c.head, past)
        return _make(c, "turn_worry", 8, past, clause=f"you {verb} {tail}")
    mine = words & {"me", "us", "my", "our", "i", "i'm"}
    if c.base in {"love", "like", "prefer", "care", "trust", "want"} and not c.no and words & {"more", "better", "most"} and {"than"} & words and mine and len(rest.tokens) < 10:
        return _make(c, "turn_worry", 8, past, clause=f"you {finite(c.head, past)} {tail}")
    if c.base == "be" and c.no and mine and any(t.lower_ in {"happy", "proud", "glad", "interested", "pleased"} for t in rest.tokens) and len(rest.tokens) < 9:
        return _make(c, "turn_worry", 8, past, clause=f"you {'weren' if past else 'aren'}'t {tail}".replace(" n't", "").replace(" not ", " "))
    if c.base in {"see", "regard"} and "as" in words and mine and len(rest.tokens) < 12:
        return _make(c, "turn_worry", 8, past, clause=f"you {c.base if not past and not c.no else ('didn' if past else 'don') + chr(39) + 't ' + c.base if c.no else 'saw'} {tail}")
    if c.base in HEARTS and c.no and mine and len(rest.tokens) < 10:
        if any(t.dep_ == "ccomp" and t.pos_ == "VERB" for t in rest.tokens if c.base in {"see", "hear", "understand"}):
            return None
        if c.base in {"see", "hear", "notice"} and not past or c.base == "want" and rest.tokens[0].lower_ == "to":
            return None
        return _make(c, "turn_worry", 8, past, clause=f"you {'didn' if past else 'don'}'t {c.base} {tail}")
    if c.base == "be" and not c.no and mine and rest.tokens[0].lower_ in {"ashamed", "embarrassed", "sick", "tired", "jealous", "disappointed"} and len(rest.tokens) < 12:
        return _make(c, "turn_worry", 8, past, clause=f"you were {tail}" if past else f"you're {tail}")
    if c.base in AGAINST and mine and len(rest.tokens) < 12 and not c.no:
        return _make(c, "turn_worry", 7, past, clause=f"you {'didn' if past else 'don'}'t like {tail}")
    return None


def _of_me(c: Charge, rest: Carried) -> bool:
    """What is wished or hoped is about her: "want me to hate Dad", "hoping I'd fail", "wish I was more like Sara"."""
    words = [t.lower_ for t in rest.tokens]
    if c.base == "wait":
        return words[:2] == ["for", "me"] and len(words) > 2
    if c.base == "want":
        return len(words) > 2 and words[0] in {"me", "us"} and words[1] in {"to", "out", "gone", "back", "away"}
    return len(words) > 2 and bool({"i", "i'm", "me", "us", "we", "my", "our"} & set(words[:5])) and any(t.pos_ in {"VERB", "AUX"} for t in rest.tokens)


def _inverted(c: Charge) -> bool:
    return any(t.dep_ == "aux" and t.i < c.who.i for t in c.head.lefts)


def _owed(c: Charge) -> Turn | None:
    """"You should have told me", "you were supposed to be here at two", "you need to stop ringing me"."""
    aux = set(helpers(c.head))
    if "could" in aux and not _inverted(c) and not c.no and not {"rather", "sooner"} & {t.lower_ for t in c.doc[c.who.i:c.head.i]} and c.kinds & {K.DEMAND, K.CONTEMPT, K.CRITICISM, K.GUILT_TRIP, K.LABEL} \
            and not any(t.lower_ in {"if", "when", "how", "so"} for t in c.doc[c.head.sent.start:c.who.i]):
        if c.head.tag_ == "VBN" and {"have", "'ve", "of"} & (aux | {t.lower_ for t in c.doc[c.who.i:c.head.i]}):
            done, tail = inflect(c.head, "VBN"), say(c, c.rest().tokens, positive=True)
            return _make(c, "turn_missed", 9, True, vpp=f"{done} {tail}", vp=f"{c.base} {tail}") if done and tail and not charged(c.head) and c.base not in UNFILMED else None
        return _asked(c, c.head, True, 9) if c.head.tag_ == "VB" else None
    if c.head.lower_ == "ought":
        late = next((t for t in c.doc[c.head.i:c.head.i + 6] if t.tag_ == "VBN"), None)
        if late is not None and not charged(late):
            tail, done = say(c, carried(c.doc, late, False).tokens, positive=not c.no), inflect(late, "VBN")
            return _make(c, "turn_missed", 10, True, vpp=f"{done} {tail}", vp=f"{base_of(late)} {tail}") if tail and done else None
    if c.head.dep_ in {"ccomp", "xcomp"} and c.head.head.lemma_.lower() in {"expect", "want", "need"} and c.kinds & {K.DEMAND} and any(x.tag_ == "TO" for x in c.head.lefts):
        return _asked(c, c.head, not c.no, 10)
    if {"should", "ought", "must"} & aux and not _inverted(c) and not any(t.lower_ == "why" for t in c.doc[max(0, c.who.i - 3):c.who.i]):
        if c.head.tag_ == "VBN" and {"have", "'ve", "of", "a"} & aux | ({"of"} & {t.lower_ for t in c.doc[c.who.i:c.head.i]}):
            done = inflect(c.head, "VBN") if c.base != "be" else "been"
            tail = say(c, c.rest().tokens, positive=not c.no)
            if done is None or tail is None or not tail and c.base in THIN_ALONE or c.base in UNFILMED or charged(c.head):
                return None
            return _make(c, "turn_unmissed" if c.no else "turn_missed", 10, True, vpp=f"{done} {tail}".strip(), vp=f"{c.base} {tail}".strip(),
                         vpast=f"{finite(c.head, True)} {tail}".strip())
        return _asked(c, c.head, not c.no, 10) if K.DEMAND in c.kinds or K.COMPARISON in c.kinds else None
    if c.kinds & {K.DEMAND, K.THREAT, K.CONTEMPT} and c.head.tag_ in {"VBP", "VB"} and [t.lower_ for t in c.doc[max(0, c.who.i - 2):c.who.i]] == ["next", "time"]:
        return _asked(c, c.head, not c.no, 10)
    inner = next((t for t in c.head.rights if t.dep_ == "xcomp" and t.tag_ == "VB" and any(g.tag_ == "TO" for g in t.lefts)), None)
    if inner is None:
        return None
    if c.head.lower_ == "going" and {"were", "was"} & (aux | {t.lower_ for t in c.doc[max(0, c.who.i - 2):c.who.i]}) and _inverted(c):
        return _planned(c, inner)
    if c.base in {"need", "have"} and c.no:
        return None  # "you don't have to" forbids nothing
    if c.base in {"need", "have", "ought", "got", "get"} and (K.DEMAND in c.kinds) and not (c.base == "get" and c.head.lower_ != "got"):
        return _asked(c, inner, not c.no, 10)
    if c.head.lower_ == "going" and K.DEMAND in c.kinds and not _inverted(c):
        return _asked(c, inner, not c.no, 9)
    if c.base == "plan" and {"were", "was"} & (aux | {t.lower_ for t in c.doc[max(0, c.who.i - 2):c.who.i]}) and _inverted(c):
        return _planned(c, inner)
    if c.head.lower_ in {"supposed", "meant"} and any(a in {"were", "was"} for a in aux | {t.lower_ for t in c.head.lefts}):
        return _planned(c, inner)
    return None


def _planned(c: Charge, inner: Token) -> Turn | None:
    """"You were supposed to be here at two", "were you even going to tell me": what was hoped for."""
    tokens = carried(c.doc, inner, False).tokens
    tokens = tokens[:next((n for n, t in enumerate(tokens) if t.text == ","), None)]
    tail, done = say(c, tokens, positive=True), inflect(inner, "VBN") if base_of(inner) != "be" else "been"
    return _make(c, "turn_missed", 10, True, vpp=f"{done} {tail}", vp=f"{base_of(inner)} {tail}") if tail and done else None


def _asked(c: Charge, verb: Token, wanted: bool, weight: int) -> Turn | None:
    """A thing to do or to leave, as something that can be refused."""
    base = base_of(verb)
    if base in {"stop", "quit"}:
        inner = next((t for t in verb.rights if t.tag_ == "VBG"), None)
        if inner is None:
            return None
        verb, base, wanted = inner, base_of(inner), not wanted
    rest = carried(c.doc, verb, False)
    tokens = list(rest.tokens)
    since = next((n for n, t in enumerate(tokens) if n and t.lower_ == "when" and any(x.tag_ == "VBD" for x in tokens[n:n + 4])), None)
    tokens = tokens[:since]
    tokens = tokens[:next((n for n, t in enumerate(tokens[:-1]) if t.lower_ == "and" and tokens[n + 1].lemma_.lower() in {"get", "leave", "go", "shut", "stop", "let"}), None)]
    if not wanted:
        while tokens and tokens[-1].lower_ in {"again", "once", "anymore", "ever"}:
            tokens.pop()
    tail = say(c, tokens, positive=wanted)
    if tail is None or rest.likened and (base in MANNERED | HOW or len(rest.tokens) < 3) or charged(verb) and base != "pick" or _judging(Charge(c.doc, c.who, verb, c.kinds), rest) or _empty(Charge(c.doc, c.who, verb, c.kinds), rest):
        return None
    if wanted and base in NOT_WISHED - {"give", "let", "get", "make", "tell", "stop", "have", "do", "learn", "think", "rest", "admit"}:
        return None
    past = "were" if base == "be" else inflect(verb, "VBD")
    if past is None or base == "be" and tokens[0].lower_ not in PLACES | STATES | GENTLE:
        return None
    vp, vpast = f"{base} {_joined_as(verb, tail, 'VB')}".strip(), f"{past} {_joined_as(verb, tail, 'VBD')}".strip()
    return _make(c, "turn_ask" if wanted else "turn_unwish", weight, vp=vp, vpast=vpast, ing=f"{inflect(verb, 'VBG') or base} {tail}".strip())


def _withheld(c: Charge) -> Turn | None:
    """What the other does not do, never did or would not do, as a wish."""
    aux = set(helpers(c.head))
    if "would" in aux and not c.no and K.GUILT_TRIP in c.kinds and any(t.lower_ == "if" for t in c.head.sent) and c.head.tag_ == "VB":
        return _asked(c, c.head, True, 8)  # "if you loved me you'd come"
    if c.no and "will" in aux and not any(t.lower_ == "wo" for t in c.head.lefts) and K.DEMAND in c.kinds:
        return _asked(c, c.head, False, 9)  # "you will not take them" forbids, "you won't" refuses
    if any(t.lower_ == "if" for t in c.doc[c.head.sent.start:c.who.i]):
        return None
    refused = c.base == "refuse"
    verb = next((t for t in c.head.rights if t.dep_ == "xcomp"), None) if refused else c.head
    if verb is None or not (c.no or refused) or K.THREAT in c.kinds:
        return None
    if any(t.lower_ in {"no", "not", "isn't", "n't", "nothing", "if", "when"} for t in c.doc[c.head.sent.start:c.who.i] if t.head == c.head.head and c.head.dep_ in {"relcl", "ccomp"}):
        return None
    base = base_of(verb)
    first = next(iter(verb.rights), None)
    if base == "make" and [t.lower_ for t in c.doc[verb.i + 1:verb.i + 3]] == ["me", "feel"]:
        state = carried(c.doc, c.doc[verb.i + 2], False)
        felt = say(c, state.tokens, positive=True)
        return _make(c, "turn_feel", 9, state=felt) if felt and not state.likened and len(state.tokens) < 8 and state.tokens[0].lower_ not in {"like", "that", "as"} else None
    if base in HEARTS - {"hear", "see", "notice", "support"} or base in NOT_WISHED and not (base == "let" and first is not None) or charged(verb) or first is not None and (base, first.lower_) in IDIOMS:
        return None
    if aux & {"can", "could"} and base in SIGHS:
        return None
    if aux & {"must", "might", "may", "should", "ought"} or aux & {"would", "could"} and {"have", "'ve"} & aux and not {"couldn", "could"} & aux:
        return None
    if _inverted(c) and not (aux & ASSISTED or any(t.lower_ in {"why", "not", "never", "how"} for t in c.doc[max(0, c.who.i - 4):c.who.i]) or "did" in aux):
        return None
    if base == "be":
        return _absent(c)
    inner = next((t for t in verb.rights if t.dep_ == "xcomp" and t.tag_ == "VB"), None)
    if base in {"bother", "try", "manage", "want", "care", "dare"} and inner is not None:
        verb, base = inner, base_of(inner)
    rest = carried(c.doc, verb, K.MIND_READING in c.kinds)
    tail = say(c, rest.tokens, positive=True)
    if tail is None or rest.likened or _judging(Charge(c.doc, c.who, verb, c.kinds), rest) or _empty(Charge(c.doc, c.who, verb, c.kinds), rest) and base in THIN_ALONE:
        return None
    if any(t.lower_ in {"enough", "but", "without", "unless", "except"} for t in rest.tokens):
        return None
    past, done = inflect(verb, "VBD"), inflect(verb, "VBN")
    if past is None or done is None:
        return None
    happened = is_past(c.head) and not {"have", "has", "'ve"} & aux and not any(t.lower_ == "never" and "once" not in {x.lower_ for x in c.doc[t.i:t.i + 3]} for t in c.doc[c.who.i:c.head.i]) \
        or "could" in aux and not {"could"} & {t.lower_ for t in c.doc[max(0, c.who.i - 2):c.who.i]} and K.GUILT_TRIP not in c.kinds
    never = any(t.lower_ in {"never", "hardly", "barely", "rarely"} for t in c.doc[max(0, c.who.i - 3):c.head.i])
    more = " more often" if base in CONTACT and never and not happened and len(rest.tokens) < 2 and base not in {"see", "bother", "answer", "reply"} else ""
    if tail in {"to something", "something", "to someone"}:
        return None
    if base in {"tell", "share", "show"}:
        tail = re.sub(r"\bsomething$", "more", tail)
    vp, vpast = f"{base} {_joined_as(verb, tail, 'VB')}{more}".strip(), f"{past} {_joined_as(verb, tail, 'VBD')}{more}".strip()
    if happened:
        return _make(c, "turn_missed", 9, True, vp=vp, vpp=f"{done} {_joined_as(verb, tail, 'VBN')}".strip())
    return _make(c, "turn_wish", 9, vp=vp, vpast=vpast)


def _joined_as(verb: Token, tail: str, tag: str) -> str:
    """Verbs joined to this one in its own form: "come up and looked in" gives "come up and look in"."""
    for other in verb.conjuncts:
        form = inflect(other, tag) if other.i > verb.i and other.pos_ == "VERB" and not any(c.dep_ in {"nsubj", "aux"} for c in other.lefts) else None
        if form:
            tail = re.sub(rf"\b{re.escape(spelled(other))}\b", form, tail, count=1)
    return tail


def _absent(c: Charge) -> Turn | None:
    """"You weren't there when I had the operation", "you're never on time"."""
    rest = carried(c.doc, c.head, False)
    first = rest.tokens[0].lower_ if rest.tokens else ""
    tail = say(c, rest.tokens, positive=True)
    if first not in PLACES | GENTLE or first in GENTLE and len(rest.tokens) < 2 or not tail or any(t.lower_ == "not" for t in rest.tokens):
        return None
    if is_past(c.head) or c.head.lower_ in {"was", "were"}:
        return _make(c, "turn_missed", 9, True, vp=f"be {tail}", vpp=f"been {tail}")
    return _make(c, "turn_wish", 8, vp=f"be {tail}", vpast=f"were {tail}{' more' if len(rest.tokens) == 1 and first in {'there', 'here', 'home'} else ''}")


def _forced(c: Charge) -> Turn | None:
    """"You just had to bring up Papa", "do you have to correct me", "you keep saying it": the deed itself."""
    going = next((t for t in c.head.rights if t.dep_ == "xcomp" and t.tag_ == "VBG"), None) if c.base in {"keep", "start"} and not c.no else None
    if going is not None:
        return _told(c, going, is_past(c.head), 9)
    if c.base not in {"have", "need", "insist", "love", "like", "choose", "decide", "manage", "dare"} or c.no:
        return None
    inner = next((t for t in c.head.rights if t.dep_ == "xcomp" and t.tag_ in {"VB", "VBG"}), None)
    if inner is not None and base_of(inner) in {"stop", "quit"}:
        return _asked(c, inner, True, 9)
    if inner is None or c.base in {"love", "like"} and not c.kinds & {K.ABSOLUTE, K.CRITICISM, K.CONTEMPT}:
        return None
    return _told(c, inner, is_past(c.head), 8)


def _manner(c: Charge) -> Turn | None:
    """"You talk to me like I'm staff" is about how she talks."""
    rest = c.rest()
    if rest.likened and c.base in {"act", "behave", "talk", "speak", "carry", "live"}:
        seen = _likened_to_mine(c, rest)
        if seen is not None:
            return seen
    if c.doc[max(0, c.who.i - 1)].lower_ == "how" and c.base in {"treat", "talk", "speak"} and not is_past(c.head) and not helpers(c.head):
        tail = say(c, rest.tokens)
        return _make(c, "turn_how", 8, how=f"you are with {tail}" if c.base == "treat" else f"you {c.base} {tail}") if tail else None
    way = any(t.lemma_.lower() == "way" for t in c.doc[max(0, c.who.i - 1):c.who.i])
    if not (rest.likened or way) or c.base not in HOW or is_past(c.head) or set(helpers(c.head)) & {"could", "should", "would", "must"}:
        return None
    tail = say(c, rest.tokens)
    if tail is None or not way and not {t.lower_ for t in rest.tokens} & {"me", "us", "my", "our"}:
        return None
    if c.base in {"talk", "speak"} or way and c.base in {"look", "act"}:
        return _make(c, "turn_how", 8, how=f"you {c.base} {tail}")
    if c.base == "treat":
        return _make(c, "turn_how", 8, how=f"you are with {tail}")
    return None


def _likened_to_mine(c: Charge, rest: Carried) -> Turn | None:
    """"You act like my depression is an insult": she would like to know how it is seen."""
    start = (rest.tokens[-1].i if rest.tokens else c.head.i) + 1
    after = [t for t in c.doc[start:start + 8] if t.lower_ not in {"like", "as", "if", "though"}]
    if not after or after[0].lower_ not in {"my", "our"}:
        return None
    noun = next((t for t in after if t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ in {"NOUN", "PROPN"} and t.i >= after[0].i), None)
    if noun is None:
        return None
    thing = say(c, list(c.doc[after[0].i:noun.i + 1]))
    return _make(c, "turn_seen", 8, thing=thing) if thing else None


def _deed(c: Charge) -> Turn | None:
    aux = set(helpers(c.head))
    asked = any(t.lower_ in {"how", "why"} for t in c.doc[max(0, c.who.i - 4):c.who.i])
    before = {t.lower_ for t in c.doc[max(0, c.who.i - 4):c.who.i]}
    if _inverted(c) and not asked and "must" not in aux or before & {"since", "where", "who", "what"} and _inverted(c):
        return None
    asked = asked or "must" in aux and _inverted(c)
    past = is_past(c.head) or bool(aux & {"did"}) or asked and (bool(aux & {"could"}) or "dare" in before) and c.head.tag_ != "VBN"
    if c.head.lower_ in UNCHANGED and not aux and c.kinds & {K.MIND_READING, K.FAULT, K.CRITICISM} and not c.kinds & {K.ABSOLUTE}:
        past = True  # "you read out my letter at lunch" was one time
    if any(t.lower_ == "only" for t in c.doc[c.who.i:c.head.i]):
        return None  # not the deed, the only is the charge
    if "how" in before and aux & {"do", "can"} and not {"me", "my", "us", "our"} & {t.lower_ for t in c.rest().tokens}:
        return None  # "how do you sleep"
    if c.kinds & {K.DEMAND} and any(t.lower_ in {"whenever", "when"} and t.dep_ in {"advmod", "mark"} for t in c.head.lefts):
        return None
    if K.DEMAND in c.kinds and not past and not asked and c.head.tag_ in {"VBP", "VB"} and not c.no and not aux and c.base not in {"have", "be", "get"} | MINDS | HEARTS:
        return _asked(c, c.head, True, 9)  # "you get a plumber here by six"
    if c.kinds & QUIET and not (past and not asked) or c.kinds & {K.CONTEMPT, K.GUILT_TRIP} and not past and not c.kinds & {K.ABSOLUTE, K.CRITICISM, K.ACCUSING_QUESTION, K.FAULT} and not (
            K.GUILT_TRIP in c.kinds and {"me", "us"} & {t.lower_ for t in c.rest().tokens} and c.head.tag_ == "VBP"):
        return None
    if c.no or aux & {"should", "will", "might", "may", "ought", "shall"} or aux & {"would", "could", "can", "must"} and not (asked and (_inverted(c) or "must" in aux)):
        return None
    if c.base in MINDS | HEARTS - {"support"} | AGAINST | {"know", "seem", "feel"} or c.base in UNFILMED:
        return None
    return _told(c, c.head, past, 9)


def _told(c: Charge, verb: Token, past: bool, weight: int) -> Turn | None:
    """"when you …": what a camera may have seen, or at least what was done."""
    if base_of(verb) == "wait" and past:  # "you waited till I was out so you could pierce her ears": the piercing
        could = next((t for t in c.doc[verb.i:verb.i + 16] if t.lower_ == "could" and is_you(t.nbor(-1)) and t.i + 1 < len(c.doc)), None)
        if could is not None and c.doc[could.i + 1].tag_ in {"VB", "VBP"}:
            return _told(c, c.doc[could.i + 1], True, weight)
    base = base_of(verb)
    here = Charge(c.doc, c.who, verb, c.kinds, c.camera)
    rest = here.rest()
    aux = set(helpers(verb)) if verb == c.head else set()
    thing = past and any(x.dep_ == "dobj" and x.pos_ in {"NOUN", "PROPN"} for x in verb.rights)
    if rest.likened and not ((thing and base not in MANNERED | HOW) or len(rest.tokens) > 4 and base not in HOW) and (base in MANNERED | HOW or len(rest.tokens) < 3 or base not in SAYING and not {"me", "my", "us", "our"} & {t.lower_ for t in rest.tokens}):
        return None
    if _judging(here, rest) or _empty(here, rest) or any(x.dep_ in {"auxpass", "nsubjpass"} for x in verb.lefts):
        return None
    if verb.tag_ == "VBG" and base == "go" and len(rest.tokens) > 1 and rest.tokens[0].lower_ == "to" and rest.tokens[1].tag_ in {"VB", "VBP"}:
        return None
    if base in {"have", "need", "ought"} and rest.tokens and rest.tokens[0].lower_ == "to":
        return None
    if base == "get" and len(rest.tokens) < 3:
        return None
    if base == "have" and not any(t.tag_ == "VBG" for t in rest.tokens):
        return None
    tail = say(here, rest.tokens)
    if tail is None or K.MIND_READING in c.kinds and rest.tokens and rest.tokens[0].tag_ == "TO":
        return None
    if c.kinds == {K.MIND_READING} and not ({"me", "my", "us", "our"} & {t.lower_ for t in rest.tokens} or any(x.dep_ == "dobj" and x.pos_ in {"NOUN", "PROPN"} for x in verb.rights)):
        return None  # in a guess at a motive what is told may be a figure
    if any(x.tag_ == "TO" for x in verb.lefts) and verb == c.head:
        return None
    if base == "be" or verb.lower_ in {"'re", "re"}:
        first = rest.tokens[0].lower_ if rest.tokens else ""
        if first not in PLACES | STATES or len(rest.tokens) == 1 and first not in STATES:
            return None
        text = f"you were {tail}" if past else f"you're {tail}"
    elif verb.tag_ == "VBG" and aux & {"are", "'re", "is", "were", "was", "been", "r"}:
        if charged(verb) or K.DEMAND in c.kinds:
            return None
        if "been" in aux:
            return _make(c, "turn_state", weight - 1, clause=f"you've been {verb.lower_} {tail}".strip())
        if base in {"go", "try"} and not past and rest.tokens and rest.tokens[0].lower_ == "to":
            return None
        text = f"you were {verb.lower_} {tail}" if past or aux & {"were", "was"} else f"you're {verb.lower_} {tail}"
        past = bool(aux & {"were", "was"})
    else:
        seen = c.camera.get(base)
        if charged(verb) and seen is None:
            return None
        if aux & {"have", "'ve", "has"} and not past or verb.tag_ == "VBN" and aux & {"have", "'ve"}:
            done = inflect(verb, "VBN")
            if done is None or seen or base in {"get", "have", "be"}:
                return None
            return _make(c, "turn_state", weight - 1, clause=f"you've {done} {tail}".strip())
        form = _seen(seen, past) if seen else finite(verb, past)
        if form is None:
            return None
        text = f"you {form} {tail}"
    lead = _each_time(c) if verb == c.head else None
    after = (rest.tokens[-1].i if rest.tokens else verb.i) + 1
    each = next((t for t in c.doc[after:after + 3] if t.lower_ == "time"), None)
    if lead is None and each is not None and c.doc[after].lower_ in {"every", "each", "any"} and each.i + 1 < len(c.doc) and c.doc[each.i + 1].lower_ in {"i", "we", "my"}:
        moment = say(c, carried(c.doc, each, False).tokens)
        text = f"{text.strip()} when {moment}" if moment else text
    return _make(c, "turn_past" if past else "turn_habit", weight, past, clause=f"{lead} and {text.strip()}" if lead else text.strip())


def _each_time(c: Charge) -> str | None:
    """"Every time I open my mouth you roll your eyes": the moment, in her words."""
    before = list(c.doc[c.head.sent.start:c.who.i])
    start = next((n for n, t in enumerate(before) if t.lower_ in {"when", "whenever"} or t.lower_ == "time" and n and before[n - 1].lower_ in {"every", "each", "any", "single"}), None)
    tokens = [t for t in before[start + 1:] if not unsaid(t)] if start is not None else []
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    if not 2 <= len(tokens) <= 10 or tokens[0].lower_ not in {"i", "we"} or any(t.is_punct or is_you(t) or charged(t) for t in tokens):
        return None
    return phrase_text(tokens)


def _seen(seen: str, past: bool) -> str | None:
    """"look at" in the past is "looked at", "not answer" is "didn't answer"."""
    from lemminflect import getInflection

    first, *others = seen.split()
    if first == "not":
        return " ".join(["didn't" if past else "don't", *others])
    form = getInflection(first, "VBD")[0] if past else first
    return " ".join([form, *others])


__all__ = ["Charge", "Turn", "say", "spelled", "turns", "unsaid"]
