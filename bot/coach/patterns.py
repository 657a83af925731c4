"""Blame, read from syntax: for each clause, which of the thirteen charges it makes against the other.

Each rule looks at one clause with its person, negation, mood and place (docs/taxonomy.md is the source of every rule). A hit is
``sure`` when it may mark a message by itself; the others only inform the trained part (bot/coach/model.py).
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Callable

from bot.coach.clauses import Clause
from bot.coach.lexicon import BAD, BAD_NOUN, BAD_TRAIT, FAUX, FEELING, GOOD, HARM, KIN_OTHERS


@dataclass(frozen=True)
class Hit:
    """One charge found: offsets into the tidied text."""

    start: int
    end: int
    kind: str
    rule: str
    sure: bool


Rule = Callable[[Clause], "tuple[str, bool] | None"]


def rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_ADV = r"(?:just |so |really |such |too |very |being |a |an |the |little |bit |right |total |complete |absolute |fucking |bloody |damn |pretty |kind of |" \
       r"completely |totally |absolutely |honestly |always |incredibly |extremely |unbelievably |quite |rather |most |real |freaking |acting |like )*"
_YOU_ARE = r"\byou(?:'re| are| were|'ve become| have become| become| became| turned into|'ve turned into|'ve been| have been| can be| sound| act| are acting|'s| is|'re acting| look| seem)"
_GOOD, _BAD = rx(rf"\b(?:{GOOD})\b"), rx(rf"\b(?:{BAD})\b")
_OF_DATE = (r"(?:on|last|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|last (?:night|week|month|year|time|summer|winter|christmas|spring)|"
            r"this (?:morning|week|afternoon|weekend)|tonight|that (?:day|night|time|one)|in (?:january|february|march|april|may|june|july|august|"
            r"september|october|november|december|19\d\d|20\d\d)|(?:at|for) (?:dinner|lunch|christmas|thanksgiving|my|the) ?\w*|the other (?:day|night)|"
            r"(?:once|twice|two|three|four|five|\d+) (?:times|nights|days|calls|hours|minutes)|once|twice|\d+ ?(?:am|pm|a\.m|p\.m|o'clock)|half past|when i was|\bdays ago|\bweeks? ago")
DATED = rx(rf"\b(?:{_OF_DATE})")


# --- absolute ---------------------------------------------------------------------------------------------------------------
_SWEEP_ALWAYS = rx(r"\b(?:always|constantly|all the time|every (?:single )?(?:time|day|night|call|visit|conversation|week)|forever|24/7|without fail|"
                   r"everything|anything|whatever|nonstop|non-stop|whenever|each time|as usual|from morning to night)\b")
_SWEEP_NEVER = rx(r"\b(?:never|not once|not even once|not one|not a single|nothing|nobody|no one|not ever|don't ever|doesn't ever|won't ever|didn't ever|haven't ever|haven't once|didn't once|can't ever|"
                  r"can't even once|hardly ever|don't once)\b")
_NEVER_ENOUGH = rx(r"\b(?:nothing|whatever|everything|anything|no matter what)(?: that)? i(?:'ve)? (?:ever |could |can )?(?:do|did|done|say|said|make|made|cook|wear|try|tried|give|gave)\b.{0,25}\b(?:good enough|enough|right|wrong|please[sd]?|make you happy|"
                   r"satisf\w+|a problem|criticized|criticised|mistake|matters?|counts?|stays? \w+)\b|\bnothing(?:'s| is| was)? (?:ever|never)? ?(?:good )?enough for you|"
                   r"\bi can(?:'t| not|not) do anything right|\bi(?:'m| am)? never (?:good )?enough for you|\bi can never (?:win|please you|do anything right|make you happy)|\bi can do nothing right|"
                   r"\b(?:it(?:'s| is| was)|everything(?:'s| is)|everything has to be) (?:always )?(?:all )?(?:about you|your way)\b(?!r)|\bit(?:'s| is) always (?:my fault|something|the same|me who|me that)\b")
_EVERY_TIME = rx(r"\b(?:every (?:single )?time|whenever|each time|every (?:single )?(?:day|night|call|visit|conversation|dinner|holiday|birthday|weekend))\b.*\byou\b")
_NOT_ONCE = rx(r"\b(?:not once|not one time|not a single time|never once|not even once)\b.{0,12}\b(?:have|did|do|has|you)\b|\byou(?:'ve| have)? (?:never|not) (?:once|even once)\b")
_ALL_YOU = rx(r"\b(?:all|the only thing|only thing) you(?:'ve)? (?:ever |can )?(?:do|did|say|talk|want|think)\b")
_FACT_NEVER = rx(r"\bnever (?:told|said|mentioned|answered|replied|came|called|rang|texted|got back|showed|asked|got|saw|sent|met|knew|heard|finished|went)\b")


def absolute(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if _NEVER_ENOUGH.search(t):
        return "never-enough", c.who != 2 or not _GOOD.search(t.replace("good enough", ""))
    if _ALL_YOU.search(t) and c.who in (2, 3, 20):
        return "all-you-do", not rx(r"\b(?:love|laugh|smile|help|give)\b").search(t)
    if c.who not in (2, 20):
        if _EVERY_TIME.search(t) and _BAD.search(t) and not _GOOD.search(t):
            return "every-time", True
        if c.who == 3 and rx(r"\byou\b").search(t) and _SWEEP_NEVER.search(t) and rx(r"\b(?:with|for|from|to) you\b").search(t):
            return "never-with-you", False
        return None
    good, bad = bool(_GOOD.search(t)), bool(_BAD.search(t))
    if rx(r"\bnever\b.{0,12}\b(?:mind|too late)\b|\bnever (?:gave|give) up\b|\bnever stop$|\bnever stop,|\bnever were one for\b|\bnever had so much\b|\bas always\b|\bmore than ever\b").search(t):
        return None
    if _NOT_ONCE.search(t):
        return ("not-once", not bad and not rx(r"asked (?:\w+ )?to\b|asked for").search(t)) if not c.asked else None
    if c.who == 2 and rx(r"\byou\b[^,.;]{0,25}(?:\bnever\b|n't ever\b|\bhardly ever\b)").search(t):
        if _FACT_NEVER.search(t) and (DATED.search(t) or rx(r"\bnever (?:told me (?:about|that|how|why)|knew|heard|met|saw|went|finished)").search(t)):
            return "never-fact", False
        if rx(r"\bnever (?:have to|need to|needed to|be (?:alone|a burden)|missed|met|know|gonna|in my life|let you)\b").search(t):
            return None
        if bad and not rx(r"\b(?:wrong|about you|happy|enough|help|listen|apologi\w+|admit|choose|chose|put)\b").search(t):
            return None
        if rx(r"\bwill\b|\b'll\b|\bwould\b|\bcould\b").search(t) and not rx(r"\bnever (?:understand|change|admit|apologi[sz]e|let|accept|be happy|forgive|listen|get it|stop|learn)\b").search(t):
            return "never-future", False
        return "never", True
    if _SWEEP_NEVER.search(t) and not good:
        return "nothing", False
    if rx(r"\b(?:always|constantly|forever|all the time|every (?:single )?time|nonstop|non-stop)\b").search(t):
        if good and not bad:
            return None
        if bad and not good:
            return "always-bad", True
        return "always", False
    if rx(r"\bevery single\b|\beverything (?:i|we)\b|\banything i\b|\beverything\b").search(t) and not good:
        return "everything", bad
    return None


# --- label ------------------------------------------------------------------------------------------------------------------
_LABEL_YOU = rx(rf"{_YOU_ARE} {_ADV}(?P<what>{BAD_TRAIT})\b(?! (?:about|with me now|at (?:the )?(?:math|cooking)|for us|in (?:here|this)|outside|feet|hands|and (?:tired|hungry)|because|today|tonight))")
_LABEL_NOUN = rx(rf"{_YOU_ARE} {_ADV}(?:\w+ ){{0,2}}(?P<what>{BAD_NOUN})s?\b")
_LABEL_THAT = rx(rf"\b(?:that|this|it)(?:'s| is| was) {_ADV}(?P<what>{BAD_TRAIT})(?: (?:thing|way)\b.*| of you)")
_LABEL_THAT_BARE = rx(r"\b(?:that|this)(?:'s| is| was) (?:just |so |really |pretty |very )*(?:selfish|cruel|manipulative|rude|disgusting|childish|pathetic|low|petty|spiteful|hypocritical|disrespectful|heartless)\b")
_LABEL_VOCATIVE = rx(rf"(?:^|, )you (?:\w+ ){{0,2}}(?:{BAD_NOUN})$|^(?:what a|such a|you) (?:\w+ )?(?:{BAD_NOUN}|{BAD_TRAIT}) ?(?:you are|person|woman|girl|mother|daughter|thing to (?:say|do))?$|"
                       rf"^(?:{BAD_NOUN})$|^you (?:\w+ )?(?:{BAD_TRAIT}) (?:\w+ )?(?:{BAD_NOUN}|person|woman|girl)$")
_LABEL_THATS_WHAT = rx(rf"\b(?:{BAD_TRAIT}|{BAD_NOUN})\b.{{0,12}}\b(?:that's what (?:you are|this is|it is|i call)|is what you are|is the word)|\bthe (?:queen|king) of\b")


def label(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if c.asked:
        return None
    for name, pattern in (("you-are", _LABEL_YOU), ("you-are-noun", _LABEL_NOUN)):
        m = pattern.search(t)
        if m:
            what = m.group("what")
            if rx(r"\b(?:not|n't|never|if|when|whenever|anything but|dare|brave)\b").search(t[:m.end()]) or rx(r"\byou (?:look|seem)").search(t) and what in ("cold", "miserable", "exhausting"):
                return None
            if what in ("cold", "mean", "low", "weak", "miserable", "sick", "child", "baby", "mess", "victim", "distant", "critical", "bitter", "jealous", "hopeless", "terrible", "awful"):
                if what in ("child", "baby", "victim") and (" my " in f" {t} " or "only" in t or " a " not in t):
                    return None
                return f"{name}-soft", what in ("mean", "cold", "bitter", "jealous", "distant", "critical") and not rx(r"\b(?:cold|sick|weak) (?:in|today|from|after)|\b(?:are|'re) (?:you )?cold\b(?! )|must be").search(t)
            return name, not rx(r"\b(?:could|might|must) (?:have )?be|\bnot like\b|\b(?:funny|haha|lol)\b").search(t) and c.who == 2
    if _LABEL_THAT.search(t) and "n't" not in t and " not " not in t:
        return "that-was", "of you" in t
    if _LABEL_THAT_BARE.search(t) and "n't" not in t and " not " not in t:
        return "that-is", False
    if _LABEL_VOCATIVE.search(t) and not rx(r"\b(?:funny|silly|rotten|daft)\b").search(t):
        return "name", not rx(r"^(?:baby|mess|child|madam|pig|cow|joke|burden|nightmare|what a (?:joke|mess|nightmare|baby|child|burden).*)$").search(t)
    if _LABEL_THATS_WHAT.search(t):
        return "thats-what", True
    return None


# --- mind reading -----------------------------------------------------------------------------------------------------------
_ILL_WILL = (r"control|hurt|punish|embarrass|humiliate|make me|ruin|win|be right|see me (?:fail|miserable|suffer|cry|unhappy)|get (?:rid|back|attention|your way|a rise)|"
             r"keep me|start|fight|argue|manipulate|get me|annoy|spite|guilt|upset|prove|sabotage|turn|break|destroy|push me|impress|look good|hear|show|complain|own|trap|replace|"
             r"believe the worst|think the worst|shame|hold|take over|run my|own me|be the (?:victim|center|centre)|feel (?:important|superior|better)")
_CARE = rx(r"\byou(?:'ve| have)? (?:(?:obviously|clearly|really|just|still|never) )*(?:don't|do not|didn't|did not|couldn't|could not|never|stopped) (?:(?:really|even|actually|ever|truly|give) )*(?:care|caring|cared|love me|loved me|like me|want me|"
           r"wanted me|respect me|give a (?:damn|shit|fuck|toss)|gave a (?:damn|shit|fuck|toss)|a (?:damn|shit|fuck|toss)|trust me|believe in me|think i can|want to (?:know|hear|understand|listen|see me)|want me to be (?:happy|successful|independent)|value|miss me|see me as|"
           r"think about (?:me|anyone|my|how)|consider|love us|want to be (?:a|my) (?:mother|daughter|mom|mum))")
_ONLY_CARE = rx(r"\b(?:all you (?:ever )?(?:care|think|want|cared|wanted)|you (?:only|just) (?:ever )?(?:care|think|call|come|love|loved|cared|did|do|said|say|want|wanted|pretend|like|married|had)|you're (?:just|only) (?:doing|saying|jealous|trying|pretending|being nice|using|looking for|calling|mad|after|in it)|"
                r"only because you)\b")
_PURPOSE = rx(r"\b(?:on purpose|deliberately|intentionally|to (?:spite|punish|get back at|humiliate|embarrass|upset|provoke) me|just to (?:hurt|annoy|spite|punish|embarrass|control|upset|get|make|prove|shame|win)|to make (?:a point|me feel (?:bad|guilty|small|stupid))|out of spite|to get (?:attention|your way|back at)|to hurt me)\b")
_WANT = rx(rf"\byou(?:'re| are| were|'ve been)? (?:(?:just|only|always|obviously|clearly|really|secretly|simply|actually|probably) )*(?:want|wanted|wants|trying|try|tried|like|love|enjoy|loved|enjoyed|need|hope|hoping|hoped|waiting|meant|mean|out|plan|planned|planning|live) (?:me |us |him |her )?(?:for me )?to (?:\w+ )?(?:{_ILL_WILL})\b")
_ENJOY = rx(r"\byou (?:(?:just|really|clearly|obviously|secretly|always) )*(?:enjoy|enjoyed|love|loved|like|liked|get off on|thrive on|relish) (?:making me|seeing me|hurting|watching me|it when i|putting me|having me|having (?:power|something)|being (?:the|a) (?:victim|martyr)|playing|fighting|this|the drama|drama|to see me)\b")
_HATE = rx(r"\byou (?:(?:just|really|clearly|obviously|secretly|always|must|only) )*(?:hate|hated|resent|resented|despise|loathe|wish i(?:'d| had|'s| was| were| never)|can't stand|couldn't stand|wish you(?:'d| had) never|regret having|are ashamed of|were ashamed of|blame me|look down on)\b|"
           r"\byou(?:'re| are| were) (?:(?:just|so|clearly|obviously|always|only) )*(?:ashamed of|embarrassed (?:of|by)|disgusted by|disappointed in|jealous of|threatened by)")
_THINK = rx(r"\byou(?:'ve| have)? (?:(?:just|really|clearly|obviously|always|still|only|must|probably|all) )*(?:think|thinks|thought|believe|decided|assume|assumed|expect|see|saw|consider)\b.{0,12}\b(?:i'm|i am|me as|i was|i can't|i'll never|i don't|of me as|that i|less of me|my (?:life|job|boyfriend|husband|work)|the world|everyone|you're better|you know|you're so|you can|the worst|you own|i should|i need|everything|nothing|i|badly of me)\b")
_RATHER = rx(r"\byou(?:'d| would)(?: much)? (?:rather|sooner|love it|prefer|be happier)\b|\byou (?:couldn't|could not) care less\b|\byou(?:'re| are) (?:just )?(?:pretending|acting like you care)|\byou (?:don't|didn't|never) (?:even )?(?:meant? it|want me)\b|\byou (?:couldn't wait|can't wait) to (?:get rid|see me|leave|get away|tell everyone)|\byou (?:want|wanted) me to (?:fail|be (?:miserable|alone|you|like)|suffer|feel|give up|quit|lose|end up|beg|die|stay (?:a child|small))|\byou(?:'re| are) (?:happy|glad) (?:that )?(?:i|when i)\b|\byou (?:want|wanted) (?:control|power|attention|a (?:servant|slave|maid|puppet|trophy))|\b(?:means?|meant|matters?|mattered|more important) (?:\w+ )?to you than\b|\bi(?:'m| am) (?:nothing|just an? \w+|only an? \w+) to you\b|\bto you,? i(?:'m| am)\b|\bi (?:don't|never) (?:matter|mattered) to you\b|\bi mean nothing to you\b")


def mind_reading(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if c.asked and not rx(r"^(?:so )?you\b").search(t) or c.mark in ("if", "when", "whenever", "whether", "unless", "until"):
        return None
    if rx(r"\b(?:looks? like you|maybe|perhaps|might|i wonder|not sure|both)\b").search(t):
        return None
    if _PURPOSE.search(t) and c.who in (2, 20) and not rx(r"n't|\bnot\b").search(t[:_PURPOSE.search(t).start()]):
        return "purpose", True
    if c.who not in (2, 3, 1):
        return None
    if _CARE.search(t) and not rx(r"\byou don't (?:care|want) (?:for|to (?:talk|come|go|eat))|\bif you\b").search(t):
        return "no-care", c.who == 2
    if _RATHER.search(t):
        return "rather", not rx(r"\b(?:would you|if you)\b|\brather (?:talk|we|meet|i came|not talk|stay|text)").search(t)
    if c.who != 2:
        return None
    negative = rx(r"\byou (?:don't|didn't|never|do not)\b").search(t)
    for name, pattern in (("want-ill", _WANT), ("enjoy", _ENJOY), ("hate", _HATE)):
        if pattern.search(t) and not negative:
            return name, True
    if _ONLY_CARE.search(t):
        return "only", bool(rx(r"\b(?:care|using|pretend\w*|jealous|attention|yourself|when you (?:need|want)|because you|money|nice|look|trying to)\b").search(t)) and not rx(r"\b(?:help|wanted the best|want(?:ed)? what's best|want me to be (?:happy|safe)|worried|protect)").search(t)
    m = _THINK.search(t)
    if m and not negative and not rx(r"\b(?:i know|best|good|pretty|right|what do|how do)\b").search(t):
        return "think", bool(rx(r"\b(?:i'm|i am|me as|i can't|i'll never|less of me|you're better|you know (?:everything|best)|you own|the worst|everyone|nothing|stupid|fail\w*|lazy|incapable|badly)\b").search(t[m.start():]))
    return None


# --- fault ------------------------------------------------------------------------------------------------------------------
_FAULT_OF = rx(r"\b(?:your fault|all your doing|your doing|because of (?:you|what you|your)|thanks to you|(?:that|this|it)(?:'s| is) (?:all )?(?:entirely )?on you(?:[.!]|$)|you(?:'re| are|'ve been|were) (?:the|one) (?:\w+ )?(?:reason|cause)|you(?:'re| are) to blame|i blame you|you (?:did|caused|started) (?:this|that|it)(?: to (?:me|us|him|her|yourself))?$|"
               r"look (?:at )?what you(?:'ve)? (?:did|done|made)|you're the one who|on account of you|if it (?:weren't|wasn't) for you|you have only yourself)\b")
_MADE = rx(r"\byou(?:'re| are| were)? (?:(?:always|just|have|'ve|really|basically|only|literally) )*(?:made|make|making|makes) (?:me|us|my life|everyone|him|her|dad|the kids|my \w+) (?P<what>.+)")
_RUIN = rx(r"\byou(?:'ve| have| had)? (?:(?:just|completely|totally|always|literally|basically|already|really) )*(?:ruin|ruined|ruining|destroy|destroyed|wreck|wrecked|spoil|spoiled|spoilt|killed|poisoned|crushed|shattered|messed up|screwed up|fucked up|tore apart|torn apart|broke|broken|robbed|stole|cost me|cost us|drove|driven|pushed) (?:me|us|my|our|everything|it|this|the|every|him|her|dad|christmas|thanksgiving|a |away|his)\b")
_HURT = rx(r"\byou(?:'ve| have|'re| are| were)? (?:(?:just|really|always|keep|only|so|constantly|literally) )*(?:hurt|hurting|scarred|upset|upsetting|humiliated|embarrassed|shamed|traumati[sz]ed|broke|drained?|draining|stress|stressing|stressed|drive|driving|exhaust|exhausting|damaged|damaging|depress|depressing|killing|suffocat\w+|scare|scared|terrify|terrified|worry|let|letting|failed|disappointed?|wound|wounded|sicken|disgust|confuse|infuriate|piss|pissing|wear|wearing|bring|bringing|tear|tearing) (?:me|us|my|him|her|your (?:own )?(?:father|mother|sister|brother|dad)|everyone|this family|the (?:kids|children))\b(?P<rest>.*)")
_GIVE = rx(r"\byou (?:give|gave|cause|caused) (?:me|us) (?:\w+ )?(?:anxiety|a headache|headaches|nightmares|an ulcer|stress|panic|pain|grief|trauma|issues|grey hair|a heart attack|no choice|insecurit\w+|a complex|so much (?:pain|stress|grief))")
_POS_MADE = rx(r"\b(?:laugh\w*|smile|happy|happier|proud|safe|loved|better|special|stronger|strong|tea|dinner|breakfast|lunch|soup|cake|coffee|a (?:card|cake|cup|quilt|blanket|dress|sandwich|plate|promise|list|costume)|who i am|feel (?:\w+ )?(?:at home|welcome|seen|heard|wanted|beautiful|brave|good|great)|believe|my day|want to be|\w+ (?:for|when) i was)\b")


def fault(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if c.asked and not rx(r"\byour fault\b").search(t):
        return None
    m = _FAULT_OF.search(t)
    if m:
        if rx(r"\b(?:not|n't|never|none|nobody|no one|isn't|don't|happy|safe|love|proud|good|better|alive|strong|brave|great|laugh\w*|here today|i made it|thank\w*|grateful)\b").search(t):
            return None
        return "fault-of", "the one who" not in m.group() and "if it" not in m.group() and c.mark != "if"
    if c.mark in ("if", "when", "whenever") and c.who == 2:
        return None
    if c.who in (2, 20) or c.who == 3 and rx(r"\byour \w+(?: \w+)? (?:made|ruined|destroyed|killed)").search(t):
        m = _MADE.search(t.replace("your ", "you ", 1) if c.who == 20 else t)
        if m and not rx(r"n't|\bnever\b|\bif\b").search(t[:m.start("what")]):
            if _POS_MADE.search(m.group("what")):
                return None
            return "made-me", bool(rx(rf"^(?:feel|cry|sick|mad|crazy|miserable|{FEELING}|look|hate|want|doubt|lose|leave|quit|choose|beg|wait|the|do|think|dread|go|hell)\b").search(m.group("what")))
        m = _RUIN.search(t)
        if m and not rx(r"n't|\bnot\b").search(t[:m.end()]) and not rx(r"\b(?:drove|driven|pushed) (?:me|us|him|her) (?:to|home|back|around|all|in|there)\b|\bdrove all|\bbroke (?:your|the|a|it|the news)\b|\b(?:broke|broken) (?:my|our) (?:arm|leg|phone|vase|mug|cup|plate|window)|\bbreaks? it\b|\bkilled it\b|\bpushed (?:me|us) on|\bmy (?:record|score)").search(t):
            return "ruined", True
        m = _HURT.search(t)
        if m and not rx(r"n't|\bnot\b|\bnever\b").search(t[:m.start("rest")]):
            verb, rest = m.group(), m.group("rest")
            if rx(r"\b(?:bring|bringing|wear|let|letting|drive|driving|tear|worry|broke|broken|piss|drove|wound|upset|keep)\b").search(verb):
                ok = rx(r"\b(?:let|letting) (?:me|us|him|her) down\b|\b(?:drive|driving) (?:me|us) (?:crazy|mad|insane|nuts|away|up the wall|to)|\bpiss\w* me off|\bbring\w* me down|\bwear\w* me (?:out|down)|\btear\w* me (?:down|apart)|\bupset (?:me|us)\b|\bworry me (?:sick|to death)|\bbroke my (?:heart|trust|spirit)|\bbroke me\b").search(verb + rest)
                return ("hurt", True) if ok else None
            return "hurt", True
        if _GIVE.search(t):
            return "give-me", True
    return None


# --- demand -----------------------------------------------------------------------------------------------------------------
_CARING = rx(r"\b(?:rest|sleep|eat|see your|see yourself|be (?:joking|kidding)|have (?:heard|seen|been told|had)|see that|see the|see how|seen|come (?:for|over|by|to|with|visit|see|friday|sunday|saturday)|take care|be proud|know (?:that|how|i|you)|celebrate|try (?:the|this|some|my)|visit (?:us|me|soon)|enjoy|treat yourself|have (?:some|a|seen|fun)|relax|put your feet|look after yourself|"
             r"see (?:a|the) doctor|meet|join|watch (?:this|it)|get some|be careful|feel proud|bring|worry|apologize for|go (?:to the doctor|to bed|lie)|not worry|keep (?:it|the|warm)|call (?:me|us) (?:if|any|when)|hear (?:this|the|what|him|her))\b")
_SHOULD = rx(r"\byou (?:(?:really|just|seriously|at least|simply|damn well|also|still) )*(?:should(?:n't)?|ought to|must(?:n't)?|have to|had to|need to|needs to|better|had better|'d better|got to|can't just|cannot just|don't get to|aren't allowed|are not allowed|have no right|had no right|are supposed to|were supposed to|are to|are not to|will not|shall not|will(?= (?:apologi|do as|listen|call|stop|respect|come home)))\b|\byou(?:'d| had| would)? better\b|\byou(?:'ve| have) (?:got to|no right)\b|\byou(?:'re| are) (?:not )?(?:supposed to|going to (?:apologi|do as|listen|call|stop|respect|sit))|\byou'll (?:apologi|do as|call him|call her)|\bi (?:expect|demand|insist|want|forbid) (?:that )?you (?:to |not to )?(?:apologi|call|stop|respect|listen|come|do|be|act|treat|behave|show|leave|keep|change|obey|at)?|\bi'm telling you to\b|\bit's time you\b")
_ORDER = rx(r"^(?:(?:just|then|so|now|honestly|for once(?: in your life)?,?|for god's sake,?|mum,?|mom,?|oh|would you just|can you just|will you just|why don't you just) )*(?:(?:stop|quit|cut out)\b(?! (?:by|in|over|at|for (?:a|some)|here|it,? you))|leave (?:me|us|my|him|her|it)(?: the fuck| the hell)? (?:alone|be|out)|back off|butt out|get off (?:my|me)|get out|go away|shut (?:up|it|your)\b(?!\.? (?:no way|really|you got))|let me (?:live|make|be|breathe|finish|speak|raise|decide)|give me (?:some )?(?:space|room|a break from)|give it (?:a )?rest|mind your own|"
            r"stay out|keep (?:your|out)|knock it off|drop it|listen to me|don't you (?:dare|ever|even)|do as|do what i|do not|enough|act (?:like|your)|behave|start (?:acting|treating|listening|respecting|being)|try (?:listening|being|thinking|acting|asking)|admit|own (?:it|up)|apologi[sz]e|say (?:sorry|you're sorry)|get (?:a job|your act|over here|used to)|be (?:a|an) (?:mother|mom|mum|adult|grown|better|normal)|treat me|respect (?:me|my)|answer me|look at me|tell (?:me )?the truth|"
            r"don't (?:tell me|talk to me|touch|speak to me|call me|start|lie|you|judge|blame|put|treat|act|pretend|interfere|text|contact|come (?:here|near|round|over)|involve|bring|make (?:me|this)|compare|look at me|change the subject|walk away|interrupt|expect me|ask me|lecture|raise|order|boss|patroni|use|yell|shout|give me|play|try to|ever|be (?:rude|mean|disrespectful|like that|so))|never (?:speak|talk|do|say|call|come|touch|mention)|pick (?:up )?(?:your|a side|one)|(?:put|give|hand|take|get|clean|cancel|delete|come|do|tell|call|make) .{0,30}\b(?:right now|now|this (?:minute|second|instant)|at once|today|immediately|or else)\b|grow (?:up|a)|get a life|watch your (?:tone|mouth)|lower your voice|worry about (?:your|yourself))")


def demand(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    polite = rx(r"\b(?:please|pls|could you|would you mind|would you be|can you|if you (?:can|like|want))\b").search(c.sentence)
    m = _SHOULD.search(t)
    if m and c.who in (1, 2) and not (c.asked and not rx(r"\bwhy\b").search(t)) and c.mark not in ("if", "when", "that"):
        if rx(r"\bi (?:want|expect)\b").search(m.group()) and rx(r"\bi want you\b").search(t):
            return "want-you-to", bool(rx(r"\bi want you to (?:stop|leave|apologi|respect|listen for once|back)").search(t)) and not polite
        if rx(r"\byou(?: really| just)? (?:had to|must)\b").search(m.group()):
            if rx(r"\bmust (?:have|be|feel|miss|get|love|hate|think|know|want)\b|\bhad to\b").search(t):
                return None
        if rx(r"\byou don't have to|\byou wouldn't have to|\byou never have to|\bdidn't have to\b|\byou needn't|\byou shouldn't (?:have|worry|feel|blame)").search(t) and not rx(r"shouldn't have (?:said|done|told|come|called|gone|yelled|shouted)").search(t):
            return None
        if rx(r"should be ashamed").search(t):
            return None
        if rx(r"\b(?:what|whether|if|how|when|why|wish) you (?:should|have to|had to|need|must)").search(t):
            return None
        if _CARING.search(t[m.start():]) and not rx(r"should(?:'ve| have) (?:called|come|told|been|asked|said|done|known|let|stood|protected|helped|listened)|\bmust visit|\bhave to visit").search(t):
            return "should-care", False
        return "should", not polite
    if c.who == 0 and c.outer or c.who == 2 and rx(r"^(?:would|can|will|could) you (?:just|please just|for once)\b").search(t):
        m = _ORDER.search(t)
        if m:
            if polite and not rx(r"^would you just|^can you just|^will you just").search(t):
                return None
            if rx(r"\b(?:lol|haha|worrying|worry|apologi[sz]ing|saying sorry|beating yourself|blaming yourself|growing|being so (?:cute|good|nice)|it,? you)\b").search(t) or rx(r"^(?:do not|don't) (?:worry|be (?:sad|scared|sorry|afraid|silly)|cry|forget|thank|hang up|go|leave|give up|mind|you worry)").search(t):
                return None
            return "order", not rx(r"^(?:get out|enough|drop it|admit|come|call|tell|make|take|put|give me a|listen to me|don't (?:ask|bring|put|start|use|call me|make|expect|play|text))\b").search(t) or rx(r"right now|this (?:minute|second|instant)|or else").search(t) is not None
    return None


# --- comparison -------------------------------------------------------------------------------------------------------------
_OTHERS = rx(r"\b(?:other|normal|real|good|most|decent|everyone else's|everybody else's|proper|any other|all the other|regular) (?:mother|mom|mum|parent|daughter|girl|kid|child|people|women|families|famil|son|grandmother|grandparent|mam|mommie)\w*\b|\b(?:any|a) (?:good|real|normal|decent|proper|loving) (?:mother|mom|mum|parent|daughter)\b|\beveryone else's (?:mom|mum|mother|daughter|parents)|\b(?:everyone|everybody) else\b")
_MORE_LIKE = rx(rf"\b(?:more |be |just |exactly |a little |half )?like (?:your|my|aunt\w*|uncle|grandma|nana|dad|papa|[a-z]+'s|his|her|other|a normal|normal)\b|\b(?:unlike you|compared to you|not like you|better than you|why can't you be)\b|\bhalf (?:the|as) \w+")
_JUST_LIKE = rx(r"\byou(?:'re| are|'ve become| have become| sound| act|'re becoming| are becoming|'re turning| are turning| look)? (?:\w+ )?(?:just like|exactly like|turning into|getting as bad as|as bad as|worse than|no better than|your father's daughter|no different (?:from|than)|the same as|becoming (?:my|your)|every bit as bad as) (?:your|my|him|her|dad|them|those|grandma|nana|that|aunt\w*|the|a )")
_SIB = rx(rf"^(?:even |at least |and |but )*(?:(?:your|my|our) (?:\w+ )?(?:{KIN_OTHERS})\b|[a-z]+(?: [a-z]+)?'s (?:mom|mum|mother|daughter|girl|son|boy|kids|mam|mama|parents)\b)(?P<rest>.*)")


def comparison(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if _JUST_LIKE.search(t):
        return "just-like", not _GOOD.search(t) and not c.asked and not rx(r"n't|\bnot\b").search(t)
    m = _OTHERS.search(t)
    if m and not c.asked and c.who == 3:
        if "else" in m.group() and "'s" not in m.group():
            return "others", False
        return "others", not rx(r"\b(?:i don't|hard|difficult|too|i know|i'm)\b").search(t)
    if rx(r"\b(?:why can't|why couldn't|why aren't|i wish|if only) (?:you|u)\b.{0,10}\b(?:be|were|was|you)?\b.{0,10}\b(?:more )?like\b (?!this|that|it|to)").search(t):
        return "more-like", True
    if c.who == 3:
        m = _SIB.search(t)
        if m:
            rest = m.group("rest")
            good = rx(r"\b(?:calls?|visits?|helps?|listens?|respects?|never|always|manages?|managed|would never|doesn't|lets?|trusts?|gets? it|understands?|comes?|came|asks?|cares?|made|got|has|supports?|treats?|knows?|takes?|is proud)\b").search(rest)
            return "someone", bool(good and rx(r"\b(?:her (?:mother|mum|mom|daughter|kids)|every (?:day|week|sunday)|actually|at least|would never|by now|at your age)\b").search(t)) and not c.asked
        if rx(r"\bat your age\b").search(t):
            return "your-age", True
    if c.who == 1 and rx(r"\b(?:when i was|at) your age\b").search(t) and rx(r"\b(?:already|had|was|raised|worked)\b").search(t):
        return "your-age-i", False
    return None


# --- threat -----------------------------------------------------------------------------------------------------------------
_SELF_CARE = rx(r"\b(?:step (?:outside|away|out)|change the subject|take a (?:break|walk|breath|minute|moment)|hang up|end the call|go (?:for a walk|home|to my room|outside|help|sit|upstairs|and)|call (?:you )?back|say (?:no|goodnight|good night|\")|walk away for|leave the (?:room|table|conversation|call)|head home|put (?:the phone|my phone)|mute|talk (?:later|another)|try again|sit (?:outside|down)|ten minutes|for a (?:bit|while|minute))\b")
_PUNISH = (r"(?:never (?:speak|talk|see|forgive|visit|call|come|set foot|help|trust|hear)|won't (?:see|speak|talk|visit|come|be (?:coming|there|around|part|invited)|have (?:a|me)|get|hear|meet|forgive)|not (?:coming|visiting|speaking|talking)|done with (?:you|this family)|cut(?:ting)? you (?:off|out)|block(?:ing)? (?:you|your)|"
           r"leav(?:e|ing) (?:and|for good|this)|mov(?:e|ing) (?:out|away)|out of my life|lost (?:me|a|your)|lose me|forget (?:about (?:me|seeing|coming|the|ever)|it|you|me|seeing|having|the)|regret|be sorry|disown|last (?:time|you)|no (?:daughter|mother) of mine|don't (?:bother|expect|come|call|ever)|can (?:find|forget|explain|spend|kiss|go|sleep|pay|live|move|pack)|kick(?:ing)? you|throw(?:ing)? you|see what happens|"
           r"tell(?:ing)? (?:dad|everyone|your father|the (?:whole )?family)|chang(?:e|ing) the (?:locks?|will)|writ(?:e|ing) you out|pull(?:ing)? (?:you|your)|take (?:away|the (?:kids|car|phone))|never again|keep the (?:kids|grandkids)|end up alone|die alone|you're (?:out|dead|on your own|not welcome|uninvited|cut off)|not (?:one|another|a) (?:penny|rupee|cent|dime))")
_THREAT = rx(r"\b(?:i(?:'ll| will| am|'m)? (?:(?:just|going to|gonna|really) )*(?:never (?:speak|talk|forgive|visit|call|come (?:back|home|here)|help|trust)(?: to| with)? ?(?:you)?.{0,20}\b(?:again|you)|cut(?:ting)? you (?:off|out)|block(?:ing)? (?:you|your)|disown\w*|done with you|mak(?:e|ing) (?:sure )?you (?:regret|pay)|not speaking to you)|you(?:'ll| will|'re going to| are going to) (?:(?:be|really|live to|so) )*(?:regret|be sorry|sorry|pay for|never (?:see|hear|meet|know|hold)|lose me|end up alone|die alone|wish you)|you(?:'re| are) dead to me|you won't (?:see|hear from|get|be (?:seeing|welcome|invited))|don't (?:bother|even bother) (?:coming|calling|to|showing)|consider yourself|or else|don't (?:come|ever come|expect me|bother) .{0,20}(?:again|crying|running|back|wedding|funeral)|i want nothing (?:more )?to do with you|you can forget|(?:this is )?(?:your )?last (?:chance|warning)|i'm warning you|(?:we|we're|i'm) (?:are )?(?:done|finished|through)(?: with you)?$|you have no (?:daughter|mother)|you(?:'re| are) no (?:daughter|mother) of mine|i have no (?:daughter|mother))\b")
_COND = rx(rf"^(?:if|one more|next time|do (?:that|it|this)|say|(?:you )?keep|unless|until|another|try|touch|the (?:next|day)|hang up|call me|or|otherwise|then|either|marry|go ahead and|walk|talk to me|speak to me|cross|lie to me|carry on).*\b{_PUNISH}\b")


def threat(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    whole = c.sentence
    if c.asked:
        return None
    if rx(r"\b(?:lol|haha|😂)\b").search(whole) or "😂" in c.parsed.tidy.raw:
        return None
    if _SELF_CARE.search(t) and not rx(r"\b(?:never|won't see|regret|or else)\b").search(t):
        return None
    m = _THREAT.search(t)
    if m:
        if rx(r"\bwish you (?:well|luck|the|could|were|a)|\bnever (?:see|know|meet) (?:a|how|what|anyone)|\bdon't bother (?:to|with) (?:cook|bring|dress)").search(t):
            return None
        return "threat", not rx(r"\bi(?:'ll)? never\b.{0,10}\b(?:trust|come)|\b(?:done|finished|through)$|last (?:chance|warning)").search(m.group())
    if _COND.search(whole) and (c.outer and (rx(r"\bi\b|\byou\b").search(t))):
        if _SELF_CARE.search(whole):
            return None
        return "if-then", bool(rx(r"\byou\b").search(whole)) and not rx(r"\b(?:please|hungry|tired|need|like|want to|can't make|sick|ready)\b").search(whole)
    return None


# --- guilt trip -------------------------------------------------------------------------------------------------------------
_GUILT = rx(r"\bafter (?:all|everything)(?: that)? (?:i|we|your father)(?:'ve| have)?\b|\bafter all i\b|\bi(?:'ve| have)? (?:sacrificed|gave up|given up|slaved|broke my back)\b.{0,40}\b(?:for you|so (?:that )?you|you)\b|\bi gave (?:you|up) (?:everything|my (?:life|youth|best|whole life|career|dreams))|\bi guess i(?:'m| am| was|'ve been) (?:just |such )?(?:a|an|the) (?:terrible|bad|awful|horrible|worst|failure|rotten|burden|monster|villain|disappointment|lousy|failed)|\bi suppose i(?:'m| am|'ll)\b|\bi guess i(?:'ll| will) (?:just|have to|spend|be|die|eat|sit|never)|\b(?:if you (?:really |ever |truly |actually )?(?:loved|cared about|respected|cared for) (?:me|us))\b|\bis this (?:how|what|the thanks)\b.{0,25}\b(?:i get|repay|deserve|raised|for)\b|\b(?:this|that|so that|that's|so this)(?:'s| is)? (?:is )?(?:the|what) (?:thanks|i get|gratitude)\b|\byou owe (?:me|us|it to)\b|\bi carried you\b|\bi was in labou?r\b|\bwhen i(?:'m| am) (?:dead|gone|in (?:my|the) grave)\b|\bi(?:'ll| will) be (?:dead|gone|in (?:my|the) grave) (?:soon|before|by|one day|and)|\bi won't be (?:around|here) (?:forever|much longer|long)\b|\b(?:fine|don't worry|never mind|no no|it's fine|it's okay|go on|go ahead|that's fine|no),?.{0,25}\bi(?:'ll| will) (?:just |only |be )?(?:sit|eat|spend|stay|be|die|go|do|wait|celebrate|manage|sleep|sort|cook|walk|take)\b.{0,40}\b(?:alone|by myself|on my own|as usual|like always|in the dark|myself|here)\b|\b(?:don't|do not|no need to) worry about (?:me|your (?:old )?(?:mother|mum|mom|mam))\b|\bi(?:'ve| have) (?:only )?(?:done|given|did|gave) (?:nothing but|everything for)\b|\bi(?:'ve| have)? (?:worked|work) (?:\w+ ){1,8}(?:so|for) (?:that )?you\b|\bi (?:only )?(?:raised|fed|clothed|bathed|nursed) you\b|\bi(?:'m| am) (?:just|only) (?:your|the) (?:mother|maid|daughter|servant|cook|driver|bank)\b|\bobviously i(?:'m| am) (?:a|the) (?:terrible|bad|worst|awful)|\b(?:all|everything) i(?:'ve)? (?:did|do|done|gave) for you\b|\bi did (?:it all|everything|all (?:that|this)) for you\b|\bi(?:'ll| will) just (?:be|sit|die|stay|spend|eat)\b.{0,20}\balone\b|\byou(?:'ll| will) (?:miss me|be sorry|understand|regret it)\b.{0,10}\bwhen i(?:'m| am)\b")


def guilt_trip(c: Clause) -> tuple[str, bool] | None:
    t, whole = c.text, c.sentence
    m = _GUILT.search(t) or (_GUILT.search(whole) if c.outer else None)
    if m:
        g = m.group()
        if "i raised you" in g or "i carried you" in g or "i suppose" in g or "i was in lab" in g or rx(r"\b(?:gave|given) up\b").search(g):
            return "sacrifice", not rx(r"\b(?:proud|love|happy|glad|best|well|grateful)\b|\bi suppose i(?:'m| am|'ll) (?:just )?(?:used|tired|not sure|going|having|see|be fine|have)").search(whole) and c.who != 3 and "suppose" not in g
        if "after all" in g and not rx(r"after all (?:that )?(?:i|we)(?:'ve| have)? (?:\w+ )?(?:did|done|do|gave|given|been|sacrificed|put)").search(t):
            return None
        if rx(r"\bworry about me\b").search(g):
            return "dont-worry", rx(r"\bi'll (?:just|be|sit|eat)|alone|old mother").search(whole) is not None
        if rx(r"\b(?:i work|i've worked|i worked|i have worked)").search(g):
            return "worked", False
        return "guilt", not rx(r"\b(?:proud|glad|thank|grateful)\b").search(whole)
    return None


# --- contempt ---------------------------------------------------------------------------------------------------------------
_CONTEMPT = rx(r"\b(?:mother|mom|mum|daughter|parent) of the (?:year|century|decade|month)\b|\bdon't make me laugh\b|\bhere comes the\b|\bhere we go,? (?:the |another |with)|\boh (?:great|wonderful|lovely|perfect|joy|brilliant|please|look who|wow|here|poor (?:you|me|baby)|sure)\b|\bfuck (?:you|off)\b|\bscrew you\b|\bgo to hell\b|\bpiss off\b|\bbite me\b|\bkiss my\b|\b(?:you )?should be ashamed\b|\bshame on you\b|\byou make me sick\b|\byou disgust me\b|\bthanks for nothing\b|\bthank you so much for (?:nothing|ruining|judging|telling me how|your (?:concern|wisdom|opinion))|\bspare me\b|\bgive me a break\b|\byeah,? right\b|\bsure,? (?:mom|mum|mother|jan|whatever)\b|\bblah\b|\bmust be nice\b|\bhow (?:nice|lovely|generous|kind|brave|original|convenient|noble|touching|typical) (?:of you|for you)?\b|\b(?:your|her) (?:majesty|highness|ladyship|royal)\b|\bcongratulations,? (?:you|on)\b|\bsaint \w+|\bbravo\b|\bslow clap\b|\bcry me a river\b|\bget over yourself\b|\bwhat a (?:joke|surprise|shock|performance)\b|\bi hope your (?:own )?(?:daughter|kids|children|son)\b|\bwow,? (?:you|thanks|so|just|what|mother|great|really|amazing|someone)\b|\blook who(?:'s| is| finally| decided)\b|\bsomeone (?:finally|alert|call)\b|\b(?:as if|like) you(?:'d| would| ever)? (?:care|know|understand|could)\b|\bwho died and made you\b|\bthe (?:great|perfect|almighty|holy) (?:mother|martyr|one|queen|expert)\b|\bwell,? aren't you\b|\baren't you (?:just )?(?:special|clever|perfect|a)\b|\bpoor you\b|\bhow dare i\b|\bexcuse me for (?:living|breathing|having|being|existing|caring|wanting)\b|\bsorry for (?:existing|breathing|being alive|living)\b|\bheaven forbid\b|\bgod forbid (?:you|i)\b|\bclassic (?:you|mom|mum|mother)\b|\btypical(?: you)?$|\bbig surprise\b|\bwhatever you say,? (?:your|boss|queen|ma'am)|\bnice try\b|\bgood luck with that\b|\blucky me\b|\bdon't i feel special\b|\bwith a mother like you\b|\bwho asked you\b|\bnobody asked you\b|\bas if\b$|\bbullshit\b|\bwhat would you know\b|\bgo f\*+k|\bstuff your\b|\bshove (?:it|your)|\btalking to a (?:brick )?wall\b")


def contempt(c: Clause) -> tuple[str, bool] | None:
    m = _CONTEMPT.search(c.text) or (_CONTEMPT.search(c.sentence) if c.outer else None)
    if not m:
        return None
    g = m.group()
    if rx(r"^oh (?:great|wonderful|lovely|perfect|joy|brilliant|wow|here|sure)").search(g) and rx(r"\b(?:news|idea|see you|thank|thanks|love|that's|i'm)\b|^oh (?:great|lovely|wonderful|wow|perfect|brilliant|here|sure)!?$|\b\w+ (?:is|sounds) ").search(c.sentence):
        return "oh", False
    if rx(r"^how (?:nice|lovely|generous|kind|brave)|congratulations|^wow|must be nice|^sure|give me a break|yeah,? right|^oh (?:please|sure|poor)|what a|bravo|as if|bullshit|typical|saint|talking to a|nice try|good luck|here comes|lucky me|big surprise|here we go").search(g):
        return "maybe-sarcasm", bool(rx(r"yeah,? right|lucky me|here comes the (?:lecture|guilt|speech|drama|tears|sermon)|how convenient|how typical|how original").search(c.sentence))
    return "scorn", True


# --- dismissal --------------------------------------------------------------------------------------------------------------
_DISMISS = rx(r"\byou(?:'re| are| were|'ve been)? (?:(?:just|really|always|such|totally|way|being|so|clearly|completely|a|such a) )*(?:overreact(?:ing|ed)?|too sensitive|over ?sensitive|sensitive|being (?:so |too |way too )?(?:dramatic|sensitive|silly|ridiculous|emotional|paranoid|hysterical|over)|drama queen|over ?dramatic|dramatic|hysterical|too emotional|exaggerat(?:e|ing)|imagining (?:things|it)|making (?:a (?:big )?(?:deal|fuss|scene|mountain|drama)|too much|things up|this up|something out)|blowing (?:this|it|things)|reading too much|seeing things|carrying on|working yourself up|worrying (?:about|over) nothing|upset (?:about|over) nothing|crying (?:about|over) nothing|fussing)\b|\bcalm (?:the fuck |the hell )?down\b|^(?:oh )?(?:relax|chill|chill out|lighten up)\b|\bget over (?:it|this|that)\b|\bnot (?:such |that |really |even )*(?:a |that )?big (?:of a )?deal\b|\bnot the end of the world\b|\b(?:it's|it is|that's|it was|it wasn't) (?:not|n't)? ?(?:that|so) (?:bad|serious|deep)\b|\bit wasn't (?:that|so) bad\b|\b(?:here|there) you go again\b|\bhere we go(?: again)?$|\bnot this again\b|\b(?:it|that) was (?:just|only) a (?:joke|comment|suggestion)\b|\bi was (?:just|only) (?:joking|kidding|teasing)\b|\bcan't you take a joke\b|\byou can't take a joke\b|\bit's (?:all )?in your head\b|\b(?:don't|stop) (?:be|being) (?:so |such a |a |too |that )?(?:silly|dramatic|sensitive|ridiculous|emotional|baby|paranoid|hysterical|drama queen|crybaby|martyr|over)\b|\bstop (?:crying|whining|exaggerating|overreacting|moaning|sulking|feeling sorry for yourself|making (?:a|such a|everything)|your (?:whining|crying))\b|\byou'll (?:get over it|live|survive|be fine)\b|\bso what if\b|\bwho cares\b|\bnobody cares\b|\bi don't care (?:what|how) you (?:feel|think|want)\b|\bnothing to (?:cry|be upset|be sad|worry) about\b|\bno need to (?:cry|be (?:so )?(?:dramatic|upset|emotional)|get (?:so )?(?:upset|emotional|worked up)|make (?:a|such))\b|\byou have (?:nothing|no reason) to (?:complain|be (?:upset|sad|angry))\b|\byou(?:'ve| have) got nothing to complain\b|\bnothing to complain about\b|\bgrow up\b|\bso dramatic\b|\bmountain out of\b|\bmaking it up\b|\bthat's ridiculous\b|\bget a grip\b|\bdeal with it\b|\btoughen up\b|\b(?:it|that) (?:never|didn't) (?:even )?happen(?:ed)? (?:like|that way)\b|\byou(?:'re| are) (?:still )?(?:going on|hung up|stuck) (?:on|about) (?:that|this|it)\b|\byou (?:think )?you(?:'ve| have) got it (?:bad|hard)\b|\bpeople have (?:real|it (?:much )?worse|bigger)\b|\bother people have it\b|\bwhat do you have to be (?:sad|depressed|stressed|tired|upset) about\b|\byou don't know what (?:stress|tired|hard|hardship|suffering) is\b|\b(?:depression|anxiety|therapy) is (?:just|for|not)\b|\bdon't start(?: again)?$|\bit's just a phase\b|\bmove on$|\bso much drama\b|\byou wouldn't understand\b|\bthat's all in your\b|\byou take everything (?:so )?(?:personally|the wrong way)|\bspare me the (?:tears|drama)\b|\bso dramatic\b|\bwhat's the big deal\b|\bsuck it up\b|\bman up\b|\bhow many times are you going to cry\b|\bnot worth crying\b")


def dismissal(c: Clause) -> tuple[str, bool] | None:
    m = _DISMISS.search(c.text)
    if not m:
        return None
    t = c.text
    if c.who == 1 and rx(r"\bi(?:'m| am|'ll| need| want| have| can't| should| try|'ve)\b").search(t[:m.start()]) or rx(r"\byou(?:'re| are) not\b|\byou weren't\b|\baren't (?:being )?(?:over|too)").search(t):
        return None
    if c.who == 3 and rx(r"\b(?:he|she|they|dad|boss)\b").search(t[:m.end()]):
        return None
    soft = rx(r"sensitive$|who cares|deal with it|relax|move on|you'll be fine|was (?:just|only) (?:joking|kidding|teasing)|don't start|that's ridiculous|you wouldn't understand|that (?:bad|serious|deep)|so what if|so bad|it's just a phase|no need|don't be silly|sensitive").search(m.group())
    if rx(r"\bcalm down\b").search(m.group()) and rx(r"\b(?:i|we|let's|me)\b.{0,20}calm down|to calm down").search(c.sentence):
        return None
    return "dismiss", not (soft and not rx(r"(?:too|so|over) ?sensitive").search(t)) and not rx(r"\bplease\b").search(t)


# --- pseudo-feeling ---------------------------------------------------------------------------------------------------------
_FEEL_FAUX = rx(rf"\b(?:i|one)(?:'m| am|'ve| have| do| does| was)? (?:\w+ ){{0,2}}?(?:feel|feeling|felt|feels)(?: (?:so|really|very|completely|totally|thoroughly|utterly|always|just|pretty|a bit|a little|kind of|like i'm|like i'm being|like i am|constantly|like i was|being|rather|deeply|still|more|quite|both|\w+ and|\w+,|i'm being|i am being|that i'm|as if i'm|thrown|such))* (?P<faux>{FAUX})\b(?! to\b(?! you))")
_FEEL_YOU = rx(r"\b(?:i|it)(?:'m| am| just| really| always| sometimes| honestly| often| have| do)* (?:feel|feeling|felt|feels)(?: (?:more and more|sometimes|often|always|so|just|kind of|really))? (?:like|that|as if|as though)? ?(?:all |to |when i'm with )?(?P<inner>you(?:'re|'ve|'d|'ll)?|your|nothing|none|everything|no matter|whatever|anything|i can't do anything right|i'm (?:never|not) (?:\w+ )?(?:good )?enough for you)\b(?P<rest>.*)")
_FEEL_I_AM = rx(r"\b(?:i|it)(?:'m| just| really| always| sometimes)* (?:feel|felt|feels)(?: (?:just|so))? like (?:i'm |i am |i was |just |being |)?(?:an? |the |your |being treated like |nothing more than |nothing but )?(?:\w+ ){0,2}?(?P<what>atm|servant|maid|slave|doormat|burden to you|punching bag|prisoner|stranger to you|afterthought|puppet|trophy|project|cash machine|wallet|bank|chauffeur|housekeeper|second choice|disappointment to you|child to you|criminal|walking on eggshells|talking to a (?:brick )?wall|last on your list|under a microscope|defective|an? errand|punished|attacked|interrogated|judged|on trial)\b")
_FEAR = rx(r"^ (?:and|should)\b|\b(?:slipping|drifting|losing|lose you|far away|further away|moving on|leaving me behind|apart|we|both|hurting too|in pain|tired|sad|lonely|worried|sick|getting (?:old|older)|proud|love me|loved me|care about me|understand me|get me|there for me|with me|my best|happy|carrying|hurting|trying|tried|right|doing your best|need me|miss me)\b")


def pseudo_feeling(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if c.asked and rx(r"^(?:do|did|have|are|how|what) you").search(t):
        return None
    m = _FEEL_FAUX.search(t)
    if m and not rx(r"\b(?:don't|didn't|never|not|no longer|won't|wouldn't)\b").search(t[:m.end()]):
        rest = t[m.end():]
        if rx(r"^ (?:at work|at school|at the office|in class|by (?:my|the|him|her|them|dad|a|his|everyone|people|work|our|[a-z]+'s)|by (?!you\b)(?!your\b)[a-z]+\b)").search(rest) and not rx(r"\b(?:by my own (?:mother|mum|mom|daughter)|you)\b").search(rest):
            return None
        if m.group("faux") == "used" and rest.startswith(" to") or m.group("faux") == "watched" and "over" in rest[:6]:
            return None
        return "faux", m.group("faux") not in ("watched", "trapped by you", "forgotten about", "overlooked", "replaced")
    m = _FEEL_YOU.search(t)
    if m and not rx(r"\b(?:don't|didn't|never|not) (?:\w+ )?(?:feel|felt)\b").search(t):
        rest = m.group("rest")
        if _FEAR.search(rest) and not rx(r"n't|\bnever\b|\bnot\b|\bstopped\b|\bonly\b|\brather\b").search(m.group("inner") + rest):
            return None
        charge = rx(rf"n't|\bnever\b|\bnot\b|\balways\b|\bonly\b|\bjust\b|\bhate\b|\bblam|\bjudg|\bwant me|\btreat|\bcontrol|\bthink\b|\bcare more|\bprefer|\bdon't\b|\bignor|\bpush|\bcriti|\bashamed|\b(?:{BAD_TRAIT})\b|\b(?:{BAD})\b|\brather\b|\buse\b|\bevery").search(m.group("inner") + rest)
        return "feel-that-you", bool(charge) or not _GOOD.search(rest)
    m = _FEEL_I_AM.search(t)
    if m and "n't" not in t:
        return "feel-like-a", not rx(r"\bby (?:my|the) (?:boss|dad|husband)|at work").search(t)
    if rx(r"\bi (?:don't|didn't|never|do not|don't ever) (?:\w+ )?feel (?:\w+ )?(?:heard|seen|respected|loved|supported|appreciated|wanted|valued|listened to|accepted|trusted) (?:by you|with you)").search(t):
        return "not-heard", True
    return None


# --- accusing question ------------------------------------------------------------------------------------------------------
_INVITE = rx(r"\bwhy don't (?:you|we) (?:\w+ )?(?:come|sit|rest|tell me|stay|bring|take|have|try|join|let me|give|lie|ask|eat|go|call|invite|show|bring|move in|pick|meet|start|stop by)\b(?!.*\b(?:ever|once)\b)")
_ACCUSE = rx(r"\bwhy are you (?:\w+ )?(?:so|such)\b|\bwhy (?:do|are|did|would|must|can|have|were) you (?:\w+ )?(?:always|never|even|keep|have to|insist|refuse|still|constantly|being|doing this|like this|hate|treat|lie|ruin|make|bother|say|ignore|hurt|care more|think (?:i'm|you)|do this|do that|push|shout|yell|judge|got to|lying|expect|acting|trying to|punish|compare|need to (?:control|know)|want to (?:hurt|control|ruin)|act|talk to me|blame|pick|leave me|embarrass|humiliate|lied|shut me|criticize|criticise|invite)\b|\bwhy (?:can't|won't|couldn't|don't|aren't|wouldn't|didn't|can you not|can you never|do you never|haven't|weren't|isn't anything|is nothing|is it always|is everything|must (?:everything|it)|does everything|do i always have to|do i even|should i (?:even|have to)|is it never|am i never|wasn't i)\b(?! we| i just| she| he| they| it work)|\bwhat(?:'s| is| the hell is| the fuck is| on earth is| in the world is) (?:wrong|the matter) with you\b|\bwhat(?:'s| is) your problem\b|\bhow (?:could|can|dare) you\b|\bwho (?:do|does|the hell do|the fuck do) (?:you|she) think (?:you|she)\b|\bdo you (?:even|ever|honestly|seriously|really (?:think|believe|expect|have to|need to)|have any idea|have to|not|think i'm (?:stupid|an idiot|made|blind)|know what you|never|always have to)\b|\bdon't you (?:ever|even|care|have|think|get|understand|see|realize|realise|trust|love|dare|want me|know how)\b|\bwhat were you thinking\b|\bwhat (?:the hell|the fuck|on earth|in god's name|is it) (?:were|are|is|do|did|possessed|will it take)\b|\bare you (?:serious|kidding|happy now|crazy|insane|stupid|deaf|blind|out of your mind|even|ever going|trying to|proud of yourself|done|really going|seriously|satisfied|that|going to (?:keep|ever|apologize)|still (?:on|going))\b|\bis (?:it|that|this) (?:really )?(?:so|too|that) (?:hard|much|difficult|expensive|impossible)\b|\b(?:what|which) (?:kind|sort|type) of (?:mother|daughter|person|mom|mum|woman|parent|monster|child)\b|\bhave you (?:no|lost|ever (?:once|thought|considered|even|stopped|listened)|even|any|always|forgotten (?:who|that|how))\b|\bwhen (?:will|are|did|have|were|do) you (?:\w+ )?(?:ever|going to|gonna|finally|stop|start|learn|grow|ever (?:once|listen))\b|\bwhat did i (?:ever )?do to (?:you|deserve)\b|\bwould it (?:have )?(?:kill|killed|hurt|cost)|\bsince when (?:do|are|did|does|is)\b|\bhow many times (?:do|have|did|does|must)\b|\b(?:couldn't|can't|won't|wouldn't|didn't) you (?:even|just|at least|see|ever|for once|think|have|be|let|see)\b|\bdid you (?:even|ever|have to|really have to|honestly|not|seriously|stop to think)\b|\bdid it (?:ever|not|never|even) (?:occur|cross)\b|\bwho (?:does|says|do) (?:that|this|such)\b|\bdo i (?:mean|matter|look like|not matter|even matter|have to (?:beg|earn|ask)) (?:\w+ )?(?:nothing|anything|that little|to you)?|\bam i (?:not|just|nothing|supposed|ever (?:going|good)|a (?:joke|stranger|servant|maid))\b|\bwhy (?:is|are|was|were) (?:everything|nothing|i|it) (?:always|never|your)\b|\bwhat gives you the right\b|\bwho gave you the right\b|\bhow (?:selfish|cruel|stupid|cold|heartless|hard|thick|rude) (?:can|could|do|are) (?:you|one|it)\b|\bhow do you (?:live with|sleep at night|look (?:at )?yourself)|\bwhat more do you want\b|\bwhat do you (?:want from me|expect me|care)\b|\bis (?:nothing|anything) (?:ever )?(?:good )?enough\b|\bhow is (?:that|this) my\b|\bcan(?:'t)? you (?:not|ever|just once|for once|be happy|never)\b|\byou call (?:that|this|yourself)\b")
_CURIOUS = rx(r"\b(?:i(?:'m| am) (?:curious|asking|wondering)|i(?:'d| would) (?:really |honestly )?(?:like|love) to (?:know|understand|hear)|if you don't mind|help me understand|i want to understand)\b")


def accusing_question(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    m = _ACCUSE.search(t)
    if not m or _CURIOUS.search(c.parsed.tidy.text.lower()):
        return None
    opens = m.start() < 28
    if not (c.asked or opens):
        return None
    if _INVITE.search(t):
        return None
    if rx(r"\b(?:didn't|wouldn't|couldn't|can't|won't) you (?:just|see|think|have|be|let|even)\b").search(m.group()) and not c.asked:
        return None
    if not c.asked and rx(r"^(?:i|what i|that's|this is|when|know|tell|and i|my)\b").search(t):
        return None
    if rx(r"^did you (?:have to|not)|^do you (?:not|have to)|^are you (?:done|that|trying|still)|^have you (?:any|even|ever (?:thought|considered))|^don't you (?:think|have|want|see|get|know)|^do you (?:ever|really (?:think|believe)|know what)|^why (?:can't|didn't|couldn't|won't|don't|wouldn't|haven't|weren't|aren't)|^am i (?:just|not|supposed)|^do i|^did you ever|^how (?:could|can) you|^when (?:did|do|have|were)").search(m.group()):
        soft = rx(r"\bdid you ever (?:want|feel|wish|dream|think about|have|get|regret|miss|love|go)|\bdo you ever (?:miss|feel|think|wish|regret|get|want|worry|dream)|\bhave you ever (?:thought about|considered) (?:moving|trying|seeing|talking)|\bhave you any\b|\bare you (?:done|still) (?:with|at|going to (?:the|work)|coming|there|up)|\bhow can you (?:tell|be sure|help|make)|\bdo you know what (?:time|day|i)|\bdon't you (?:want|think we|have to (?:work|go))|\bwhy didn't you (?:tell me|say|ever tell|ask for help|ask me)|\bwhen did you (?:start|stop|first|learn)|\bwhy can't you sleep|\bhow could you (?:tell|have known|know)|\bwhy (?:couldn't|can't) you (?:sleep|come|make it)|\bdo i (?:have|need) to (?:bring|wear|call|pay)|\bdo i look like (?:grandma|you)").search(t)
        return "charge", not soft and bool(c.who in (2, 1, 3, 0))
    return "charge", True


# --- criticism --------------------------------------------------------------------------------------------------------------
_CHARGE_ANY = rx(r"\byou(?:'ve| have|'re| are| just|'d| had)* (?:\w+ly |just |only |still |even |always |both |all |been )*(?:lied|lie to|lying to|broke (?:your|a|my) (?:promise|word|trust)|betray\w*|abandon\w*|favou?r\w* (?:him|her|my|your|them|[a-z]+)|play(?:ed|ing)? favou?rites|treat(?:ed|ing)? (?:me|us|him|her|my|this)\b.{0,12}\blike|treat(?:ed|ing)? me (?:so|badly|differently|this way|as|worse)|humiliat\w+|undermin\w+|belittl\w+|manipulat\w+|guilt[- ]?trip\w*|disrespect\w*|mock(?:ed|ing)? (?:me|my)|ma(?:k|d)e fun of (?:me|my|him|her)|turn(?:ed)? (?:everyone|dad|them|him|her|my \w+) against|went behind my|go behind my|going behind my|stabbed|took (?:his|her|their|dad's) side|take (?:his|her|their|dad's) side|chose (?:him|her|work|your|them|that)\b.{0,10}over|cho(?:o)?se (?:him|her|them|work) over|shut me out|push(?:ed|ing)? me away|walk(?:ed|ing)? all over|invad\w+ my|smother(?:ed|ing)?|suffocat\w+|boss(?:ed|ing)? me|control(?:led|ling)? (?:me|my|everything|every)|us(?:ed|ing) me|spied on|spy(?:ing)? on|snoop\w*|trash(?:ed)?|talk(?:ed|ing)? (?:down to|over|about) me|bad-?mouth\w*|gossip\w*|air(?:ed)? (?:our|my)|dragg?(?:ed)? me|twist(?:ed|ing)? (?:my|everything)|put(?:ting)? me down|patroni[sz]\w+|neglect\w*|reject(?:ed)?|let me down|gave up on me|cheat\w*|stole|rubb(?:ed|ing) it in|hold(?:ing)? (?:it|that|this|everything) (?:over|against)|use(?:d)? (?:it|that|this|my|the kids|money) against|throw(?:ing)? (?:it|that) in my face|threw (?:it|that) in my face|rewr(?:i|o)te history|gaslight\w*|bull(?:y|ied|ying)|nag(?:ged|ging)?|meddl\w+|interfer\w+|compare(?:d)? me|run my life|running my life|live (?:my life )?through me)\b")
_CHARGE_HABIT = rx(r"\byou(?:'re| are)?(?: just| only| still| even| also| both)* (?:criticise|criticize|judge|ignore|interrupt|yell|shout|scream|complain|dismiss|blame|embarrass|insult|pick (?:on|at|fights|apart)|correct me|lecture|pressure|push me|expect (?:me|too)|compare|invite yourself|barge|walk (?:out|away)|hang up|brush|cut me off|talk (?:over|down|to me like)|put (?:him|her|work|everyone|your|them|my)|prefer|care more|spoil (?:him|her)|make everything|make it (?:all )?about|turn (?:it|everything|every)|act like|behave like|pretend|forget (?:about me|i|that i|my)|disappear|cancel|back out|take (?:him|his|me for|everything)|throw|use (?:me|my)|order me|tell (?:everyone|people) my|give me the (?:silent|cold)|look at me like|hover|call (?:me|my) (?:names|fat|stupid|lazy|useless)|hide things|withhold|play the (?:victim|martyr)|play (?:games|victim)|waste|walk in (?:without|like)|come (?:in|here|over) (?:and|unannounced|without)|sulk|snap at|bite my head|roll your eyes|drink|let (?:him|her) (?:walk|talk|get))\b")
_CHARGE_NOT = rx(r"\byou(?: just| really| still| even| both| simply| clearly| obviously)* (?:don't|won't|can't|refuse to|couldn't|didn't|wouldn't|haven't|are not|aren't|weren't|do not|never) (?:\w+ly |even |ever |bother to |seem to |really |once |just |actually )*(?:listen\w*|respect\w*|support\w*|accept|understand|appreciate|apologi[sz]e|let me|trust|hear|stand up|protect|defend|take me|take my|give me (?:a chance|any|space|credit)|have time|make time|make any effort|make an effort|show (?:any|interest|up)|know (?:me|anything|the first|what it|how to (?:be|listen|love|say))|bother|admit|stop (?:criti|talking|judg|nagg|control|until)|let go|be happy for|acknowledge|see me|pay attention|lift a finger|ask (?:me )?(?:about|how)|keep your|help|be there|there for|get it|leave me|think|try|want to (?:try|talk about|hear))\b")
_KEEP = rx(r"\byou(?:'ve| have|'re| are| just)* (?:keep|kept|won't stop|can't stop|never stop|insist on|go around|went around|always end up|keep on|been|spend (?:all )?your (?:time|life)|love) (?:\w+ly )?(?:criti\w+|judg\w+|push\w+|control\w+|telling|compar\w+|bringing (?:it|this|that|up)|pressur\w+|nag\w+|asking me (?:the same|about)|ignor\w+|interrupt\w+|shouting|yelling|screaming|lying|making (?:me|everything|it|fun|excuses|comments)|putting|treating|blaming|correcting|lectur\w+|hovering|showing up|calling me (?:fat|lazy|names|stupid)|meddl\w+|interfer\w+|comment\w+|poking|prying|manipulat\w+|avoiding me|undermin\w+|commenting|complain\w+|throwing|turning|taking|changing|hiding|attacking|dismissing|talking (?:over|down|about me))")


def criticism(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if c.who not in (2,):
        if c.who == 20 and rx(r"\byour (?:constant |endless |stupid |little |never-ending )?(?:criticism|nagging|judgment|judgement|comments|complaining|drama|lectures|excuses|lies|selfishness|controlling|meddling|interfering|guilt trips?|drinking|temper|mood swings)\b").search(t) and rx(r"\b(?:constant|endless|tired|sick|enough|ruin\w*|killing|exhausting|stop|never ends?|too much|why)\b").search(t):
            return "your-conduct", True
        if c.who == 1 and rx(r"\bi(?:'m| am)(?: so| just| really)* (?:sick|tired|fed up|sick and tired|done) (?:and tired )?(?:of|with) (?:you\b|your\b|being (?:treated|compared|judged|criti|ignored|blamed|lied))").search(t):
            return "sick-of", True
        return None
    if c.asked or c.mark in ("if", "when", "whenever", "while", "unless", "until"):
        return None
    if rx(r"\b(?:could have|would have|might have|i know you|not that you|thank|glad)\b").search(t):
        return None
    m = _CHARGE_ANY.search(t)
    if m and not rx(r"n't|\bnot\b|\bnever\b").search(t[:m.end()]):
        if rx(r"stole|trash|drag|cheat|reject|used me|using me|nag|let me down|neglect|gossip|talk\w* about me|take (?:his|her)|push").search(m.group()):
            return "charge", not rx(r"\b(?:heart|show|scene|second (?:piece|slice)|fries|covers|blanket)\b").search(t)
        return "charge", True
    if _KEEP.search(t):
        return "keep", not DATED.search(t)
    m = _CHARGE_HABIT.search(t)
    if m:
        return "habit", not (DATED.search(t) or rx(r"\b(?:would|could|might|if|when)\b").search(t[:m.end()]))
    m = _CHARGE_NOT.search(t)
    if m:
        past = rx(r"\b(?:didn't|couldn't|wouldn't|haven't|weren't)\b").search(m.group())
        if rx(r"\byou (?:don't|won't) (?:have to|need to)").search(t) or rx(r"\b(?:i understand|it's ok|it's okay|that's ok|fine)\b").search(c.sentence):
            return None
        return "not", not past and not rx(r"\b(?:know (?:how|what|where)|help|bother|try|think|want to talk|understand|hear|see me|be there|trust)\b").search(m.group()) or bool(
            rx(r"\byou (?:don't|won't|can't|refuse to|never)(?: even| really| ever)? (?:understand me|trust me|see me|hear me|try|bother|help me|know me|support me)").search(t))
    return None


RULES: dict[str, Rule] = {
    "pseudo_feeling": pseudo_feeling, "accusing_question": accusing_question, "threat": threat, "guilt_trip": guilt_trip,
    "contempt": contempt, "dismissal": dismissal, "comparison": comparison, "label": label, "fault": fault,
    "mind_reading": mind_reading, "absolute": absolute, "demand": demand, "criticism": criticism,
}
#: Clauses marked by one of these are not read again for the weaker kinds on the right (taxonomy, span rules 3 and 6).
SHADOWS = {
    "pseudo_feeling": set(RULES) - {"pseudo_feeling"}, "accusing_question": set(RULES) - {"accusing_question", "absolute"},
    "absolute": {"criticism", "demand", "mind_reading", "fault"}, "mind_reading": {"criticism"}, "fault": {"criticism"}, "label": {"criticism"},
    "dismissal": {"label", "demand", "criticism", "contempt"}, "threat": {"demand", "guilt_trip", "absolute", "fault"}, "guilt_trip": {"demand"},
    "comparison": {"criticism", "accusing_question"}, "contempt": {"demand", "label", "fault"},
}

_HARM = rx(rf"\byou(?:'ve| have|'re| are| were| used to| always| just| keep| even)* (?:{HARM}) (?:me|us|my (?:arm|face|hair|child|kid|baby|son|daughter|wrist|hand)|him|her)\b(?! (?:off|up|some|a |down|to the (?:airport|station))|'s)|"
           rf"\b(?:stop|quit|don't|never) (?:{HARM}|hurting) (?:me|us|him|her)\b(?! off)|\bi(?:'m| am|'ve been| was| feel)? (?:so |really |always |still |actually )*(?:afraid|scared|terrified|frightened) of (?:you|him|her)\b(?! (?:leaving|judg|dying|not|being (?:alone|sick|disappointed|mad)|getting|going))|"
           rf"\bi (?:feel|felt|was|am|'m|have been|'ve been) (?:\w+ )?(?:abused|unsafe (?:with you|around you|here|at home|with him))|\b(?:he|she|dad|they|\w+)(?:'s| has)? (?:just |always |once |even )?(?:hits?|slapp?(?:ed|s)?|punched|kicked|beats?|choked|strangled|locks? me in|locked me in|rap(?:ed|es)|molested) (?:me|us|my kids)\b|"
           r"\byou (?:locked|lock) (?:me|us) (?:in|out|up)\b|\byou threw .{1,25} at (?:me|us|my)\b|\byou (?:threatened|threaten) to (?:kill|hit|hurt|beat|burn)\b|\b(?:put|laid|lay|raise[ds]?) (?:your|his|her) (?:hands?|fist) (?:on|to) (?:me|us)\b|\byou pulled (?:my hair|a knife)\b|\bhurt me physically\b|\bwith (?:a|the|your) (?:belt|stick|cane|knife)\b")


def names_harm(text: str) -> bool:
    """The message names force or fear: the coach must not correct it (taxonomy, "Naming harm is never blame")."""
    return bool(_HARM.search(text.lower()))


def blame_hits(all_clauses: list[Clause]) -> list[Hit]:
    """Every charge found, longest clause first where they nest. Quoted, reported and third persons' clauses are not read."""
    hits: list[Hit] = []
    for c in all_clauses:
        if c.quoted or c.reported:
            continue
        taken: set[str] = set()
        for kind, rule in RULES.items():
            if kind in taken:
                continue
            if not c.outer and kind in ("pseudo_feeling", "threat", "guilt_trip", "contempt", "comparison", "dismissal") and any(
                    h.start <= c.start and c.end <= h.end and h.kind == kind for h in hits):
                continue
            if any(h.start <= c.start and c.end <= h.end and kind in SHADOWS.get(h.kind, set()) | {h.kind} and h.sure and
                   (h.start, h.end) != c.key for h in hits):
                continue
            found = rule(c)
            if found is None:
                continue
            start, end = narrow(c, kind)
            hits.append(Hit(start, end, kind, f"{kind}:{found[0]}", found[1]))
            if found[1]:
                taken |= SHADOWS.get(kind, set())
    return _inner_wins(hits)


