"""What a message is about: a noun phrase of hers that can stand after "about"."""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Sequence

from bot.coach.feedback import BlameKind
from bot.coach.reframe.grammar import denied, is_you, subject
from bot.coach.reframe.lexis import BAD_TOPICS, DAYS, FILLERS, KIN
from bot.coach.reframe.plain import clean
from bot.coach.reframe.spell import text_of
from bot.coach.reframe.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

POSSESSIVES = frozenset({"my", "our", "your", "his", "her", "their", "ur", "the", "this", "that", "these", "those"})
#: Weight of what a dismissal makes small: "it's only a haircut".
BELITTLED = 9
KIN_ROLES = frozenset("brother sister dad father husband wife boyfriend girlfriend son aunt auntie aunty uncle cousin grandma granny gran nan nana grandmother "
                      "grandfather grandad granddad stepdad stepmother fiance fiancé partner".split())


#: Outside the charge a noun is a topic only when hers or well known.
FAR = 3
#: Charges that say little of what happened; what stands beside them is seldom their topic.
SPEAKING = frozenset({BlameKind.LABEL, BlameKind.CONTEMPT})
SELF = frozenset("mother daughter child kid son mum mom mam flesh blood parent parents family".split())
EMPHATIC = frozenset("whole entire only very famous precious little silly own all bloody damn stupid blessed holy poor big".split())
REMARKS = frozenset("word crack comment remark joke dig question peep".split())
PASSING = frozenset("baby call phone text doctor message picture photo post bill bank".split())
SUMS = frozenset("dollar pound euro quid buck peso rupee cedi rand naira".split())
BRANDS = frozenset("whatsapp facebook instagram tiktok youtube google zoom netflix twitter skype uber amazon".split())
BARE_TOPICS = frozenset("money work food marriage school university college dinner church".split())


@dataclass(frozen=True)
class Topic:
    """``text`` fits after "about"; ``plural`` for the verb; ``weight`` how surely it is what the message is about; ``avoid``
    for what she is tired of being asked about, ``share`` for what she would like to be asked; ``day`` for a feast."""

    text: str
    plural: bool
    weight: int
    person: bool = False
    avoid: bool = False
    share: bool = False
    day: bool = False


def find_topic(doc: Doc, words: Words, inside: Sequence[tuple[int, int, BlameKind]]) -> Topic | None:
    """The noun phrase to hang a line on, or None when none is surely a topic."""
    vocabulary: frozenset[str] = frozenset().union(*(t.words for t in words.themes))
    ranked = []
    spans = {kind for _, _, kind in inside}
    for n, chunk in enumerate(doc.noun_chunks):
        kinds = {k for a, b, k in inside if a <= chunk.root.idx < b}
        topic = _topic(chunk, vocabulary, kinds)
        if topic is None or not kinds and spans <= SPEAKING:
            continue
        weight = topic.weight - (0 if kinds else FAR)
        hers = topic.text.split()[0].lower() in {"my", "our"} or "'s " in topic.text
        if weight > 1 and (kinds or hers and not topic.person) and not (topic.day and not hers and _bare(chunk, kinds)):
            ranked.append((weight, -n, topic))
    return max(ranked, key=lambda r: r[:2])[2] if ranked else None


def figurative(root: Token) -> bool:
    """Under "like", "as", "than", or the predicate of "you are …": a likeness or a verdict, not a topic."""
    seen = root
    for _ in range(6):
        if seen.dep_ in {"attr", "appos", "oprd", "intj"} or seen.lower_ in {"like", "as", "than", "of"} and seen != root:
            return True
        if seen.dep_ == "ROOT" or seen.pos_ == "VERB" or seen.dep_ == "ccomp":
            return False
        seen = seen.head
    return False


def _in_dictionary(word: str) -> bool:
    from lemminflect import getAllLemmas

    return bool(getAllLemmas(word))


def _punishing(root: Token, kinds: set[BlameKind]) -> bool:
    """In a threat, only the condition says what it is about; the rest is the punishment."""
    if BlameKind.THREAT not in kinds:
        return False
    for seen in (root, *root.ancestors):
        if seen.dep_ == "advcl" and any(c.lower_ in {"if", "unless", "when", "until", "till"} for c in seen.lefts):
            return False
        if any(c.lower_ in {"will", "'ll", "ll", "wo", "can", "gonna", "'m", "going", "shall", "may", "would", "'d"} and c.dep_ == "aux" for c in seen.children) or (
                seen.dep_ == "conj" and seen.pos_ in {"VERB", "AUX"}):
            return True
    return False


