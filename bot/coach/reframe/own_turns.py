"""Her own clauses inside a charge: what she gave, what she cannot do, what she would do alone, what she asks about herself."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Mapping

from bot.coach.feedback import BlameKind
from bot.coach.reframe.beneath import GIVING
from bot.coach.reframe.charge import Charge, Spans, Turn, make, quoted, say
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import base_of, denied, helpers, inflect, is_past, is_you
from bot.coach.reframe.lexis import FILLERS
from bot.coach.reframe.plain import charged

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

K = BlameKind
#: Charged where the other does them, plain where she does.
MILD = frozenset("dig pick drag shove poke rub march stick waste force moan lie".split())
FOOLS = frozenset("fool idiot clown joke spectacle show stock liar stupid foolish ridiculous silly small bad".split())
ALONE = frozenset({"alone", "myself", "own"})
#: Feelings that are hers whoever stirred them.
OWNED = frozenset("ashamed small guilty embarrassed sad alone lonely afraid scared anxious nervous awkward uncomfortable tired hurt bad uneasy old".split())
SAID = frozenset("say tell think know mean guess swear suppose bet hope wish wonder hear see want need like feel believe understand hate promise note dare regret remember notice gather ask wait".split())


def own_turns(doc: Doc, spans: Spans, caused: Mapping[str, str], faux: Mapping[str, Mapping[str, str]]) -> list[Turn]:
    """``caused`` names what a verb stirs, ``faux`` what may lie beneath a charge by its participle."""
    found: list[Turn] = []
    for token in doc:
        kinds = frozenset(kind for start, end, kind in spans if start <= token.idx < end)
        if not kinds or quoted(token):
            continue
        low = token.lower_
        how = _because_how(doc, token, kinds) if low == "because" and K.FAULT in kinds else None
        if how is not None:
            found.append(how)
        elif low == "because" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "of" and is_you(doc[token.i + 2]) and K.FAULT in kinds or low == "thanks" and token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "to" and is_you(doc[token.i + 2]) and K.FAULT in kinds:
            found += _blamed(doc, token, token.i + 3, kinds)
        elif low == "because" and token.i + 3 < len(doc) and doc[token.i + 1].lower_ == "of" and doc[token.i + 2].lower_ == "your" and K.FAULT in kinds:
            chunk = next((c for c in doc.noun_chunks if c.start == token.i + 2), None)
            found += _blamed(doc, token, chunk.end, kinds) if chunk is not None and not any(t.dep_ == "nsubj" for t in chunk) else []
        elif low == "fault" and K.FAULT in kinds and any(t.lower_ in {"your", "ur"} for t in doc[max(0, token.i - 3):token.i]) or low == "reason" and any(is_you(t) or t.lower_ == "your" for t in doc[token.sent.start:token.i]):
            found += _blamed(doc, token, token.i + 1, kinds, only_after=True)
        elif low in {"i", "we"} and token.dep_ in {"nsubj", "nsubjpass", "conj"}:
            plain = _own_side(doc, token, kinds) if token.dep_ != "conj" else None
            found += [plain] if plain is not None else []
            verb = token.head.head if token.dep_ == "conj" and token.head.dep_ == "nsubj" else token.head
            turn = _mine(doc, token, verb, kinds) if verb.i > token.i else None
            found += [turn] if turn is not None else []
        elif is_you(token) and token.dep_ == "nsubj" and charged(token.head) and (inflect(token.head, "VBN") or "") in faux and token.head.i > token.i:
            beneath = {base_of(token.head): faux[inflect(token.head, "VBN") or ""]["feeling"]}
            turn = _stirred(doc, token, token.head, kinds, beneath)
            found += [turn] if turn is not None else []
        elif is_you(token) and token.dep_ == "nsubj" and (made := next((c for c in token.head.rights if c.dep_ == "xcomp" and c.tag_ == "VBG" and base_of(c) == "make"), None)) is not None:
            turn = _stirred(doc, token, made, kinds, caused)
            found += [turn] if turn is not None else []
        elif is_you(token) and token.dep_ == "nsubj" and (base_of(token.head) in caused or base_of(token.head) == "make") and token.head.i > token.i:
            turn = _stirred(doc, token, token.head, kinds, caused)
            found += [turn] if turn is not None else []
    return found


def _clause(doc: Doc, start: int) -> tuple[Token, str] | None:
    """The clause of hers that begins at ``start``: ("i", "i can't sleep")."""
    while start < len(doc) and (doc[start].text in {",", "-", "–", ":", "…"} or doc[start].lower_ in FILLERS | {"that", "why"}):
        start += 1
    if start >= len(doc):
        return None
    first = doc[start]
    if first.lower_ not in {"i", "i'm", "my", "we", "our"}:
        return None
    rest = carried(doc, first, False)
    if len(rest.tokens) < 2 and not any(t.pos_ == "VERB" for t in rest.tokens) or not any(t.pos_ in {"VERB", "AUX"} for t in rest.tokens):
        return None
    c = Charge(doc, first, first, frozenset())
    tail = say(c, rest.tokens, of_herself=not any(is_you(t) for t in rest.tokens))
    if tail is None or any(is_you(t) and t.dep_ == "nsubj" for t in rest.tokens):
        return None
    lead = "I" if first.lower_ in {"i", "i'm"} else first.lower_
    return first, re.sub(r"\bI '", "I'", f"{lead} {tail}")


def _of_others(doc: Doc, start: int) -> tuple[Token, str] | None:
    """"It's your fault Dad doesn't call": somebody else's clause, by itself."""
    first = next((t for t in doc[start:start + 2] if t.lower_ not in {"that", "why"} and not t.is_punct), None)
    if first is None or first.i + 3 > len(doc) or is_you(first) or first.lower_ in {"and", "but", "so", "it", "this", "for", "if", "when", "not", "as", "i", "too"}:
        return None
    rest = carried(doc, first, False)
    verb = next((t for t in rest.tokens if t.pos_ in {"VERB", "AUX"} and t.tag_ in {"VBZ", "VBD", "VBP", "MD"}), None)
    if verb is None or len(rest.tokens) < 2 or any(is_you(t) for t in rest.tokens) or verb.i > first.i + 3:
        return None
    tail = say(Charge(doc, first, first, frozenset()), rest.tokens)
    return (first, f"{first.text} {tail}") if tail and not charged(first) else None


