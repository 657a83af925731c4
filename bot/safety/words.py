"""Makes one plain spelling of what a person typed: lower case, contractions opened, common slips and chat spellings undone."""

import re
import unicodedata
from typing import Callable, List, Match, Tuple, Union

# What a hurried or frightened hand types, and what it stands for.
SLIPS = {
    "dnt": "do not", "dn't": "do not", "dosent": "does not", "dosnt": "does not", "nomore": "no more", "nomor": "no more", "b": "be", "hez": "he is",
    "shez": "she is", "uve": "you have", "cudnt": "could not", "nt": "not", "punchd": "punched", "slapd": "slapped", "hitn": "hitting",
    "kickd": "kicked", "beatin": "beating", "boyfrend": "boyfriend", "frend": "friend", "luv": "love", "alwayz": "always", "plez": "please",
    "cud": "could", "wud": "would", "shud": "should", "wit": "with", "yr8": "year 8", "yr": "year",
    "outta": "out of", "offa": "off of", "lotta": "lot of", "kinda": "kind of", "sorta": "sort of", "u": "you", "ya": "you", "yu": "you", "yoo": "you", "ye": "you", "ur": "your",  "urself": "yourself",
    "r": "are", "b4": "before", "bc": "because", "cuz": "because", "coz": "because", "bcoz": "because", "cos": "because",
    "wnt": "want", "wan": "want", "wana": "want to", "wanna": "want to", "wannna": "want to", "gonna": "going to",
    "gunna": "going to", "gna": "going to", "gona": "going to", "finna": "going to", "imma": "i am going to", "ima": "i am going to",
    "tryna": "trying to", "hafta": "have to", "gotta": "got to", "lemme": "let me", "gimme": "give me", "dunno": "do not know",
    "kil": "kill", "kll": "kill", "kiil": "kill", "kils": "kills", "kiling": "killing", "killin": "killing", "kild": "killed",
    "myslf": "myself", "mysef": "myself", "meself": "myself", "mysel": "myself", "myselff": "myself",
    "hittin": "hitting", "hiting": "hitting", "hitin": "hitting", "hittn": "hitting", "hitted": "hit", "beatn": "beating",
    "beeting": "beating", "slaping": "slapping", "slapin": "slapping", "slappin": "slapping", "slaped": "slapped",
    "punchin": "punching", "puched": "punched", "kickin": "kicking", "kikd": "kicked", "chocked": "choked",
    "chokin": "choking", "choaked": "choked", "straingled": "strangled", "strangeld": "strangled", "stragled": "strangled",
    "hurtin": "hurting", "hurted": "hurt", "thretened": "threatened", "threatend": "threatened", "threatning": "threatening",
    "threatned": "threatened", "treatened": "threatened",  "scard": "scared", "scarred": "scared",
    "scaerd": "scared", "afriad": "afraid", "afrade": "afraid", "frightend": "frightened", "terified": "terrified",
    "terrifed": "terrified", "suicde": "suicide", "sucide": "suicide", "suiside": "suicide", "suiced": "suicide",
    "suicdal": "suicidal", "sucidal": "suicidal", "suisidal": "suicidal", "suicidle": "suicidal", "suacidal": "suicidal",
    "sewerslide": "suicide", "unalived": "killed", "raypd": "raped", "rapd": "raped", "r4ped": "raped", "r@ped": "raped",
    "molestd": "molested", "abuseing": "abusing", "abusin": "abusing", "tuch": "touch", "tuches": "touches",
    "tuched": "touched", "touchs": "touches", "touchin": "touching", "tuching": "touching", "cuting": "cutting", "cuttin": "cutting",
    "cuted": "cut", "loked": "locked", "lokced": "locked", "lockd": "locked",  "nife": "knife", "knif": "knife",
    "knive": "knife", "brused": "bruised", "bruses": "bruises", "brusies": "bruises", "bruzes": "bruises", "nite": "night",
    "2nite": "tonight", "tonite": "tonight", "2night": "tonight", "2day": "today", "2moro": "tomorrow", "tmrw": "tomorrow",
    "tmr": "tomorrow", "yest": "yesterday", "yday": "yesterday", "n": "and", "nd": "and", "wid": "with", "wiv": "with",
    "wif": "with", "w": "with", "wen": "when", "wer": "where", "rn": "right now", "atm": "right now", "ppl": "people",
    "alot": "a lot", "anymor": "anymore", "nemore": "anymore", "livin": "living", "alife": "alive", "liv": "live", "dyin": "dying",
    "diing": "dying", "dieing": "dying", "dye": "die", "evry": "every", "evrything": "everything", "everythin": "everything",
    "som1": "someone", "any1": "anyone", "every1": "everyone", "no1": "no one", "noone": "no one", "nobody": "no one",
    "gf": "girlfriend", "bf": "boyfriend", "bfs": "boyfriend s", "bfriend": "boyfriend", "hubby": "husband", "husbnd": "husband",
    "husban": "husband", "hubs": "husband", "stepdad": "stepfather", "step-dad": "stepfather", "stepmum": "stepmother", "stepmom": "stepmother",
    "selfharm": "self harm", "selfharming": "self harming", "pls": "please", "plz": "please", "plsss": "please",
    "becuase": "because", "wudnt": "would not", "wouldve": "would have", "shouldve": "should have", "couldve": "could have",
    "ovr": "over", "thru": "through", "tho": "though", "evn": "even", "jus": "just", "jst": "just", "rly": "really", "rlly": "really",
    "realy": "really", "srsly": "seriously", "fr": "for real", "ngl": "not going to lie", "frm": "from", "hav": "have", "hve": "have",
    "wat": "what", "wot": "what", "dat": "that", "dis": "this", "da": "the", "teh": "the", "de": "the", "dem": "them",
    "mi": "me", "mah": "my", "mai": "my", "fone": "phone", "hse": "house", "hous": "house", "pilz": "pills",
    "pils": "pills", "tabs": "tablets", "meds": "pills", "od": "overdose", "oded": "overdosed", "od'd": "overdosed", "overdosd": "overdosed",
    "everyday": "every day", "everynight": "every night", "infront": "in front", "aswell": "as well", "agen": "again", "agn": "again",
    "agian": "again", "jumpin": "jumping", "goin": "going", "comin": "coming", "doin": "doing", "makin": "making", "takin": "taking",
    "tellin": "telling", "sayin": "saying", "thinkin": "thinking", "feelin": "feeling", "leavin": "leaving", "bein": "being",
    "havin": "having", "gettin": "getting", "tryin": "trying", "lettin": "letting", "keepin": "keeping", "endin": "ending",
    "bleedin": "bleeding", "screamin": "screaming", "throwin": "throwing", "pushin": "pushing", "forcin": "forcing", "followin": "following",
    "stoped": "stopped", "pushd": "pushed", "thrown": "threw", "throwed": "threw", "grabed": "grabbed",
    "draged": "dragged", "botle": "bottle", "lil": "little", "bro": "brother", "sis": "sister", "cuzzin": "cousin",
    "granddad": "grandad", "grandpa": "grandad", "granpa": "grandad", "grampa": "grandad", "gramps": "grandad", "uncel": "uncle",
}