def _brought_up(root: Token) -> bool:
    """"Every call you bring up my weight": a subject she would sooner leave."""
    if root.head.lower_ in {"about", "on"} and root.head.head.lemma_.lower() in REMARKS:
        return True
    verb = next((a for a in root.ancestors if a.pos_ == "VERB"), None)
    if verb is None or denied(verb) or verb.i > root.i:
        return False
    who, lemma = subject(verb), verb.lemma_.lower()
    if who is not None and who.lower_ in {"i", "we", "dad"}:
        return False
    after = {c.lower_ for c in verb.rights}
    if lemma in {"mention", "comment", "remark"} or lemma == "bring" and "up" in after:
        return True
    return lemma in {"ask", "go", "joke", "talk"} and root.head.lower_ == "about" and root.left_edge.lower_ in {"my", "our"} and who is not None and is_you(who) and not any(
        c.tag_ in {"WRB", "WP"} for c in verb.lefts)


def _unasked(root: Token) -> bool:
    """"You never ask about my kids", "you know nothing about my life"."""
    verb = next((a for a in root.ancestors if a.pos_ == "VERB"), None)
    who = subject(verb) if verb is not None else None
    if verb is None or who is None or not is_you(who) or root.head.lower_ != "about":
        return False
    nothing = any(c.lower_ in {"nothing", "little"} for c in verb.rights)
    return verb.lemma_.lower() in {"ask", "know", "talk", "hear", "wonder"} and (nothing or denied(verb))


def _bare(chunk: Span, kinds: set[BlameKind]) -> bool:
    """A feast or weekday named only to date something: "since Easter", "on Monday"."""
    weekday = chunk.root.lemma_.lower().endswith("day") and chunk.root.lemma_.lower() not in {"birthday", "holiday"}
    return weekday or chunk.root.head.lower_ != "about" and not kinds & {BlameKind.GUILT_TRIP, BlameKind.DISMISSAL} and chunk[0].tag_ not in {"DT", "PRP$"}


def _called_to(root: Token) -> bool:
    """A name set off by commas or standing alone before one."""
    before = root.i == 0 or root.nbor(-1).is_punct
    after = root.i + 1 >= len(root.doc) or root.nbor(1).is_punct
    return before and after and root.pos_ == "PROPN"