def _blamed(doc: Doc, token: Token, after: int, kinds: frozenset[BlameKind], only_after: bool = False) -> list[Turn]:
    """"Because of you I can't look at a piano": the second half by itself."""
    found = _clause(doc, after) if not any(t.lower_ in FOOLS for t in doc[after:after + 10]) else None
    if found is None:
        found = _of_others(doc, after)
    if found is None and not only_after:
        found = _clause(doc, token.sent.start)
        if found is not None and found[0].i >= token.i:
            found = None
        elif found is not None:
            text = re.split(r"\s+(?:because|thanks to|and it's)\b", found[1])[0]
            found = (found[0], text) if len(text.split()) > 2 else None
    if found is None:
        fool = next((t for t in doc[after:after + 10] if t.lower_ in FOOLS), None)
        place = next((t for t in doc[fool.i + 1:fool.i + 4] if t.lower_ in {"in", "at", "on"}), None) if fool is not None else None
        tail = say(Charge(doc, token, place, kinds), carried(doc, place, False).tokens) if place is not None else None
        return [Turn("turn_felt", {"clause": f"I felt embarrassed {place.lower_} {tail}"}, token.i, 9, True)] if tail and place is not None else []
    first, text = found
    past = any(t.tag_ == "VBD" for t in doc[first.i:first.i + 4]) and not any(t.lower_ in {"now", "still"} for t in first.sent)
    return [Turn("turn_own_past" if past else "turn_own", {"clause": text}, first.i, 9, past)]


