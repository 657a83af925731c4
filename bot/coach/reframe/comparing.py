"""What others have from theirs, as a wish of hers: "Jess's mum asks her how she's doing", "her daughter takes her to chapel"."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coach.reframe.charge import HOW, K, Turn
from bot.coach.reframe.extent import carried
from bot.coach.reframe.grammar import base_of, denied, helpers, inflect, is_you
from bot.coach.reframe.lexis import CONTACT
from bot.coach.reframe.plain import charged
from bot.coach.reframe.scan import said

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MANAGING = frozenset("manage bother find think remember come offer know".split())
PARENTS = r"(?:mothers|mums|moms|mams|mother|mum|mom|mam|mama|mummy|ma|parents|family|folks|nan|old man|nani|granny)"
CHILDREN = r"(?:daughter|child|kid|son|girl|boy|daughters|children|kids|girls|sons)"
BARE = frozenset("be have get want love like need seem look know live marry go do feel think say mean turn become work make own".split())


def as_theirs(doc: Doc, verb: Token, kinds: frozenset[K], mother: bool) -> Turn | None:
    """"Jess's mum asks her how she is" is "I'd love it if you asked me how I am"; ``mother``: she who speaks is the mother."""
    if K.COMPARISON not in kinds or verb.pos_ != "VERB":
        return None
    who = _theirs(verb)
    if who is None or denied(verb) or charged(verb) or verb.dep_ in {"relcl", "acl", "advcl"}:
        return None
    if verb.dep_ == "xcomp":
        if verb.head.lemma_.lower() not in MANAGING or denied(verb.head) or set(helpers(verb.head)) - {"do", "does", "did"}:
            return None
        tense = verb.head.tag_
    else:
        if set(helpers(verb)) - {"do", "does", "did"} or verb.lemma_.lower() in MANAGING and any(c.dep_ == "xcomp" for c in verb.rights):
            return None
        tense = verb.tag_
    base = base_of(verb)
    if base in BARE or tense not in {"VBZ", "VBP", "VBD", "VB"}:
        return None
    rest = carried(doc, verb, False)
    tokens = list(rest.tokens)
    tokens = tokens[:next((n for n, t in enumerate(tokens) if t.lower_ in {"and", "while", "but"} and n and t.tag_ == "CC" and any(x.tag_ in {"VBZ", "VBP", "VBD"} for x in tokens[n:n + 4])), None)]
    if rest.likened and base in HOW:
        return None
    text = said(verb, tokens, kinds, positive=True)
    if text is None or any(t.tag_ in {"JJR", "RBR", "JJS"} and t.lower_ not in {"more", "first"} for t in tokens):
        return None
    mine = _mine(text, mother)
    nobody = any(t.lower_ in {"nobody", "no", "none"} for t in verb.doc[verb.sent.start:verb.i])
    past, done = inflect(verb, "VBD"), inflect(verb, "VBN")
    if mine is None or past is None or done is None:
        return None
    if base in CONTACT and not re.search(r"\b(every|each|daily|twice|once|on|at|before|first|on time|from|whenever)\b", mine.split(" from ")[0]) and tense != "VBD":
        mine = f"{mine.split(' from ')[0]} a bit more often"
    if base in {"visit", "call", "ring", "phone", "text"} and not re.search(r"\bme\b", mine):
        mine = f"me {mine}"
    mine = re.sub(r"\s+", " ", mine.replace("everywhere", "along")).strip()
    if not mine or not (re.search(r"\b(me|my|mine|us|our|first|home)\b", mine) or base in {"send", "bring", "pay"} and mine or base in CONTACT | {"help", "knock", "listen", "cook", "apologise", "apologize"}):
        return None
    if nobody:  # "nobody else's mum reads their messages"
        return Turn("turn_unwish", {"vp": f"{base} {mine}", "vpast": f"{past} {mine}"}, verb.i, 10) if re.search(r"\b(me|my)\b", mine) else None
    if tense == "VBD":
        return Turn("turn_missed", {"vp": f"{base} {mine}", "vpp": f"{done} {mine}"}, verb.i, 9, True)
    return Turn("turn_wish", {"vp": f"{base} {mine}", "vpast": f"{past} {mine}"}, verb.i, 10)


def _theirs(verb: Token) -> Token | None:
    """The somebody else who does it."""
    top = verb.head if verb.dep_ == "xcomp" else verb
    who = next((c for c in top.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if who is None and top.dep_ == "conj":
        who = next((c for c in top.head.lefts if c.dep_ == "nsubj"), None)
    if who is None or is_you(who) or who.lower_ in {"i", "we", "it", "that", "this", "there", "what", "who", "which"} or any(is_you(c) for c in who.lefts if c.dep_ == "nsubj"):
        return None
    return who


def _mine(text: str, mother: bool) -> str | None:
    """Her words for them turned to us two; None where it stays unsure who is meant."""
    low = f" {text} "
    kin = rf"(?:{PARENTS}|{CHILDREN})"  # whoever others look after: here it is she who speaks
    low = re.sub(rf"\b(?:her|his|their|the|a) (?:own |poor |old )?{kin}'s\b", "my", low)
    low = re.sub(rf"\b(?:her|his|their|the|a) (?:own |poor |old )?{kin}\b(?!['’])", "me", low)
    low = re.sub(r"\b(?:her|his|their) own\b", "your own", low)
    # An object first: "asks her how", "takes him there", "with them".
    low = re.sub(r"\b(him|them|hers)\b", "me", low)
    low = re.sub(r"\bher(?= (?:how|what|when|where|why|if|whether|to|in|on|at|for|from|with|out|up|off|a|an|the|every|each|and|back|home|first|everywhere|more|my|me|twice|flowers|some|round|over|around|along|about|there|lunch|dinner)\b|\s*$)", "me", low)
    subject = "you" if mother else "I"
    low = re.sub(r"\b(?:she|he|they)(?:'s|'re| is| are)\b", "you're" if mother else "I'm", low)
    low = re.sub(r"\b(?:she|he) (\w+?)s\b", rf"{subject} \1", low) if re.search(r"\b(?:she|he) \w+s\b", low) else re.sub(r"\b(?:she|he|they)\b", subject, low)
    if re.search(r"\b(?:her|his|their)\b", low):
        if mother:
            low = re.sub(r"\b(?:her|his|their)\b", "your", low)
        else:
            low = re.sub(r"\b(?:her|his|their)\b", "my", low)
    if re.search(r"\b(she|he|they|hers|theirs|himself|herself|themselves)\b", low):
        return None
    return re.sub(r"\b(\w+) me me\b", r"\1 me", low).strip()


