"""Rules for charges against who she is and how she acts: sweeping words, labels, criticism, comparison."""
from __future__ import annotations

from bot.coach.clauses import Clause
from bot.coach.lexicon import BAD_NOUN, BAD_TRAIT, KIN_OTHERS
from bot.coach.rules import BAD_WORD, DATED, GOOD_WORD, WISH_YOU_WERE, rx

_ADV = (r"(?:just |so |really |such |too |very |being |a |an |the |little |bit |right |total |complete |absolute |fucking |bloody |damn |pretty |"
        r"kind of |completely |totally |absolutely |honestly |always |incredibly |extremely |unbelievably |quite |rather |most |real |freaking |"
        r"acting |like )*")
_YOU_ARE = (r"\byou(?:'re| are| were|'ve become| have become| become| became| turned into|'ve turned into|'ve been| have been|"
           r" can be| sound| act| are acting|'s| is|'re acting| look| seem)")


# --- absolute ---------------------------------------------------------------------------------------------------------------
_SWEEP_ALWAYS = rx(r"\b(?:always|constantly|all the time|every (?:single )?(?:time|day|night|call|visit|conversation|week)|"
                   r"forever|24/7|without fail|"
                   r"everything|anything|whatever|nonstop|non-stop|whenever|each time|as usual|from morning to night)\b")
_SWEEP_NEVER = rx(r"\b(?:never|not once|not even once|not one|not a single|nothing|nobody|no one|not ever|don't ever|"
                  r"doesn't ever|won't ever|didn't ever|haven't ever|haven't once|didn't once|can't ever|"
                  r"can't even once|hardly ever|don't once)\b")
_NEVER_ENOUGH = rx(r"\b(?:nothing|whatever|everything|anything|no matter what)(?: that)? i(?:'ve)? (?:ever |could |can )?(?:do|"
                   r"did|done|say|said|make|made|cook|wear|try|tried|give|gave)\b.{0,25}\b(?:good enough|enough|right|wrong|"
                   r"please[sd]?|make you happy|"
                   r"satisf\w+|a problem|criticized|criticised|mistake|matters?|counts?|stays? \w+)\b|\bnothing(?:'s| is|"
                   r" was)? (?:ever|never)? ?(?:good )?enough for you|"
                   r"\bi can(?:'t| not|not) do anything right|\bi(?:'m| am)? never (?:good )?enough for you|"
                   r"\bi can never (?:win|please you|do anything right|make you happy)|\bi can do nothing right|"
                   r"\b(?:it(?:'s| is| was)|everything(?:'s| is)|everything has to be) (?:always )?(?:all )?(?:about you|"
                   r"your way)\b(?!r)|\bno matter (?:what|how \w+) i (?:do|say|try|am)\b.{0,30}\b(?:wrong|enough|right|never|"
                   r"happy|n't|not)|\bthere(?:'s| is) always (?:something|a problem|a reason|an excuse|some)\b|\bit(?:'s|"
                   r" is) always (?:my fault|something|the same|me who|me that)\b")
_EVERY_TIME = rx(r"\b(?:every (?:single )?time|whenever|each time|every (?:single )?(?:day|night|call|visit|conversation|dinner|"
                 r"holiday|birthday|weekend))\b.*\byou\b")
_NOT_ONCE = rx(r"\b(?:not once|not one time|not a single time|never once|not even once)\b.{0,12}\b(?:have|did|do|has|you)\b|"
               r"\byou(?:'ve| have)? (?:never|not) (?:once|even once)\b")
_ALL_YOU = rx(r"\b(?:all|the only thing|only thing) you(?:'ve)? (?:ever |can )?(?:do|did|say|talk|want|think)\b")
_FACT_NEVER = rx(r"\bnever (?:told|said|mentioned|answered|replied|came|called|rang|texted|got back|showed|asked|got|saw|sent|"
                 r"met|knew|heard|finished|went)\b")