def _mine(doc: Doc, who: Token, verb: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    if who.i and doc[who.i - 1].pos_ in {"NOUN", "PRON"} and doc[who.i - 1].sent == who.sent and doc[who.i - 1].lower_ in {"thing", "things", "everything", "penny", "cent", "day", "all", "money", "years", "meal"}:
        return None  # "every penny I had went to …": the verb is the penny's
    if verb.pos_ not in {"VERB", "AUX"} or charged(verb) and base_of(verb) not in MILD:
        return None
    aux = set(helpers(verb))
    rest = carried(doc, verb, False)
    words = {t.lower_ for t in rest.tokens}
    c = Charge(doc, who, verb, kinds)
    base = base_of(verb)
    future = bool({"will", "'ll", "ll"} & aux) or verb.lower_ == "going" or verb.tag_ == "VBG" and bool({"am", "'m"} & aux) and bool(words & ALONE)
    lead = "we" if who.lower_ == "we" else "I"
    if who.dep_ == "conj":
        named = say(Charge(doc, who, who, kinds), list(doc[who.head.left_edge.i:who.i]))
        if not named:
            return None
        lead = f"{named[0].lower() + named[1:] if doc[who.head.left_edge.i].pos_ != 'PROPN' else named} I"
    if kinds & {K.GUILT_TRIP, K.CONTEMPT} and future and not denied(verb):
        if not words & ALONE and not any(t.lower_ == "just" for t in doc[who.i:verb.i]) and "then" not in {t.lower_ for t in verb.sent}:
            return None
        lonely = [t for t in rest.tokens if t.lower_ != "then"]
        tokens = [t for t in rest.tokens if t.lower_ not in {"myself", "then"} and not (t.lower_ == "all" and t.i + 1 < len(doc) and doc[t.i + 1].lower_ in ALONE)]
        tokens = [t for t in tokens if not (t.lower_ == "by" and t.i + 1 < len(doc) and doc[t.i + 1].lower_ == "myself")]
        tail = say(c, tokens)
        if tail is None or base in SAID | {"be", "have", "get", "manage", "survive", "live", "die"} and not words & ALONE:
            return None
        vp = f"{base} {tail}".strip()
        if "myself" in words and "by" not in words and base not in {"sit", "stay", "eat", "spend", "talk", "be", "have"}:
            return make(c, "turn_help", 9, vp=vp) if any(t.dep_ == "dobj" for t in tokens) else None
        if not words & ALONE and base not in {"sit", "eat", "stay", "spend", "go"}:
            return make(c, "turn_rather", 8, vp=vp) if any(t.lower_ == "just" for t in doc[who.i:verb.i]) and len(tokens) > 2 else None
        whole = say(c, lonely)
        vp = f"{base} {whole}" if whole and words & {"by"} and "myself" in words else vp
        return make(c, "turn_alone", 9, vp=vp) if words & ALONE or base in {"sit", "eat", "stay", "spend", "cook", "go"} else None
    blamed = K.FAULT in kinds and any(c.dep_ == "advcl" and any(m.lower_ in {"because", "cos"} for m in c.lefts) and any(is_you(s) for s in c.lefts) for c in verb.rights)
    if K.GUILT_TRIP not in kinds and not blamed or verb.dep_ == "ccomp" and (denied(verb.head) or verb.head.lemma_ == "hope") or denied(verb) or future or aux & {"would", "could", "should", "might", "must", "can", "may"} or base in SAID | {"be", "have", "get", "can"}:
        return None
    if verb.dep_ not in {"ROOT", "conj", "ccomp", "parataxis", "advcl"} or any(m.lower_ in {"if", "when"} or m.lower_ == "after" and base not in GIVING for m in verb.lefts):
        return None
    if verb.sent.text.strip().endswith("?") and doc[verb.sent.start].tag_ in {"WP", "WRB", "MD", "VBD", "VBP", "VBZ"} or len(rest.tokens) < 2 - rest.motive or rest.likened:
        return None
    tail = say(c, rest.tokens, of_herself=not any(is_you(t) and t.dep_ == "nsubj" for t in rest.tokens))
    if tail is None or any(is_you(t) and t.dep_ == "nsubj" for t in rest.tokens):
        return None
    past = is_past(verb)
    form = inflect(verb, "VBD" if past else "VB")
    have = {"have", "'ve", "has"} & aux
    if form is None or verb.tag_ == "VBG" and not (have and "been" in aux):
        return None
    form = f"have been {verb.lower_}" if verb.tag_ == "VBG" else f"have {inflect(verb, 'VBN')}" if have else form
    years = [t for t in doc[verb.sent.start:who.i] if not t.is_punct]
    if have and years and len(years) < 4 and years[-1].lemma_.lower() in {"year", "month", "week", "winter", "summer"} and years[0].pos_ == "NUM":
        tail = f"{tail} for {' '.join(t.lower_ for t in years)}"
    purpose = ""
    if rest.motive:  # "so you could dance" is no reason of the other's
        joint = next((t for t in doc[verb.i:verb.i + 22] if t.lower_ == "so"), None)
        after = list(carried(doc, joint, False).tokens) if joint is not None else []
        purpose_text = say(c, after) if after and (is_you(after[0]) or after[0].lower_ == "that") else None
        purpose = f" so {purpose_text}" if purpose_text else ""
    given = base in GIVING or bool(re.search(r"\bfor (you|u)\b|\bso (that )?(you|u)\b", verb.sent.text.lower()))
    given = given or bool(have)
    return make(c, "turn_gift" if given else "turn_told" if past else "turn_own", 7 if given else 6, past, clause=f"{lead} {form} {tail}{purpose}")


def _stirred(doc: Doc, who: Token, verb: Token, kinds: frozenset[BlameKind], caused: Mapping[str, str]) -> Turn | None:
    """"You scare me when you race" is "I feel scared when you race"."""
    if base_of(verb) == "make":
        return _shown(doc, who, verb, kinds) or _made(doc, who, verb, kinds, caused)
    me = next((c for c in verb.rights if c.lower_ in {"me", "us"} and c.dep_ in {"dobj", "dative", "nsubj"}), None)
    if me is None or denied(verb) or set(helpers(verb)) & {"will", "would", "could", "can"}:
        return None
    rest = carried(doc, me, False)
    while_ = [t for t in rest.tokens if not (t.lower_ in {"out", "down", "off", "up"} and t.i == me.i + 1)]
    feeling = caused[base_of(verb)]
    tail = say(Charge(doc, who, verb, kinds), while_)
    past = is_past(verb)
    by = next((n for n, t in enumerate(while_[:-1]) if t.lower_ == "by" and while_[n + 1].tag_ == "VBG"), None)
    if tail and by is not None:  # whose doing it was has to be said
        doing, c = while_[by + 1], Charge(doc, who, verb, kinds)
        form = None if charged(doing) else inflect(doing, "VBD" if past else "VB")
        where, what = say(c, while_[:by]), say(c, while_[by + 2:])
        if form is None or where is None or not what:
            return None
        tail = f"{where} when you {form} {what}".strip()
        return make(Charge(doc, who, verb, kinds), "turn_felt", 9, past, clause=f"I {'felt' if past else 'feel'} {feeling} {tail}")
    if not tail and K.FAULT in kinds:
        return make(Charge(doc, who, verb, kinds), "turn_felt", 5, past, clause=f"I {'felt' if past and verb.tag_ == 'VBD' else 'feel'} {feeling}")
    if not tail or while_[0].lower_ not in {"when", "with", "in", "at", "by", "over", "about", "last", "for", "on", "yesterday", "during", "after", "before", "while", "every"} or len(while_) < 2:
        return None
    if while_[0].lower_ == "every" and while_[1].lemma_ == "time":
        tail = "when " + tail.split(" ", 2)[2]
    return make(Charge(doc, who, verb, kinds), "turn_felt", 9, past, clause=f"I {'felt' if past else 'feel'} {feeling} {tail}")


def _because_how(doc: Doc, token: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"I bite my nails because of how you taught me the piano": both halves, without the because."""
    how = next((t for t in doc[token.i + 1:token.i + 4] if t.lower_ in {"how", "what"}), None)
    if how is None or how.i + 1 >= len(doc) or not is_you(doc[how.i + 1]):
        return None
    main = _clause(doc, token.sent.start)
    after = say(Charge(doc, token, how, kinds), carried(doc, how, False).tokens)
    if main is None or main[0].i >= token.i or not after:
        return None
    text = re.split(r"\s+because\b", main[1])[0]
    return Turn("turn_own_how", {"clause": text, "how": f"{how.lower_} {after}"}, token.i, 9)


def _own_side(doc: Doc, who: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"So I'm not told but the neighbour is?", "I have to read it in the paper": her side of it, as it stands."""
    verb = who.head
    if not kinds & {K.ACCUSING_QUESTION, K.ABSOLUTE, K.CRITICISM, K.DEMAND, K.GUILT_TRIP, K.FAULT} or kinds & {K.THREAT, K.CONTEMPT} or verb.i < who.i or verb.dep_ not in {"ROOT", "conj", "ccomp", "parataxis"}:
        return None
    aux = {t.lower_ for t in doc[who.i + 1:verb.i]}
    if base_of(verb) in SAID - {"hear", "see"} or aux & {"'ll", "will", "would", "'d", "wo", "should", "might"} or any(t.lower_ in {"am", "do", "did", "have", "can", "will", "must", "may", "if", "when", "that", "what", "how", "why"} for t in doc[max(0, who.i - 1):who.i]):
        return None
    asked = K.ACCUSING_QUESTION in kinds and who.sent.text.strip().endswith("?")
    held = denied(verb) or base_of(verb) == "have"
    if not asked and not held:
        return None
    rest = carried(doc, who, False)
    if rest.motive and denied(verb):
        return None  # "I didn't cross an ocean so you could …" says she did
    words = list(rest.tokens)
    more = next((t for t in doc[words[-1].i + 1:who.sent.end] if t.lower_ == "but"), None) if words and asked else None
    if more is not None and more.i == words[-1].i + 1:
        words += [more, *carried(doc, more, False).tokens]
    if len(words) < 4 or any(is_you(t) and t.dep_ == "nsubj" for t in words):
        return None
    text = say(Charge(doc, who, who, kinds), words, of_herself=True)
    return Turn("turn_state" if asked else "turn_own", {"clause": re.sub(r"\bI '", "I'", f"I {text}")}, who.i, 7 if asked else 5) if text else None


def _made(doc: Doc, who: Token, verb: Token, kinds: frozenset[BlameKind], caused: Mapping[str, str]) -> Turn | None:
    """"You made me sell the bike": "I had to sell the bike"; "you made me cry": "I cried"; "you made me feel small": "I felt small"."""
    me = doc[verb.i + 1] if verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ in {"me", "us"} else None
    inner = doc[verb.i + 2] if me is not None and verb.i + 2 < len(doc) else None
    if me is not None and inner is not None and inner.tag_ in {"JJ", "JJR"} and kinds & {K.FAULT, K.MIND_READING, K.CRITICISM, K.ABSOLUTE} and not denied(verb) and not charged(inner):
        after = say(Charge(doc, who, inner, kinds), carried(doc, inner, False).tokens)
        lead = "we're" if me.lower_ == "us" else "I'm"
        then = is_past(verb) and verb.tag_ == "VBD"
        was = {"I'm": "I was", "we're": "we were"}[lead] if then else lead
        return make(Charge(doc, who, inner, kinds), "turn_own_past" if then else "turn_own", 8, then, clause=f"{was} {inner.lower_} {after}".strip()) if after else None
    if me is None or inner is None or inner.tag_ not in {"VB", "VBP", "NN"} or denied(verb) or set(helpers(verb)) & {"will", "would", "could", "can"} or inflect(inner, "VB") is None:
        return None
    past, base = is_past(verb), base_of(inner)
    own = "I" if me.lower_ == "me" else "we"
    c = Charge(doc, who, inner, kinds)
    rest = carried(doc, inner, False)
    if base == "feel":
        likeness = doc[inner.i + 1].lower_ in {"like", "that"} and inner.i + 2 < len(doc) and doc[inner.i + 2].lower_ in {"i", "i'm"}
        if likeness:
            clause = _clause(doc, inner.i + 2)
            return make(c, "turn_own_past" if past else "turn_own", 9, past, clause=f"{own} {'felt' if past else 'feel'} {clause[1]}") if clause else None
        if doc[inner.i + 1].lower_ in OWNED and not rest.likened:
            felt = say(c, rest.tokens, of_herself=True)
            return make(c, "turn_own_past" if past else "turn_own", 9, past, clause=f"{own} {'felt' if past else 'feel'} {felt}") if felt and not any(is_you(t) and t.dep_ == "nsubj" for t in rest.tokens) else None
        return None
    if base in {"laugh", "smile", "look", "seem", "sound", "think", "believe"}:
        return None
    tail = say(c, rest.tokens)
    if tail is None or rest.likened:
        return None
    if base in {"cry", "panic", "doubt", "hate", "want", "miss", "lose", "quit", "flinch", "freeze", "shake"}:
        form = inflect(inner, "VBD" if past else "VB")
        return make(c, "turn_own_past" if past else "turn_own", 9, past, clause=f"{own} {form} {tail}".strip()) if form else None
    return make(c, "turn_own_past" if past else "turn_own", 9, past, clause=f"{own} {'had' if past else 'have'} to {base} {tail}".strip()) if tail else None


def put_upon(doc: Doc, spans: Spans) -> list[Turn]:
    """"Why do I have to iron and he gets to rest": it is hard that she has to."""
    found: list[Turn] = []
    for token in doc:
        kinds = frozenset(kind for start, end, kind in spans if start <= token.idx < end)
        if token.lower_ != "i" or not kinds & {K.ACCUSING_QUESTION, K.CRITICISM, K.ABSOLUTE, K.GUILT_TRIP} or not token.i or doc[token.i - 1].lower_ not in {"do", "must"}:
            continue
        if doc[token.i - 2].lower_ != "why" and doc[token.i - 1].lower_ != "must" or any(t.lower_ == "even" for t in doc[token.i:token.i + 3]):
            continue
        rest = carried(doc, token, False)
        words = [t for t in rest.tokens if t.lower_ != "bother"]
        more = next((t for t in doc[token.i + 1:token.sent.end] if t.lower_ in {"and", "while"} and not any(is_you(x) for x in t.sent[t.i - t.sent.start:])), None)
        if words and more is not None and more.i > words[-1].i:
            words += [more, *carried(doc, more, False).tokens]
        tail = say(Charge(doc, token, token, kinds), words, of_herself=True)
        if tail and len(words) > 2:
            found.append(Turn("turn_state", {"clause": f"I {'have to ' if doc[token.i - 1].lower_ == 'must' else ''}{tail}"}, token.i, 9))
    return found


def _shown(doc: Doc, who: Token, verb: Token, kinds: frozenset[BlameKind]) -> Turn | None:
    """"You made me look a fool at the bank", "you made a fool of me": she was embarrassed there."""
    fool = next((t for t in doc[verb.i + 1:verb.i + 8] if t.lower_ in FOOLS), None)
    if fool is None or not {"me", "us"} & {t.lower_ for t in doc[verb.i:fool.i + 3]} or denied(verb):
        return None
    start = doc[fool.i + 2] if fool.i + 2 < len(doc) and doc[fool.i + 1].lower_ == "of" else fool
    rest = carried(doc, start, False)
    tail = say(Charge(doc, who, verb, kinds), rest.tokens)
    if not tail or rest.tokens[0].lower_ not in {"in", "at", "when", "on", "during", "by", "with", "over"} or len(rest.tokens) < 2:
        return None
    past = is_past(verb)
    return make(Charge(doc, who, verb, kinds), "turn_felt", 9, past, clause=f"I {'felt' if past else 'feel'} embarrassed {tail}")


def asked_of_me(doc: Doc, spans: Spans) -> list[Turn]:
    """"Am I always going to be a worry to you?": she wonders."""
    found: list[Turn] = []
    for token in doc:
        kinds = frozenset(kind for start, end, kind in spans if start <= token.idx < end)
        if token.lower_ != "i" or not kinds & {K.ACCUSING_QUESTION} or token.i == 0 or token.nbor(-1).lower_ not in {"am", "do", "did", "have", "will", "can"}:
            continue
        aux = token.nbor(-1)
        if any(t.tag_ in {"WP", "WRB", "WDT"} for t in doc[aux.sent.start:aux.i]) or not token.sent.text.strip().endswith("?"):
            continue
        rest = carried(doc, token, False)
        tail = say(Charge(doc, token, token, kinds), rest.tokens)
        if not tail or len(rest.tokens) < 3 or not any(is_you(t) for t in rest.tokens) or any(t.lower_ in {"before", "until"} for t in rest.tokens):
            continue
        if aux.lower_ in {"do", "did"}:
            if aux.lower_ == "did":
                continue
            text = f"I {tail}"
        else:
            text = f"I {aux.lower_} {tail}"
        found.append(Turn("turn_wonder", {"clause": text}, token.i, 8))
    return found