def narrow(c: Clause, kind: str) -> tuple[int, int]:
    """The clause without what surrounds the charge: a leading "I think", a trailing "when I talk"."""
    start, end = c.start, c.end
    text = c.text
    if kind == "pseudo_feeling":
        m = rx(r"\b(?:i|it|one)\b(?:'\w+)?(?: \w+){0,3}? (?:feel|felt|feeling|feels)\b").search(text)
        return (start + m.start(), end) if m else (start, end)
    if kind in ("absolute", "mind_reading", "criticism", "label") and not c.asked:
        m = rx(r"^(?:i (?:think|know|guess|swear|can see|bet|mean)|honestly|clearly|obviously|it's (?:obvious|clear)|the truth is)(?: that)? (?=you)").search(text)
        if m:
            start += m.end()
            text = text[m.end():]
        m = rx(r" (?:when|if|because|while) i (?:talk|speak|try|say|call|tell|need|ask|am|'m)\b").search(text)
        if m and m.start() > 12 and kind == "absolute":
            end = start + m.start()
    return start, end


def _inner_wins(hits: list[Hit]) -> list[Hit]:
    """Of one kind, nested: keep the shorter one when the longer has no pattern reason of its own to be long."""
    kept: list[Hit] = []
    for hit in hits:
        inside = [h for h in hits if h is not hit and h.kind == hit.kind and hit.start <= h.start and h.end <= hit.end and
                  (h.start, h.end) != (hit.start, hit.end)]
        if inside and hit.kind in ("absolute", "criticism", "label", "mind_reading", "fault") and any(h.sure >= hit.sure for h in inside):
            continue
        if any((h.start, h.end, h.kind) == (hit.start, hit.end, hit.kind) for h in kept):
            continue
        kept.append(hit)
    return kept
