"""Reads one message and says whether someone is in danger now, was harmed in the past, or neither."""

import re
from pathlib import Path
from typing import List, Match, Optional, Tuple

from .broad import BROAD
from .kinds import Danger, Reading
from .model import CLASSES, Model, load
from .notions import BY_WORD
from .patterns import ALL, IDIOM, compiled
from .sieve import Sieve, bare
from .words import plain

ROOT = Path(__file__).resolve().parents[2]
DATA = (ROOT / "data" / "safety" / "messages.jsonl", ROOT / "data" / "safety" / "ordinary.jsonl")

# Kinds as they are preferred when a message speaks of several.
ORDER = ("suicide", "sexual_abuse", "threat_to_kill", "held", "child_abuse", "violence", "self_harm", "abuse")
SURE = 0.65
GRAVE = frozenset(
    "HIT FORCE HURT MARK WEAPON FEAR SAFE LOCK PAPERS MARRY SEX TOUCH KILL DEATH ALIVE MEANS CUT CONTROL SECRET BODY".split()
)  # without any of these the model is not asked
PAST_SURE = 0.65
GRAVE = frozenset(
    "HIT FORCE HURT MARK WEAPON FEAR SAFE LOCK PAPERS MARRY SEX TOUCH KILL DEATH ALIVE MEANS CUT CONTROL SECRET BODY".split()
)  # without any of these the model is not asked

