"""What may lie beneath a charge: the feeling under a faux one, the wish to matter under "you don't care"."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Sequence

from bot.coach.reframe.events import in_spans
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import denied, helpers, inflect, inverted, is_you, negated, span_of, subject
from bot.coach.reframe.plain import clean
from bot.coach.reframe.spell import text_of
from bot.coach.reframe.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FAUX_TAILS = frozenset({"in", "at", "about", "around", "during", "after", "when", "before", "with", "over", "on"})
CARING = frozenset("care love want hate like miss need bother value".split())
GIVING = frozenset("give do carry work raise pay sacrifice sell cook bake sew scrub wash drive clean hold lose lend knit fly bring wait skip put bury".split())
APART = frozenset("alone lonely empty visit company postcard".split())
TENDER = frozenset("overreact sensitive cry upset dramatic hurt tear emotional sulk wound sob soft touchy hysterical".split())


def faux(doc: Doc, ranges: Sequence[tuple[int, int]], words: Words) -> tuple[str | None, str | None, str | None]:
    """A faux-feeling word of hers turned into (feeling, need, "I feel small at the dinner table")."""
    low = doc.text.lower()
    for token in doc:
        if token.lower_ not in words.faux_starts or not in_spans(token, ranges):
            continue
        key = next((k for k in words.faux if low.startswith(k, token.idx) and not low[token.idx + len(k):token.idx + len(k) + 1].isalpha()), None)
        if key is None:
            continue
        feel = next((t for t in doc[max(0, token.i - 8):token.i] if t.lemma_.lower() in {"feel", "get"} or t.lower_ in {"felt", "m", "'m"}), None)
        if feel is None:
            continue
        entry = words.faux[key]
        past = feel.tag_ == "VBD"
        token = next((t for t in doc[token.i:token.i + 4] if t.idx + len(t) >= token.idx + len(key)), token)
        each = next((t for t in doc[token.i + 1:token.i + 4] if t.lower_ == "time"), None)
        if each is not None and doc[token.i + 1].lower_ in {"every", "each", "any"}:
            moment = carried(doc, each, False).tokens
            if len(moment) > 1 and clean(moment):
                return entry["feeling"], entry["need"], f"I feel {entry['feeling']} when {text_of(moment)}"
        after = list(carried(doc, token, False).tokens)
        if len(after) > 1 and after[0].lower_ == "by":  # "by my own mother", "by you": who did it is left out
            stop = next((n for n, t in enumerate(after) if n and t.lower_ in {"when", "at", "in", "over", "about", "last", "the", "every"} and (t.lower_ != "the" or n > 1)), len(after))
            after = after[stop:] if not (len(after) > 2 and after[1].lower_ == "the" and after[2].lower_ == "time") else after
        if len(after) > 1 and after[0].lower_ in FAUX_TAILS | {"by", "whenever", "while", "every", "as", "since"} and clean(after) and not (after[0].lower_ == "by" and after[1].lower_ != "the"):
            return entry["feeling"], entry["need"], f"I {'felt' if past else 'feel'} {entry['feeling']} {text_of(after)}"
        tails = [text_of(span_of(c)) for c in list(token.rights) + [c for c in feel.rights if c.i > token.i]
                 if c.dep_ in {"prep", "npadvmod", "advmod"} and span_of(c)[0].lower_ in FAUX_TAILS | {"last", "tonight", "today", "yesterday"}
                 and not any(t.is_punct for t in doc[token.i:c.i])
                 and not any(t.lower_ in {"purpose", "spite"} for t in span_of(c)) and clean(span_of(c)) and 1 < len(span_of(c)) < 8 and not any(is_you(t) or t.is_punct for t in span_of(c))]
        clause = f"I {'felt' if past else 'feel'} {entry['feeling']} {tails[0]}" if tails else None
        return entry["feeling"], entry["need"], clause
    for feel in doc:
        if feel.lemma_.lower() == "feel" and in_spans(feel, ranges) and any(
                c.dep_ in {"acomp", "xcomp", "ccomp"} and c.tag_ in {"VBN", "JJ"} and c.i - feel.i < 4 and c.lower_ not in words.feelings
                and not any(g.dep_ in {"nsubj", "nsubjpass"} for g in c.children) for c in feel.rights):
            return words.faux["wronged"]["feeling"], "understanding", None
    return None, None, None


def done_to_me(doc: Doc, ranges: Sequence[tuple[int, int]], words: Words) -> tuple[str | None, str | None]:
    """"You take me for granted", "you let me down": the feeling and need beneath being taken for granted, let down."""
    for verb in doc:
        me = doc[verb.i + 1] if verb.i + 2 < len(doc) and verb.pos_ == "VERB" and in_spans(verb, ranges) else None
        who = subject(verb) if me is not None and me.lower_ in {"me", "us"} else None
        if me is None or who is None or not is_you(who) or denied(verb) or helpers(verb) and not set(helpers(verb)) <= {"have", "do"}:
            continue
        done = inflect(verb, "VBN")
        entry = next((words.faux[key] for length in (2, 1) if (key := " ".join([str(done), *(t.lower_ for t in doc[me.i + 1:me.i + 1 + length])])) in words.faux), None)
        if entry is not None:
            return entry["feeling"], entry["need"]
    return None, None


def likened(doc: Doc, ranges: Sequence[tuple[int, int]], words: Words) -> str | None:
    """"I feel like a burden": what may lie beneath the likeness."""
    for feel in doc:
        if feel.lemma_.lower() == "feel" and in_spans(feel, ranges):
            return next((words.verdicts[t.lower_] for t in feel.subtree if t.i > feel.i and t.lower_ in words.verdicts), None)
    return None


def uncared(doc: Doc, ranges: Sequence[tuple[int, int]]) -> bool:
    """"You don't care about me", "you hate me", "you like her better", "you're ashamed of us"."""
    return any(in_spans(token, ranges) and (_withheld(token) or _nothing_to(token) or _preferred(token) or _ashamed(token)) for token in doc)


def _withheld(verb: Token) -> bool:
    who = subject(verb)
    if verb.lemma_.lower() not in CARING or who is None or not is_you(who) or verb.pos_ != "VERB":
        return False
    target = {t.lower_ for t in verb.subtree if t.i > verb.i}
    if verb.lemma_.lower() == "care" and (negated(verb) or "could" in helpers(verb) or "less" in target):
        return not any(t.pos_ in {"NOUN", "PROPN"} and t.dep_ == "pobj" and t.head.head == verb for t in verb.subtree)
    return (not target or bool(target & {"me", "us"})) and len(target) <= 5 and not any(c.dep_ in {"xcomp", "ccomp"} for c in verb.children)


def _nothing_to(token: Token) -> bool:
    """"I don't exist for you", "my time means nothing to you", "worth nothing to you"."""
    if token.lower_ in {"you", "u"} and token.head.lower_ in {"to", "for"} and token.dep_ == "pobj":
        before = [t.lower_ for t in token.doc[max(0, token.i - 5):token.i]]
        return bool({"i", "my", "me", "i'm"} & {t.lower_ for t in token.sent}) and bool({"nothing", "exist", "matter", "count", "invisible", "less"} & set(before)) and "enough" not in before
    return False


def _preferred(verb: Token) -> bool:
    """Love and care measured against somebody else's."""
    who = subject(verb)
    return verb.lemma_.lower() in CARING | {"prefer", "do"} and who is not None and is_you(who) and any(
        t.lower_ in {"more", "better", "most", "than"} for t in verb.subtree if t.i > verb.i) and (
        verb.lemma_.lower() != "do" or {"than", "me"} <= {t.lower_ for t in verb.subtree})