def _topic(chunk: Span, vocabulary: frozenset[str], kinds: set[BlameKind]) -> Topic | None:
    root = chunk.root
    low, lemma = root.lower_, root.lemma_.lower()
    about = root.dep_ == "pobj" and _about(root) and chunk[0].tag_ == "PRP$" and root.head.head.lemma_.lower() not in {"make", "turn"}
    if root.pos_ not in {"NOUN", "PROPN"} or low in KIN or not root.text.isalpha() or len(low) < 3 or _called_to(root):
        return None
    if not about and (low in BAD_TOPICS or lemma in BAD_TOPICS or low in BRANDS) or root.i + 1 < len(root.doc) and root.nbor(1).text == "-":
        return None
    belittled = BlameKind.DISMISSAL in kinds and root.dep_ == "attr" and any(
        c.dep_ == "nsubj" and c.lower_ in {"it", "that", "this"} for c in root.head.children)
    feast = lemma in DAYS and chunk[0].lower_ in {"my", "our"} and root.dep_ == "attr"
    if (figurative(root) and not belittled and not feast) or _punishing(root, kinds) or root.dep_ in {"npadvmod", "ROOT", "dep", "vocative"} and lemma not in DAYS:
        return None
    if not clean(t for t in chunk if t.lower_ not in {"only", "any", "all"}):
        return None
    tokens = [t for t in chunk if not (belittled and t.tag_ in {"CD", "DT", "RB"})]
    known = lemma in vocabulary or low in vocabulary
    if belittled and known and len(tokens) < 3 and not any(t.tag_ == "PRP$" for t in tokens):
        return Topic(("that " if any(t.tag_ == "CD" for t in chunk) else "the ") + text_of(tokens), root.tag_ == "NNS", BELITTLED)
    while tokens and tokens[0].tag_ in {"CC", "RB", "UH", "PDT"}:
        tokens.pop(0)
    own = any(t.lower_ == "own" for t in tokens)
    if own and (lemma in SELF or root.head.lower_ == "of" or tokens[0].lower_ == "your"):
        return None
    tokens = [t for t in tokens if t.lower_ not in EMPHATIC]
    if kinds & {BlameKind.DISMISSAL} and not about:
        return None
    if lemma in SUMS and not kinds & {BlameKind.CONTEMPT, BlameKind.COMPARISON} and root.tag_ == "NNS" and tokens and tokens[0].like_num and len(tokens) == 2:
        return Topic("the " + text_of(tokens), True, 4)
    if not tokens or any(t.lower_ in FILLERS | KIN | {"many", "few", "more", "other"} for t in tokens) or any(
            t.tag_ in {"WDT", "WP", "WP$", "PRP", "CD"} or t.is_punct or t.like_num for t in tokens) or len(tokens) > 4:
        return None
    lead = tokens[0].lower_
    if lead == "the" and lemma in PASSING:
        return None
    plural = root.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in root.children)
    shown = {"avoid": _brought_up(root), "share": _unasked(root), "day": lemma in DAYS and (len(tokens) == 1 or lead in POSSESSIVES)}
    if lead in {"a", "an", "no", "some", "any", "another", "one", "each", "every", "what", "which", "such"}:
        # "a job" is seldom the job that is meant.
        if lemma not in DAYS | {"apology"} and root.tag_ != "NNS" or not known or len(tokens) > 2:
            return None
        return Topic(_in_general(root), root.tag_ == "NNS", 4, **shown)
    if any(t.tag_ in {"JJR", "JJS"} for t in tokens):
        return None
    if BlameKind.COMPARISON in kinds and not (known and lead in {"my", "our", "your"}):
        return None
    if any(t.tag_ not in {"DT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "VBN"} for t in tokens):
        return None
    if lead in {"her", "his", "their"} and any(t.tag_ == "POS" for t in tokens):
        return Topic("the " + text_of([root]), plural, 4, **shown) if known else None
    if lemma in KIN_ROLES and (lead in {"her", "his", "their"} or BlameKind.COMPARISON in kinds):
        return None
    name = root.pos_ == "PROPN"
    if name and (not _nameable(root) or len(tokens) > 1 and lead in POSSESSIVES and lemma not in DAYS):
        return None
    owned = any(t.tag_ == "POS" for t in tokens) and tokens[0].pos_ == "PROPN" and root.pos_ == "NOUN"
    if not name and lead not in POSSESSIVES and not owned and not (known and root.tag_ in {"NN", "NNS"} and lemma in DAYS | BARE_TOPICS):
        return None
    if not known and not name and not owned and lead not in {"my", "our", "his"} and not (_about(root) ):
        return None
    person = (name or lemma in KIN_ROLES) and lemma not in DAYS and not (name and root.head.lower_ == "about")
    if person and not (root.head.lower_ in {"about", "with"} or lead in {"my", "our"}):
        return None
    if kinds & {BlameKind.CONTEMPT, BlameKind.COMPARISON, BlameKind.LABEL, BlameKind.GUILT_TRIP} and not (about or lemma in DAYS):
        return None
    if BlameKind.PSEUDO_FEELING in kinds and not (about or lemma in DAYS) or BlameKind.MIND_READING in kinds and not (about or known and lead in {"my", "our"}):
        return None
    if BlameKind.DEMAND in kinds and not (known or about):
        return None
    if lead in {"his", "her", "their"} and root.head.lower_ != "about":
        return None
    weight = 2 + 3 * known + (2 if lead in {"my", "our"} else 1 if lead in {"your", "ur", "the", "this", "that"} or owned else -2 if lead in {"his", "her", "their"} and root.head.lower_ != "about" else 0) + 2 * (lemma in DAYS) - (len(tokens) > 3)
    text = text_of(tokens)
    if tokens[0].is_sent_start and tokens[0].tag_ in {"DT", "PRP$"}:
        text = text[0].lower() + text[1:]
    return Topic(text, plural, weight, person, **shown)


def _in_general(root: Token) -> str:
    """A noun that came without an owner: "the wedding", "an apology", "calls"."""
    return {"NNS": "", "NN": "an " if root.lemma_.lower() == "apology" else "the "}.get(root.tag_, "") + text_of([root])


def _about(root: Token) -> bool:
    """Under "about", or under the "over" of a quarrel ("over my head" is none)."""
    return root.head.lower_ == "about" or root.head.lower_ == "over" and root.head.head.lemma_.lower() in {"argue", "fight", "fuss", "row", "fall", "worry", "cry", "shout"}


def _nameable(root: Token) -> bool:
    """A day, or a name with a capital that is neither a place one goes to nor a word at the start of a sentence."""
    lemma, low = root.lemma_.lower(), root.lower_
    if lemma in DAYS:
        return True
    if not root.text[0].isupper() or root.dep_ == "pobj" and root.head.lower_ in {"to", "in", "at", "from", "into", "near", "by", "on"}:
        return False
    return not root.is_sent_start or len(low) > 3 and not _in_dictionary(low)