_AGO = re.compile(
    r"\bwhen (?:i|we|she|he) (?:was|were) (?:only |just |about |around |still |a |an |in (?:my |the )?)*(?:little|small|young|younger|wee|kid|kids|child|children|"
    r"girl|boy|baby|toddler|teen|teenager|teens|student|school|primary|nursery|high school|foster|care|twenties|thirties|newlywed|"
    r"four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|\d\d?)\b"
    r"|\bwhen (?:i|we) (?:was|were) (?:\w+ )?in (?:year|grade|form|class) \w+\b|\bthe (?:year|summer|winter|day|night) (?:that )?i (?:turned|was)\b|\b(?:lifetime|half a lifetime|whole life) ago\b|\ball through (?:school|college|university|uni|my (?:teens|childhood))\b|\b(?:so much|much|a lot|loads) better now\b|\bi am (?:safe|well|happy|free) now\b|\bhave not since\b|\bthe (?:hitting|beatings?|violence|abuse) stopped\b|\b(?:as|being) (?:a |an )?(?:little |small |young )?(?:child|kid|girl|boy|teen|teens|teenager|teenagers|toddler|youngster|young bride|young mother|bride|altar girl|baby|schoolgirl|student|children|kids|young woman|young wife|ten|nine|eight|seven|six|five)\b"
    r"|\b(?:growing up|grew up|in my childhood|my (?:whole )?childhood|childhood|back in the (?:day|eighties|seventies|sixties|nineties|village)|back then|back when|in those days|in the old days|long ago|ages ago|long time ago|many years|far back)\b"
    r"|\bused to\b(?! (?:it|that|being|the way))"
    r"|\b(?:\w+ )?(?:years?|decades?|yrs) (?:ago|back|since|later|gone|clean|free)\b|\b(?:years|decades) (?:ago|back|since)\b|\bfor (?:\w+ )?(?:years|decades) (?:now )?(?:i have been )?(?:safe|free|well|clean)\b|\bthirty years gone\b|\bit is \w+ years since\b|\bsafe for years\b"
    r"|\bin (?:19\d\d|20[01]\d|202[0-4]|the (?:fifties|sixties|seventies|eighties|nineties|noughties))\b|\bback in (?:19|20)\d\d\b"
    r"|\bat (?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|1[3-9]|2[0-5])\b(?! (?:o clock|am|pm|minutes|hours|\d|hundred|percent))|\b(?:aged|age|was) (?:about |only )?(?:four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|[4-9]|1\d|2\d)\b(?! (?:o clock|am|pm|minutes|weeks|pounds|percent|in the|this|tonight))"
    r"|\b(?:first|late|former|previous) (?:husband|wife|marriage|partner)\b|\bbefore i (?:left|met|got away|moved out|escaped)\b|\bsince i left\b|\b(?:i|we) (?:left|got away|got out|escaped|walked out)\b.{0,40}\b(?:safe|ok|okay|well|fine|ago|free|happy|years?|20\d\d|19\d\d|now)\b"
    r"|\b(?:he|she|dad|father|gran|grandad|uncle|mother|grandma|nan) is (?:dead|gone) now\b|\bi (?:have )?survived\b|\bhave been free\b|\bin (?:primary|secondary|boarding|infant|elementary|middle) school\b|\b(?:in|at) (?:boarding school|the orphanage|college|university|uni|sixth form|high school) (?:once|years|long|and never|i)\b"
    r"|\bi (?:stopped|quit|gave up) (?:cutting|self harming|hurting myself|burning)\b|\b(?:all our married life|old life|past life|forgave|forgiven|have forgiven)\b|\bwhen we lived in\b|\bin (?:my )?(?:care|foster care)\b|\bonce , (?:in|when|years)\b|\bi have carried (?:it|that)\b|\bi remember\b.{0,50}\bwhen i was\b|\bin my (?:teens|twenties|thirties|forties)\b"
)
_NOW = re.compile(
    r"\b(?:yesterday|last night|tonight|this (?:morning|week|evening|afternoon|weekend|month)|right now|an hour ago|minutes? ago|days? ago|just now|these days|nowadays|lately|recently|at the moment|every (?:day|night|week|weekend|time)|on (?:sunday|monday|tuesday|wednesday|thursday|friday|saturday))\b"
    r"|\b(?:again|started again|happening again|keeps?|is back|has started|have started)\b(?<!say it again)(?<!see him again)(?<!never again)"
    r"|\bstill (?:hits?|hit|beats?|beat|hurts?|hurt me|does|do it|touch(?:es)?|comes?|happens?|happening|scared of (?:him|her|you)|afraid of (?:him|her|you)|frightened of (?:him|her|you)|frightened|lives? with|want to die|think about (?:dying|ending|killing)|cut|cutting|locks?|threatens?|going on|doing|abuses?|violent|not safe|am|goes on|kicks?|slaps?|punch(?:es)?|hitting|beating|hurting)\b(?<!still am glad)"
    r"|\b(?:and|but) now (?:he|she|they|you|it|i (?:want|am (?:going to|cutting|scared|afraid|not safe|thinking|planning|hurting)|cut|hurt|feel like (?:dying|ending))|my)\b(?! (?:is|are) (?:dead|gone|sorry|kind|gentle|old|better|sober|different|well)| am (?:safe|ok|fine|well|free))"
    r"|\bi (?:really |just |still |do )*(?:want to (?:die|kill myself|end)|am going to (?:kill|end|jump|do it)|do not want to (?:live|be alive|be here|wake))\b|\b(?:he|she|you) (?:is|are) (?:hitting|beating|hurting|touching|doing it)\b|\bdoing it to (?:my|the|her)\b"
)
_HARM = re.compile(
    r"\b(?:hit|hitting|wooden spoon|temper ruled|hide|flogging|canes?|beat|beaten|beating|beatings|slap|slapped|belt|slipper|strap|caned?|flogged|whipped|punched|kicked|choked|strangled|hurt|abused?|abusive|abuse|raped?|molest\w*|touched|assaulted|violent|violence|locked|burn(?:ed|t)|threw|bruises?|"
    r"suicid\w*|overdos\w*|kill myself|end my life|cut(?:ting)?(?: myself)?|self harm\w*|frightened of|scared of|afraid of|terrified of|raised a hand|hid from|took pills|things to me|put me in hospital|dragged|rough with|hiding|smacked|whooped|battered|shook|pushed|bit|spat|starved|forced|harmed|hurting myself|scars)\b"
)
_CHILD_SPEAKS = re.compile(r"\b(?:i am|im|being|turned|just turned|i will be) (?:only |just |still )?(?:1[0-7]|[89]|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)\b(?! (?:minutes|weeks|miles|stone|pounds|percent|years (?:older|younger|into)))|\bin (?:year|grade|form|class|std) (?:[4-9]|1[01])\b|\b(?:school tomorrow|my teacher|after school|my homework|my grades|bad grades|my marks|report card)\b")
_PARENT = re.compile(r"\b(?:mum|mom|mam|mama|mother|amma|ammi|ma|dad|daddy|papa|father|baba|abba|appa|stepfather|stepmother|parents|aunt|aunty|uncle|gran|grandad|nan|grandma|foster|brother|mums|moms|dads)\b")
_SELF = re.compile(
    r"\b(?:me|us|myself|i|my own)\b|\bmy (?:\w+ )?(?:throat|neck|hair|arms?|wrists?|face|head|stomach|belly|ribs|back|legs?|fingers?|hands?|nose|jaw|lip|eyes?|tooth|teeth|ears?|shoulder|body|skin|chest|mouth|thighs?|life|passport|phone|keys|papers|room|bed|bedroom|"
    r"knickers|clothes|skirt|breasts?|bum|drink|tablets|pension|money|wages|door|will)\b"
)
_FIRST = frozenset({"i", "me", "we", "us", "my", "im"})
_SUBJECT = re.compile(
    r"\b(i|me|we|us|im|you|she|he|they|her|him|friend|sister|brother|daughter|son|mum|mom|mother|mama|dad|father|gran|nan|girl|boy|kids?|child|baby|"
    r"wife|husband|boyfriend|girlfriend|cousin|niece|nephew|aunt|auntie|uncle|flatmate|roommate|mate|neighbour|teenager|partner|youngest|eldest)\b"
)
_VICTIM = re.compile(
    r"(?<!^)\b(?:her|him|them|herself|himself|themselves|yourself|mum|mom|mama|mother|daughter|sister|brother|son|niece|nephew|gran|nan|grandma|kids?|children|"
    r"child|baby|boy|girl|wife|aunt|cousin|friend|grandson|granddaughter|toddler|everyone|mothers)\b"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is being|are being|got|gets|getting|am)\b")