def _ashamed(token: Token) -> bool:
    if token.lower_ not in {"ashamed", "embarrassed", "sick", "tired"} or not any(c.lower_ in {"of", "by"} for c in token.rights):
        return False
    who = subject(token.head) if token.head.lemma_ in {"be", "feel"} else None
    return who is not None and is_you(who) and any(t.lower_ in {"me", "us", "my", "our"} for t in token.subtree)


def unheard(doc: Doc, ranges: Sequence[tuple[int, int]]) -> bool:
    """"You have no idea what I go through", "you don't understand": she would like to be known."""
    for verb in doc:
        who = subject(verb)
        if who is None or not is_you(who) or not in_spans(verb, ranges):
            continue
        if verb.lemma_.lower() == "get" and denied(verb) and [c.lower_ for c in verb.rights if not c.is_punct] in (["it"], ["me"]):
            return True
        if verb.dep_ == "advcl" and verb.head.lemma_.lower() in {"act", "behave", "pretend", "look", "talk"}:
            continue  # "you acted like you didn't know me"
        idea = verb.lemma_.lower() == "have" and any(c.lemma_.lower() in {"idea", "clue"} for c in verb.rights)
        blind = verb.lemma_.lower() in {"understand", "know", "realise", "realize"} and denied(verb)
        if blind and any(c.dep_ == "dobj" and c.pos_ == "NOUN" for c in verb.rights):
            continue  # "you don't know my friend's name" is a wish of its own
        if (idea or blind) and (not [c for c in verb.rights if not c.is_punct and c.dep_ not in {"dobj", "advmod"}] or any(
                t.lower_ in {"i", "me", "my"} for t in verb.subtree if t.i > verb.i)) and not inverted(verb):
            return True
    return False