_WHOLE: List[Tuple[str, "Instead"]] = [
    (r"\bunaliv(?:e|ing)\b(?! (?:myself|my ?self|him|her|me|them|you))", "kill myself"),
    (r"\bunaliv(?:e|ed|ing)\b", "kill"),
    (r"\bself[- ]?unalive\b", "suicide"),
    (r"\bun[- ]alive\b", "kill"),
    (r"\bstep[- ](dad|father|daddy)\b", "stepfather"),
    (r"\bstep[- ](mum|mom|mother|ma)\b", "stepmother"),
    (r"\bc\*?nt\b", "can not"),
    (r"\bk[i*!1]ll\b", "kill"),
    (r"\bs[u*]i?c[i*]de\b", "suicide"),
    (r"\br[a*@4]p(e|ed|es|ing)\b", r"rap\1"),
    (r"\bmy ?self\b", "myself"),
]

Instead = Union[str, Callable[[Match[str]], str]]

_OPEN: List[Tuple[str, Instead]] = [
    (r"\b(?:won'?t|wont)\b", "will not"),
    (r"\b(?:can'?t|cannot|cant|cnt)\b", "can not"),
    (r"\b(?:shan't)\b", "shall not"),
    (r"\b(do|does|did|is|are|was|were|have|has|had|would|should|could|must|need)n'?t\b", r"\1 not"),
    (r"\b(?:ain'?t|int)\b", "is not"),
    (r"\b(?:i'?m|iam|am i'm)\b", "i am"),
    (r"\bi'?ve\b", "i have"),
    (r"\bi'd\b", "i would"), (r"\bid (?=rather|be|die|like|do|kill|never)", "i would "),
    (r"\bi'll\b", "i will"), (r"\bill (?=kill|do|end|be|never|just|take|jump|stab|make|go|die|hurt|cut)", "i will "),
    (r"\b(he|she|it|that|there|what|who|here|where)'s\b", r"\1 is"),
    (r"\b(hes|shes|thats|theres|whos|whats)\b", lambda m: m.group(1)[:-1] + " is"),
    (r"\bits (?=not|been|too|a|the|all|so|over|just|getting|because)", "it is "),
    (r"\b(you|they|we)'re\b", r"\1 are"), (r"\byoure\b", "you are"), (r"\btheyre\b", "they are"),
    (r"\b(you|they|we)'?ve\b", r"\1 have"),
    (r"\b(you|they|we|he|she|it|that)'ll\b", r"\1 will"), (r"\b(you|they)ll\b", r"\1 will"),
    (r"\bhell (?=kill|hurt|stab|burn|shoot|tell|beat|do|hit|find|post|break|come|take|never|end|throw|be|make|leave)", "he will "),
    (r"\bshell (?=kill|hurt|stab|burn|shoot|tell|beat|do|hit|end|throw|take)", "she will "),
    (r"\b(you|they|we|he|she|it)'d\b", r"\1 would"), (r"\b(?:hed|youd|theyd) (?=kill|hurt|be|do|end|burn|beat|stab)", "he would "),
    (r"'s\b", " s"), (r"'", ""),
]
_WHOLE_C = [(re.compile(p), s) for p, s in _WHOLE]
_OPEN_C = [(re.compile(p), s) for p, s in _OPEN]
_TOKEN = re.compile(r"[a-z0-9@'*]+|[.!?;:\n]+|,|[^\sa-z0-9@'*.!?;:,]")
_LONG = re.compile(r"([a-z])\1{2,}")
_TO = re.compile(r"\b(want|going|trying|tried|need|have|got|used|scared|afraid|like) 2\b|\b2 (?=kill|die|end|do|hurt|live|be|cut|leave|go)")

LIMIT = 4000


def plain(text: str) -> str:
    """The message as spaced plain words; sentence ends become ' . ', commas ' , '. Reads at most LIMIT letters."""
    if len(text) > LIMIT:
        text = text[: LIMIT // 2] + " . " + text[-LIMIT // 2:]
    low = unicodedata.normalize("NFKC", text).lower()
    low = low.replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'").replace("\u200b", "").replace("\u00ad", "")
    low = _LONG.sub(r"\1\1", low)
    low = _TO.sub(lambda m: (m.group(1) + " to") if m.group(1) else "to ", low)
    for pattern, instead in _WHOLE_C + _OPEN_C:
        low = pattern.sub(instead, low)
    words = []
    for token in _TOKEN.findall(low):
        first = token[0]
        if first in ".!?;:\n":
            words.append(".")
        elif first.isalnum() or first in "'*@":
            words.append(SLIPS.get(token, token))
        else:
            words.append(token if token == "," else "")
    return " " + " ".join(" ".join(words).split()) + " "