_YOU_DO = re.compile(r"\b(?:you|your (?:hand|hands|belt|fist|fists|fingers))\b")
_I_DO = re.compile(r"^\W*(?:i|im)\b|\bi (?:am going to|will|want to|have|hit|slapped|punched|pushed|shook|hurt|grabbed|kicked|smacked|swear)\b")
_THEY_SAY = re.compile(r"\b(?:says?|said|told|threaten\w*|hear|heard|saw|see|caught|scared (?:that )?(?:he|she|they)|think|worried (?:that )?(?:he|she|they|my)) ")
_YOU_LATER = re.compile(r"\b(?:of|from|because of|with|around) you\b|\bwhat you (?:do|did|will|might|would|are)\b|\bwhen you (?:\w+ )?(?:drink|drunk|hit|shout|come|are drunk|get)\b|\bby you\b")
_YOU_THREATEN = re.compile(r"\byou (?:\w+ )?(?:said|told me|threaten\w*|swore|promised)\b")
_THIRD = re.compile(r"\b(?:he|she|they|him|her|them|dad|husband|boyfriend|partner|brother|ex|uncle|stepfather|father|son|wife|grandad|daughter|cousin|boss|man|someone)\b")
_LIE = re.compile(r"\byou (?:said|told|keep saying|say|kept saying|wanted|want|scare me when you say)\b")