def absolute(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if _NEVER_ENOUGH.search(t) or c.outer and "no matter" in c.sentence and _NEVER_ENOUGH.search(c.sentence):
        return "never-enough", c.who != 2 or not GOOD_WORD.search(t.replace("good enough", ""))
    if _ALL_YOU.search(t) and c.who in (2, 3, 20):
        return "all-you-do", not rx(r"\b(?:love|laugh|smile|help|give)\b").search(t)
    if c.who not in (2, 20):
        if _EVERY_TIME.search(t) and BAD_WORD.search(t) and not GOOD_WORD.search(t):
            return "every-time", True
        if c.who == 3 and rx(r"\byou\b").search(t) and _SWEEP_NEVER.search(t) and rx(r"\b(?:with|for|from|to) you\b").search(t):
            return "never-with-you", False
        return None
    good, bad = bool(GOOD_WORD.search(t)), bool(BAD_WORD.search(t))
    if rx(r"\bnever\b.{0,12}\b(?:mind|too late)\b|\bnever (?:gave|give) up\b|\bnever stop$|\bnever stop,|\bnever were one for\b|"
          r"\bnever let (?:anyone|anybody|us|me) (?:go|starve|down|feel|be)\b|\bnever had so much\b|\bas always\b|"
          r"\bmore than ever\b").search(t):
        return None
    if _NOT_ONCE.search(t):
        return ("not-once", not bad and not rx(r"asked (?:\w+ )?to\b|asked for").search(t)) if not c.asked else None
    if c.who == 2 and rx(r"\byou\b[^,.;]{0,25}(?:\bnever\b|n't ever\b|\bhardly ever\b)").search(t):
        if _FACT_NEVER.search(t) and (DATED.search(t) or rx(r"\bnever (?:told me (?:about|that|how|why)|knew|heard|met|saw|went|"
                            r"finished)").search(t)):
            return "never-fact", False
        if rx(r"\bnever (?:have to|need to|needed to|be (?:alone|a burden)|missed|met|know|gonna|in my life|let you)\b").search(t):
            return None
        if bad and not rx(r"\b(?:wrong|about you|happy|enough|help|listen|apologi\w+|admit|choose|chose|put)\b").search(t):
            return None
        if rx(r"\bwill\b|\b'll\b|\bwould\b|\bcould\b").search(t) and not rx(r"\bnever (?:understand|change|admit|apologi[sz]e|"
                            r"let|accept|be happy|forgive|listen|get it|stop|learn)\b").search(t):
            return "never-future", False
        return "never", True
    if rx(r"\balways\b.{0,20}\b(?:loved?|liked?|preferred?|favou?red?)\b.{1,20}\b(?:more|better|best|most)\b").search(t) and rx(r"\b(?:him|her|them|my \w+)\b").search(t):
        return "always-more", True
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
_LABEL_YOU = rx(rf"{_YOU_ARE} {_ADV}(?P<what>{BAD_TRAIT})\b(?! (?:about|with me now|at (?:the )?(?:math|cooking)|for us|"
                rf"in (?:here|this)|outside|feet|hands|and (?:tired|hungry)|because|today|tonight))")
_LABEL_NOUN = rx(rf"{_YOU_ARE} {_ADV}(?:\w+ ){{0,2}}(?P<what>{BAD_NOUN})s?\b")
_LABEL_THAT = rx(rf"\b(?:that|this|it)(?:'s| is| was) {_ADV}(?P<what>{BAD_TRAIT})(?: (?:thing|way)\b.*| of you)")
_LABEL_THAT_BARE = rx(r"\b(?:that|this)(?:'s| is| was) (?:just |so |really |pretty |very )*(?:selfish|cruel|manipulative|rude|"
                      r"disgusting|childish|pathetic|low|petty|spiteful|hypocritical|disrespectful|heartless)\b")
_LABEL_VOCATIVE = rx(rf"\byou(?:'re| are) (?:just |simply |honestly )?the (?:absolute )?worst$|"
                     rf"\bhow (?:{BAD_TRAIT}) (?:and \w+ )?you(?:'re| are| were| can be| have become)\b|(?:^|"
                     rf", )you (?:\w+ ){{0,2}}(?:{BAD_NOUN})$|^(?:what a|such a|you) (?:\w+ )?(?:{BAD_NOUN}|"
                     rf"{BAD_TRAIT}) ?(?:you are|person|woman|girl|mother|daughter|thing to (?:say|do))?$|"
                       rf"^(?:{BAD_NOUN})$|^you (?:\w+ )?(?:{BAD_TRAIT}) (?:\w+ )?(?:{BAD_NOUN}|person|woman|girl)$")
_LABEL_THATS_WHAT = rx(rf"\b(?:{BAD_TRAIT}|{BAD_NOUN})\b.{{0,12}}\b(?:that's what (?:you are|this is|it is|i call)|"
                       rf"is what you are|is the word)|\bthe (?:queen|king) of\b")


def label(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if c.asked:
        return None
    for name, pattern in (("you-are-noun", _LABEL_NOUN), ("you-are", _LABEL_YOU)):
        m = pattern.search(t)
        if m:
            what = m.group("what")
            if what.endswith("ing") and rx(r"^ (?:me|us|my|him|her)\b").search(t[m.end():]):
                continue
            if rx(r"\b(?:not|n't|never|if|when|whenever|anything but|dare|brave)\b").search(t[:m.end()]) or rx(r"\byou (?:look|seem)").search(t) and what in ("cold", "miserable", "exhausting"):
                return None
            if what in ("cold", "mean", "low", "weak", "miserable", "sick", "child", "baby", "mess", "victim", "distant", "critical", "bitter", "jealous", "hopeless", "terrible", "awful"):
                if what in ("child", "baby", "victim") and (" my " in f" {t} " or "only" in t or " a " not in t):
                    return None
                return f"{name}-soft", what in ("mean", "cold", "bitter", "jealous", "distant", "critical") and not rx(r"\b(?:cold|sick|weak) (?:in|"
                            r"today|from|after)|\b(?:are|'re) (?:you )?cold\b(?! )|must be").search(t)
            return name, not rx(r"\b(?:could|might|must) (?:have )?be|\bnot like\b|\b(?:funny|haha|lol)\b").search(t) and c.who == 2
    if _LABEL_THAT.search(t) and "n't" not in t and " not " not in t:
        return "that-was", "of you" in t
    if _LABEL_THAT_BARE.search(t) and "n't" not in t and " not " not in t:
        return "that-is", False
    if _LABEL_VOCATIVE.search(t) and not rx(r"\b(?:funny|silly|rotten|daft)\b").search(t):
        return "name", not rx(r"^(?:baby|mess|child|madam|pig|cow|joke|burden|nightmare|what a (?:joke|mess|nightmare|baby|"
                            r"child|burden).*)$").search(t)
    if _LABEL_THATS_WHAT.search(t):
        return "thats-what", True
    return None


# --- comparison -------------------------------------------------------------------------------------------------------------
_OTHERS = rx(r"\b(?:other|normal|real|good|most|decent|everyone else's|everybody else's|proper|any other|all the other|"
             r"regular) (?:mother|mom|mum|parent|daughter|girl|kid|child|people|women|families|famil|son|grandmother|"
             r"grandparent|mam|mommie)\w*\b|\b(?:any|a) (?:good|real|normal|decent|proper|loving) (?:mother|mom|mum|parent|"
             r"daughter)\b|\beveryone else's (?:mom|mum|mother|daughter|parents)|\b(?:everyone|everybody) else\b")
_MORE_LIKE = rx(r"\b(?:more |be |just |exactly |a little |half )?like (?:your|my|aunt\w*|uncle|grandma|nana|dad|papa|[a-z]+'s|"
                r"his|her|other|a normal|normal)\b|\b(?:unlike you|compared to you|not like you|better than you|"
                r"why can't you be)\b|\bhalf (?:the|as) \w+")
_JUST_LIKE = rx(r"\byou(?:'re| are|'ve become| have become| sound| act|'re becoming| are becoming|'re turning| are turning|"
                r" look)? (?:\w+ )?(?:just like|exactly like|turning into|getting as bad as|as bad as|worse than|no better than|"
                r"your father's daughter|no different (?:from|than)|the same as|becoming (?:my|your)|"
                r"every bit as bad as) (?:your|my|him|her|dad|them|those|grandma|nana|that|aunt\w*|the|a )")
_SIB = rx(rf"^(?:even |at least |and |but )*(?:(?:your|my|our) (?:\w+ )?(?:{KIN_OTHERS})\b|[a-z]+(?: [a-z]+)?'s (?:mom|mum|"
          rf"mother|daughter|girl|son|boy|kids|mam|mama|parents)\b)(?P<rest>.*)")


def comparison(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if _JUST_LIKE.search(t):
        return "just-like", not GOOD_WORD.search(t) and not c.asked and not rx(r"n't|\bnot\b").search(t)
    m = _OTHERS.search(t)
    if m and not c.asked and c.who == 3:
        if "else" in m.group() and "'s" not in m.group():
            return "others", False
        return "others", not rx(r"\b(?:i don't|hard|difficult|too|i know|i'm)\b").search(t)
    if WISH_YOU_WERE.search(t):
        return "more-like", True
    if c.who == 3:
        m = _SIB.search(t)
        if m:
            rest = m.group("rest")
            good = rx(r"\b(?:calls?|visits?|helps?|listens?|respects?|never|always|manages?|managed|would never|doesn't|lets?|"
                      r"trusts?|gets? it|understands?|comes?|came|asks?|cares?|made|got|has|supports?|treats?|knows?|takes?|"
                      r"is proud)\b").search(rest)
            return "someone", bool(good and rx(r"\b(?:her (?:mother|mum|mom|daughter|kids)|every (?:day|week|sunday)|actually|"
                            r"at least|would never|by now|at your age)\b").search(t)) and not c.asked
        if rx(r"\bat your age\b").search(t):
            return "your-age", True
    if c.who == 1 and rx(r"\b(?:when i was|at) your age\b").search(t) and rx(r"\b(?:already|had|was|raised|worked)\b").search(t):
        return "your-age-i", False
    return None


# --- criticism --------------------------------------------------------------------------------------------------------------
_CHARGE_ANY = rx(r"\byou(?:'ve| have|'re| are| just|'d| had)* (?:\w+ly |just |only |still |even |always |both |all |"
                 r"been )*(?:lied|lie to|lying to|broke (?:your|a|my) (?:promise|word|trust)|betray\w*|abandon\w*|"
                 r"favou?r\w* (?:him|her|my|your|them|[a-z]+)|play(?:ed|ing)? favou?rites|treat(?:ed|ing)? (?:me|us|him|her|my|"
                 r"this)\b.{0,12}\blike|treat(?:ed|ing)? me (?:so|badly|differently|this way|as|worse)|humiliat\w+|undermin\w+|"
                 r"belittl\w+|manipulat\w+|guilt[- ]?trip\w*|disrespect\w*|mock(?:ed|ing)? (?:me|my)|ma(?:k|d)e fun of (?:me|my|"
                 r"him|her)|turn(?:ed)? (?:everyone|dad|them|him|her|my \w+) against|went behind my|go behind my|"
                 r"going behind my|stabbed|took (?:his|her|their|dad's) side|take (?:his|her|their|dad's) side|chose (?:him|her|"
                 r"work|your|them|that)\b.{0,10}over|cho(?:o)?se (?:him|her|them|work) over|shut me out|push(?:ed|ing)? me away|"
                 r"walk(?:ed|ing)? all over|walk(?:ed|ing)? out on (?:me|us)|invad\w+ my|smother(?:ed|ing)?|suffocat\w+|"
                 r"boss(?:ed|ing)? me|control(?:led|ling)? (?:me|my|everything|every)|us(?:ed|ing) me|spied on|spy(?:ing)? on|"
                 r"snoop\w*|trash(?:ed)?|talk(?:ed|ing)? (?:down to|over|about) me|bad-?mouth\w*|gossip\w*|air(?:ed)? (?:our|"
                 r"my)|dragg?(?:ed)? me|twist(?:ed|ing)? (?:my|everything)|put(?:ting)? me down|patroni[sz]\w+|neglect\w*|"
                 r"reject(?:ed)?|let me down|gave up on me|cheat\w*|stole|rubb(?:ed|ing) it in|hold(?:ing)? (?:it|that|this|"
                 r"everything) (?:over|against)|use(?:d)? (?:it|that|this|my|the kids|money) against|throw(?:ing)? (?:it|"
                 r"that) in my face|threw (?:it|that) in my face|rewr(?:i|o)te history|gaslight\w*|bull(?:y|ied|ying)|nag(?:ged|"
                 r"ging)?|meddl\w+|interfer\w+|compare(?:d)? me|run my life|running my life|live (?:my life )?through me)\b")
_CHARGE_HABIT = rx(r"\byou(?:'re| are)?(?: just| only| still| even| also| both)* (?:criticise|criticize|judge|ignore|interrupt|"
                   r"yell|shout|scream|complain|dismiss|blame|embarrass|insult|pick (?:on|at|fights|apart)|correct me|lecture|"
                   r"pressure|push me|expect (?:me|too)|compare|invite yourself|barge|walk (?:out|away)|hang up|brush|"
                   r"cut me off|talk (?:over|down|to me like)|put (?:him|her|work|everyone|your|them|my)|prefer|care more|"
                   r"spoil (?:him|her)|make everything|make it (?:all )?about|turn (?:it|everything|every)|act like|behave like|"
                   r"pretend|forget (?:about me|i|that i|my)|disappear|cancel|back out|take (?:him|his|me for|everything)|throw|"
                   r"use (?:me|my)|order me|tell (?:everyone|people) my|give me the (?:silent|cold)|look at me like|hover|"
                   r"call (?:me|my) (?:names|fat|stupid|lazy|useless)|hide things|withhold|play the (?:victim|martyr)|"
                   r"play (?:games|victim)|waste|walk in (?:without|like)|come (?:in|here|over) (?:and|unannounced|without)|"
                   r"sulk|snap at|bite my head|roll your eyes|drink|let (?:him|her) (?:walk|talk|get))\b")
_CHARGE_NOT = rx(r"\byou(?: just| really| still| even| both| simply| clearly| obviously)* (?:don't|won't|can't|refuse to|"
                 r"couldn't|didn't|wouldn't|haven't|are not|aren't|weren't|do not|never) (?:\w+ly |even |ever |bother to |"
                 r"seem to |really |once |just |actually )*(?:listen\w*|respect\w*|support\w*|accept|understand|appreciate|"
                 r"apologi[sz]e|let me|trust|hear|stand up|protect|defend|take me|take my|give me (?:a chance|any|space|credit)|"
                 r"have time|make time|make any effort|make an effort|show (?:any|interest|up)|know (?:me|anything|the first|"
                 r"what it|how to (?:be|listen|love|say))|bother|admit|stop (?:criti|talking|judg|nagg|control|until)|let go|"
                 r"be happy for|acknowledge|see me|pay attention|lift a finger|ask (?:me )?(?:about|how)|keep your|help|"
                 r"be there|there for|get it|leave me|think|try|want to (?:try|talk about|hear))\b")
_KEEP = rx(r"\byou(?:'ve| have|'re| are| just)* (?:keep|kept|won't stop|can't stop|never stop|insist on|go around|went around|"
           r"always end up|keep on|been|spend (?:all )?your (?:time|life)|love) (?:\w+ly )?(?:criti\w+|judg\w+|push\w+|"
           r"control\w+|telling|compar\w+|bringing (?:it|this|that|up)|pressur\w+|nag\w+|asking me (?:the same|about)|ignor\w+|"
           r"interrupt\w+|shouting|yelling|screaming|lying|making (?:me|everything|it|fun|excuses|comments)|putting|treating|"
           r"blaming|correcting|lectur\w+|hovering|showing up|calling me (?:fat|lazy|names|stupid)|meddl\w+|interfer\w+|"
           r"comment\w+|poking|prying|manipulat\w+|avoiding me|undermin\w+|commenting|complain\w+|throwing|turning|taking|"
           r"changing|hiding|attacking|dismissing|talking (?:over|down|about me))")


def criticism(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if c.who not in (2,):
        if c.who == 20 and rx(r"\byour (?:constant |endless |stupid |little |never-ending )?(?:criticism|nagging|judgment|"
                            r"judgement|comments|complaining|drama|lectures|excuses|lies|selfishness|controlling|meddling|"
                            r"interfering|guilt trips?|drinking|temper|mood swings)\b").search(t) and rx(r"\b(?:constant|endless|tired|"
                            r"sick|enough|ruin\w*|killing|exhausting|stop|never ends?|too much|why)\b").search(t):
            return "your-conduct", True
        if c.who == 1 and rx(r"\bi(?:'m| am)(?: so| just| really)* (?:sick|tired|fed up|sick and tired|"
                            r"done) (?:and tired )?(?:of|with) (?:you\b|your\b|being (?:treated|compared|judged|criti|ignored|"
                            r"blamed|lied))").search(t):
            return "sick-of", True
        return None
    if c.asked or c.mark in ("if", "when", "whenever", "while", "unless", "until"):
        return None
    if rx(r"\b(?:could have|would have|might have|i know you|not that you|thank|glad)\b").search(t):
        return None
    m = _CHARGE_ANY.search(t)
    if m and not rx(r"n't|\bnot\b|\bnever\b").search(t[:m.end()]):
        if rx(r"stole|trash|drag|cheat|reject|used me|using me|nag|let me down|neglect|gossip|talk\w* about me|take (?:his|her)|"
              r"push").search(m.group()):
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
        if rx(r"\byou (?:don't|won't) (?:have to|need to)").search(t) or rx(r"\b(?:i understand|it's ok|it's okay|that's ok|"
                            r"fine)\b").search(c.sentence):
            return None
        return "not", not past and not rx(r"\b(?:know (?:how|what|where)|help|bother|try|think|want to talk|understand|hear|"
                            r"see me|be there|trust)\b").search(m.group()) or bool(
            rx(r"\byou (?:don't|won't|can't|refuse to|never)(?: even| really| ever)? (?:understand me|trust me|see me|hear me|"
               r"try|bother|help me|know me|support me)").search(t))
    return None