def worthless(doc: Doc) -> bool:
    """"I guess I'm just a terrible mother"."""
    return any(t.dep_ == "attr" and t.lower_ in {"mother", "mum", "mom", "daughter", "person", "parent", "failure", "disappointment"}
               and any(c.dep_ in {"amod", "advmod"} for c in t.lefts)
               and any(c.dep_ == "nsubj" and c.lower_ == "i" for c in t.head.children) for t in doc)


def in_debt(doc: Doc, ranges: Sequence[tuple[int, int]]) -> bool:
    """"After everything I've done for you": what she gave is held up."""
    low = doc.text.lower()
    if re.search(r"\b(after|for) (all|everything|the things|what) (that )?(i|we)\b|\bthanks i get\b|\bi (gave|sacrificed)\b|\bsay (thanks|thank you)\b"
                 r"|\b(don['’]?t|never|still|not) get (a|an|any|so much as)\b|\bthe years? i\b", low):
        return True
    for verb in doc:
        if verb.tag_ in {"VBD", "VBP", "VBG"} and in_spans(verb, ranges) and (who := subject(verb)) is not None and who.lower_ in {"i", "we"} and re.search(
                r"\bfor (you|u)\b|\bso (that )?(you|u) (could|can|would)\b", verb.sent.text.lower()):
            return True
        who = subject(verb) if verb.pos_ == "VERB" and in_spans(verb, ranges) else None
        if who is not None and who.lower_ in {"i", "we"} and verb.lemma_.lower() in GIVING and "will" not in helpers(verb) and not negated(verb) and (
                verb.tag_ in {"VBD", "VBN"}):
            return True
    return False


def apart(doc: Doc, ranges: Sequence[tuple[int, int]]) -> bool:
    """Distance is spoken of: being alone, visits, calls, an empty chair."""
    text = " ".join(doc.text[start:end].lower() for start, end in ranges)
    silent = re.search(r"(?<!no )\b(phone|ring|rings|rang|call|calls|hear)\b", text) and re.search(r"n['’]?t\b|\b(not|never|no|whether|wonder|dusted)\b", text)
    return bool(silent) or any(t.lemma_.lower() in APART or t.lower_ in APART for t in doc if in_spans(t, ranges))


def parting(doc: Doc, ranges: Sequence[tuple[int, int]]) -> bool:
    """What is threatened is the end: leaving, silence, a closed door."""
    text = " ".join(doc.text[start:end].lower().replace("’", "'") for start, end in ranges)
    return bool(re.search(r"\b(leav\w+|never (see|speak|talk|hear|call|come|set foot)|cut (you|me|this) (off|out)|come back|coming back|gone|dead to me|no (mother|daughter) of mine|out of (my|this|your) (life|house|door|will)"
                          r"|last (time|you)|done with|your (?:things|bags|stuff)|door|lock\w*|block\w*|move out|moving out|somewhere else to live|won't (see|hear|find|be (here|there|coming))|not (coming|going to be|be coming)|lose (me|my number|your)|pack\w*"
                          r"|finished with|through with|wash my hands|disown\w*|goodbye|forget (you have|i'm|about me|my number))\b", text))


def tender(doc: Doc) -> bool:
    """Tears or hurt are named in what is waved away."""
    return any(t.lemma_.lower() in TENDER for t in doc)