class Watch:
    """Looks for danger. Make one with `Watch.load`; it may be shared between conversations."""

    def __init__(self, model: Optional[Model] = None) -> None:
        self._patterns = compiled(ALL + BROAD)
        self._sieve = Sieve([pattern for _, _, pattern in self._patterns])
        self._idioms = Sieve(IDIOM)
        self._model = model

    @classmethod
    def load(cls, cache_dir: "Optional[Path | str]" = None) -> "Watch":
        """Ready to use. With a cache folder the small model is trained once and kept there as numbers (.npz)."""
        return cls(load(DATA, Path(cache_dir) if cache_dir else None))

    def recognise(self, text: str) -> Reading:
        """What this message says about danger. Never raises; the text goes nowhere."""
        whole = plain(text)
        if not whole.strip(" ."):
            return Reading()
        words = bare(whole, IDIOM, self._idioms)
        found: List[Tuple[str, str, Match[str]]] = []
        for number in self._sieve.worth(words):
            danger, about, pattern = self._patterns[number]
            match = pattern.search(words)
            if match:
                found.append((danger, about, match))
        ago = bool(_AGO.search(whole))
        now = bool(_NOW.search(whole))
        if found:
            if ago and not now:
                return Reading(None, True, self._about(found[0], words))
            first = min(found, key=lambda one: ORDER.index(one[0]))
            return self._reading(first[0], self._about(first, words), first[2].group(0), words)
        return self._by_model(whole, words, ago, now)

    def _by_model(self, whole: str, words: str, ago: bool, now: bool) -> Reading:
        if ago and not now and _HARM.search(words):
            return Reading(None, True, "self" if _SELF.search(words) else "other")
        if self._model is None:
            return Reading()
        tokens = words.split()
        if len(tokens) < 3 or not any(GRAVE.intersection(BY_WORD.get(token, ())) for token in tokens):
            return Reading()
        chances = self._model.chances(words)
        past = float(chances[1])
        danger = float(1 - chances[0] - past)
        if danger >= SURE and " _ " not in words and not (ago and not now):
            kind = CLASSES[2 + int(chances[2:].argmax())]
            return self._reading(kind, "self" if _SELF.search(words) else "other", words, words)
        if past >= PAST_SURE and ago:
            return Reading(None, True, "self" if _SELF.search(words) else "other")
        return Reading()

    @staticmethod
    def _about(one: Tuple[str, str, Match[str]], words: str) -> str:
        """Who is in danger. The pattern may know; otherwise who is named as harmed, or who the sentence is about."""
        kind, about, match = one
        said = match.group(0)
        if about == "self" and kind in {"suicide", "self_harm"} and not _SELF.search(said):
            subjects = _SUBJECT.findall(words[:match.end()])
            return "other" if subjects and subjects[-1] not in _FIRST else "self"
        if about != "?":
            return about
        if _SELF.search(said) or _SELF.match(words[match.end():].lstrip()):
            return "self"
        subjects = _SUBJECT.findall(words[:match.end()])
        last = subjects[-1] if subjects else "i"
        if kind in {"suicide", "self_harm"}:
            return "self" if last in _FIRST else "other"
        if _VICTIM.search(said):
            return "other"
        before = " ".join(words[:match.start()].split()[-4:])
        if _PASSIVE.search(before) or _PASSIVE.search(said):
            return "self" if last in _FIRST else "other"
        return "self"

    @staticmethod
    def _reading(kind: str, about: str, said: str, words: str) -> Reading:
        if kind in {"violence", "abuse", "held"} and about == "self" and _CHILD_SPEAKS.search(words) and _PARENT.search(words):
            kind = "child_abuse" if kind != "held" else "held"
        by_her = False
        if kind not in {"suicide", "self_harm"}:
            by_you = _YOU_DO.search(said) or _YOU_LATER.search(words)
            by_her = bool(by_you) and not _THIRD.search(said) and not _LIE.search(said)
            by_her = by_her or (kind == "threat_to_kill" and bool(_YOU_THREATEN.search(said)))
        by_learner = kind in {"violence", "threat_to_kill", "child_abuse"} and about == "other" and bool(_I_DO.search(said)) and not _THEY_SAY.search(said)
        return Reading(Danger(kind), False, about, bool(by_her), by_learner)
