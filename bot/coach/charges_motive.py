"""Rules for charges about her heart: motives asserted, causes assigned, false feelings, questions that accuse."""
from __future__ import annotations

from bot.coach.clauses import Clause
from bot.coach.lexicon import BAD, BAD_TRAIT, FAUX, FEELING
from bot.coach.rules import GOOD_WORD, WISH_YOU_WERE, rx

# --- mind reading -----------------------------------------------------------------------------------------------------------
_ILL_WILL = (r"control|hurt|punish|embarrass|humiliate|make me|ruin|win|be right|see me (?:fail|miserable|suffer|cry|unhappy)|"
             r"get (?:rid|back|attention|your way|a rise)|"
             r"keep me|start|fight|argue|manipulate|get me|annoy|spite|guilt|upset|prove|sabotage|turn|break|destroy|push me|"
             r"impress|look good|hear|show|complain|own|trap|replace|"
             r"believe the worst|think the worst|shame|hold|take over|run my|own me|be the (?:victim|center|centre)|"
             r"feel (?:important|superior|better)")
_CARE = rx(r"\byou(?:'ve| have)? (?:(?:obviously|clearly|really|just|still|never) )*(?:don't|do not|didn't|did not|couldn't|"
           r"could not|never|stopped) (?:(?:really|even|actually|ever|truly|give) )*(?:care|caring|cared|love me|loved me|"
           r"like me|want me|"
           r"wanted me|respect me|give a (?:damn|shit|fuck|toss)|gave a (?:damn|shit|fuck|toss)|a (?:damn|shit|fuck|toss)|"
           r"trust me|believe in me|think i can|want to (?:know|hear|understand|listen|see me)|want me to be (?:happy|"
           r"successful|independent)|value|miss me|see me as|"
           r"think about (?:me|anyone|my|how)|consider|love us|want to be (?:a|my) (?:mother|daughter|mom|mum))")
_ONLY_CARE = rx(r"\b(?:all you (?:ever )?(?:care|think|want|cared|wanted)|you (?:only|just) (?:ever )?(?:care|think|call|come|"
                r"love|loved|cared|did|do|said|say|want|wanted|pretend|like|married|had)|you're (?:just|only) (?:doing|saying|"
                r"jealous|trying|pretending|being nice|using|looking for|calling|mad|after|in it)|"
                r"only because you)\b")
_PURPOSE = rx(r"\b(?:on purpose|deliberately|intentionally|to (?:spite|punish|get back at|humiliate|embarrass|upset|provoke) me|"
              r"just to (?:hurt|annoy|spite|punish|embarrass|control|upset|get|make|prove|shame|win)|to make (?:a point|"
              r"me feel (?:bad|guilty|small|stupid))|out of spite|to get (?:attention|your way|back at)|to hurt me)\b")
_WANT = rx(rf"\byou(?:'re| are| were|'ve been)? (?:(?:just|only|always|obviously|clearly|really|secretly|simply|actually|"
           rf"probably) )*(?:want|wanted|wants|trying|try|tried|like|love|enjoy|loved|enjoyed|need|hope|hoping|hoped|waiting|"
           rf"meant|mean|out|plan|planned|planning|live) (?:me |us |him |her )?(?:for me )?to (?:\w+ )?(?:{_ILL_WILL})\b")
_ENJOY = rx(r"\byou (?:(?:just|really|clearly|obviously|secretly|always) )*(?:enjoy|enjoyed|love|loved|like|liked|get off on|"
            r"thrive on|relish) (?:making me|seeing me|hurting|watching me|it when i|putting me|having me|having (?:power|"
            r"something)|being (?:the|a) (?:victim|martyr)|playing|fighting|this|the drama|drama|to see me)\b")
_HATE = rx(r"\byou (?:(?:just|really|clearly|obviously|secretly|always|must|only) )*(?:hate|hated|resent|resented|despise|"
           r"loathe|wish i(?:'d| had|'s| was| were| never)|can't stand|couldn't stand|wish you(?:'d| had) never|regret having|"
           r"are ashamed of|were ashamed of|blame me|look down on)\b|"
           r"\byou(?:'re| are| were) (?:(?:just|so|clearly|obviously|always|only) )*(?:ashamed of|embarrassed (?:of|by)|"
           r"disgusted by|disappointed in|jealous of|threatened by)")
_THINK = rx(r"\byou(?:'ve| have)? (?:(?:just|really|clearly|obviously|always|still|only|must|probably|all) )*(?:think|thinks|"
            r"thought|believe|decided|assume|assumed|expect|see|saw|consider)\b.{0,12}\b(?:i'm|i am|me as|i was|i can't|"
            r"i'll never|i don't|of me as|that i|less of me|my (?:life|job|boyfriend|husband|work)|the world|everyone|"
            r"you're better|you know|you're so|you can|the worst|you own|i should|i need|everything|nothing|i|badly of me)\b")
_RATHER = rx(r"\byou(?:'d| would)(?: much)? (?:rather|sooner|love it|prefer|be happier)\b|\byou (?:couldn't|"
             r"could not) care less\b|\byou(?:'re| are) (?:just )?(?:pretending|acting like you care)|\byou (?:don't|didn't|"
             r"never) (?:even )?(?:meant? it|want me)\b|\byou (?:couldn't wait|can't wait) to (?:get rid|see me|leave|get away|"
             r"tell everyone)|\byou (?:want|wanted) me to (?:fail|be (?:miserable|alone|you|like)|suffer|feel|give up|quit|lose|"
             r"end up|beg|die|stay (?:a child|small))|\byou(?:'re| are) (?:happy|glad) (?:that )?(?:i|when i)\b|\byou (?:want|"
             r"wanted) (?:control|power|attention|a (?:servant|slave|maid|puppet|trophy))|\b(?:means?|meant|matters?|mattered|"
             r"more important) (?:\w+ )?to you than\b|\bi(?:'m| am) (?:nothing|just an? \w+|only an? \w+) to you\b|"
             r"\bto you,? i(?:'m| am)\b|\bi (?:don't|never) (?:matter|mattered) to you\b|\bi mean nothing to you\b")


def mind_reading(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if c.asked and not rx(r"^(?:so )?you\b").search(t) or c.mark in ("if", "when", "whenever", "whether", "unless", "until"):
        return None
    if rx(r"\b(?:looks? like you|maybe|perhaps|might|i wonder|not sure|both)\b").search(t):
        return None
    purpose = _PURPOSE.search(t)
    if purpose and c.who in (2, 20) and not rx(r"n't|\bnot\b").search(t[:purpose.start()]):
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
        return "only", bool(rx(r"\b(?:care|using|pretend\w*|jealous|attention|yourself|when you (?:need|want)|because you|money|"
                            r"nice|look|trying to)\b").search(t)) and not rx(r"\b(?:help|wanted the best|"
                            r"want(?:ed)? what's best|want me to be (?:happy|safe)|worried|protect)").search(t)
    m = _THINK.search(t)
    if m and not negative and not rx(r"\b(?:i know|best|good|pretty|right|what do|how do)\b").search(t):
        return "think", bool(rx(r"\b(?:i'm|i am|me as|i can't|i'll never|less of me|you're better|you know (?:everything|best)|"
                            r"you own|the worst|everyone|nothing|stupid|fail\w*|lazy|incapable|badly)\b").search(t[m.start():]))
    return None


# --- fault ------------------------------------------------------------------------------------------------------------------
_FAULT_OF = rx(r"\b(?:your fault|all your doing|your doing|because of (?:you|what you|your)|thanks to you|(?:that|this|it)(?:'s|"
               r" is) (?:all )?(?:entirely )?on you(?:[.!]|$)|you(?:'re| are|'ve been|were) (?:the|one) (?:\w+ )?(?:reason|"
               r"cause)|you(?:'re| are) to blame|i blame you|you (?:did|caused|started) (?:this|that|it)(?: to (?:me|us|him|her|"
               r"yourself))?$|"
               r"look (?:at )?what you(?:'ve)? (?:did|done|made)|you're the one who|on account of you|if it (?:weren't|"
               r"wasn't) for you|you have only yourself)\b")
_MADE = rx(r"\byou(?:'re| are| were)? (?:(?:always|just|have|'ve|really|basically|only|literally) )*(?:made|make|making|"
           r"makes) (?:me|us|my life|everyone|him|her|dad|the kids|my \w+) (?P<what>.+)")
_RUIN = rx(r"\byou(?:'ve| have| had)? (?:(?:just|completely|totally|always|literally|basically|already|really) )*(?:ruin|ruined|"
           r"ruining|destroy|destroyed|wreck|wrecked|spoil|spoiled|spoilt|killed|poisoned|crushed|shattered|messed up|"
           r"screwed up|fucked up|tore apart|torn apart|broke|broken|robbed|stole|cost me|cost us|drove|driven|pushed) (?:me|us|"
           r"my|our|everything|it|this|the|every|him|her|dad|christmas|thanksgiving|a |away|his)\b")
_HURT = rx(r"\byou(?:'ve| have|'re| are| were)? (?:(?:just|really|always|keep|only|so|constantly|literally) )*(?:hurt|hurting|"
           r"scarred|upset|upsetting|humiliated|embarrassed|shamed|traumati[sz]ed|broke|drained?|draining|stress|stressing|"
           r"stressed|drive|driving|exhaust|exhausting|damaged|damaging|depress|depressing|killing|suffocat\w+|scare|scared|"
           r"terrify|terrified|worry|let|letting|failed|disappointed?|wound|wounded|sicken|disgust|breaking|confuse|infuriate|"
           r"piss|pissing|wear|wearing|bring|bringing|tear|tearing) (?:me|us|my|him|her|your (?:own )?(?:father|mother|sister|"
           r"brother|dad)|everyone|this family|the (?:kids|children))\b(?P<rest>.*)")
_GIVE = rx(r"\byou (?:give|gave|cause|caused) (?:me|us) (?:\w+ )?(?:anxiety|a headache|headaches|nightmares|an ulcer|stress|"
           r"panic|pain|grief|trauma|issues|grey hair|a heart attack|no choice|insecurit\w+|a complex|so much (?:pain|stress|"
           r"grief))")
_POS_MADE = rx(r"\b(?:laugh\w*|smile|happy|happier|proud|safe|loved|better|special|stronger|strong|tea|dinner|breakfast|lunch|"
               r"soup|cake|coffee|a (?:card|cake|cup|quilt|blanket|dress|sandwich|plate|promise|list|costume)|who i am|"
               r"feel (?:\w+ )?(?:at home|welcome|seen|heard|wanted|beautiful|brave|good|great)|believe|my day|want to be|"
               r"\w+ (?:for|when) i was)\b")


def fault(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if c.asked and not rx(r"\byour fault\b").search(t):
        return None
    m = _FAULT_OF.search(t)
    if m is None and c.outer and rx(r"^(?:because of|thanks to) you\b").search(c.sentence):
        t = c.sentence
        m = _FAULT_OF.search(t)
    if m:
        if rx(r"\b(?:not|n't|never|none|nobody|no one|isn't|don't|happy|safe|love|proud|good|better|alive|strong|brave|great|"
              r"laugh\w*|here today|i made it|thank\w*|grateful)\b").search(t.replace("thanks to you", "")):
            return None
        if rx(r"because of|thanks to").search(m.group()) and not rx(rf"n't|\bno\b|\bnever\b|\blost\b|\bhates?\b|\bfail\w*|"
                            rf"\b(?:{BAD})\b|\b(?:afraid|anxious|sad|miserable|therapy|alone|nervous|sick|divorced|broken|"
                            rf"late)\b").search(t):
            return "because-of", False
        return "fault-of", "the one who" not in m.group() and "if it" not in m.group() and c.mark != "if"
    if c.mark in ("if", "when", "whenever") and c.who == 2:
        return None
    if c.who == 20:
        m = rx(r"\b(?:made|make|makes|making|ruin\w*|hurts?) (?:me|us|my|him|her|everyone)\b(?P<what>.*)").search(t)
        if m and not _POS_MADE.search(t) and not rx(r"n't|\bnever\b").search(t):
            return "your-made-me", bool(rx(rf"feel|cry|sick|crazy|hurt|ruin|hate|{FEELING}").search(m.group()))
    if c.who in (2, 20) or c.who == 3 and rx(r"\byour \w+(?: \w+)? (?:made|ruined|destroyed|killed)").search(t):
        m = _MADE.search(t.replace("your ", "you ", 1) if c.who == 20 else t)
        if m and not rx(r"n't|\bnever\b|\bif\b").search(t[:m.start("what")]):
            if _POS_MADE.search(m.group("what")):
                return None
            return "made-me", bool(rx(rf"^(?:feel|cry|sick|mad|crazy|miserable|{FEELING}|look|hate|want|doubt|lose|leave|quit|"
                            rf"choose|beg|wait|the|do|think|dread|go|hell)\b").search(m.group("what")))
        m = _RUIN.search(t)
        if m and not rx(r"n't|\bnot\b").search(t[:m.end()]) and not rx(r"\b(?:drove|driven|pushed) (?:me|us|him|her) (?:to|home|"
                            r"back|around|all|in|there)\b|\bdrove all|\bbroke (?:your|the|a|it|the news)\b|\b(?:broke|"
                            r"broken) (?:my|our) (?:arm|leg|phone|vase|mug|cup|plate|window)|\bbreaks? it\b|\bkilled it\b|"
                            r"\bpushed (?:me|us) on|\bmy (?:record|score)").search(t):
            return "ruined", True
        m = _HURT.search(t)
        if m and not rx(r"n't|\bnot\b|\bnever\b").search(t[:m.start("rest")]):
            verb, rest = m.group(), m.group("rest")
            if rx(r"\b(?:bring|bringing|wear|let|letting|drive|driving|tear|worry|broke|broken|piss|drove|wound|upset|keep|"
                  r"breaking)\b").search(verb):
                ok = rx(r"\b(?:let|letting) (?:me|us|him|her) down\b|\b(?:drive|driving) (?:me|us) (?:crazy|mad|insane|nuts|"
                        r"away|up the wall|to)|\bpiss\w* me off|\bbring\w* me down|\bwear\w* me (?:out|down)|"
                        r"\btear\w* me (?:down|apart)|\bupset (?:me|us)\b|\bworry me (?:sick|to death)|\bbr(?:oke|"
                        r"eaking) my (?:heart|trust|spirit)|\bbroke me\b").search(verb + rest)
                return ("hurt", True) if ok else None
            return "hurt", True
        if _GIVE.search(t):
            return "give-me", True
    return None


# --- pseudo-feeling ---------------------------------------------------------------------------------------------------------
_FEEL_FAUX = rx(rf"\b(?:i|one)(?:'m| am|'ve| have| do| does| was)? (?:\w+ ){{0,2}}?(?:feel|feeling|felt|feels)(?: (?:so|really|"
                rf"very|completely|totally|thoroughly|utterly|always|just|pretty|a bit|a little|kind of|like i'm|like i'm being|"
                rf"like i am|constantly|like i was|being|rather|deeply|still|more|quite|both|\w+ and|\w+,|i'm being|i am being|"
                rf"that i'm|as if i'm|thrown|such))* (?P<faux>{FAUX})\b(?! to\b(?! you))")
_FEEL_YOU = rx(r"\b(?:i|it)(?:'m| am| just| really| always| sometimes| honestly| often| have| do)* (?:feel|feeling|felt|"
               r"feels)(?: (?:more and more|sometimes|often|always|so|just|kind of|really))? (?:like|that|as if|"
               r"as though)? ?(?:all |to |when i'm with )?(?P<inner>you(?:'re|'ve|'d|'ll)?|your|nothing|none|everything|"
               r"no matter|whatever|anything|i can't do anything right|i'm (?:never|"
               r"not) (?:\w+ )?(?:good )?enough for you)\b(?P<rest>.*)")
_FEEL_I_AM = rx(r"\b(?:i|it)(?:'m| just| really| always| sometimes)* (?:feel|felt|feels)(?: (?:just|so))? like (?:i'm |i am |"
                r"i was |just |being |)?(?:an? |the |your |being treated like |nothing more than |"
                r"nothing but )?(?:\w+ ){0,2}?(?P<what>atm|servant|maid|slave|doormat|burden to you|punching bag|prisoner|"
                r"stranger to you|afterthought|puppet|trophy|project|cash machine|wallet|bank|chauffeur|housekeeper|"
                r"second choice|disappointment to you|child to you|criminal|walking on eggshells|talking to a (?:brick )?wall|"
                r"last on your list|under a microscope|defective|an? errand|punished|attacked|interrogated|judged|on trial)\b")
_FEAR = rx(r"^ (?:and|should)\b|\b(?:slipping|drifting|losing|lose you|far away|further away|moving on|leaving me behind|apart|"
           r"we|both|hurting too|in pain|tired|sad|lonely|worried|sick|getting (?:old|older)|proud|love me|loved me|"
           r"care about me|understand me|get me|there for me|with me|my best|happy|carrying|hurting|trying|tried|right|"
           r"doing your best|need me|miss me)\b")


def pseudo_feeling(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    if c.asked and rx(r"^(?:do|did|have|are|how|what) you").search(t):
        return None
    m = _FEEL_FAUX.search(t)
    if m and not rx(r"\b(?:don't|didn't|never|not|no longer|won't|wouldn't)\b").search(t[:m.end()]):
        rest = t[m.end():]
        if rx(r"^ (?:at (?:the |my )?(?:work|school|office|bank|shop|hospital|clinic|doctor\w*|job|gym|meeting|store|party)|"
              r"in class|by (?:my|the|him|her|them|dad|a|his|everyone|people|work|our|[a-z]+'s)|by (?!you\b)(?!your\b)[a-z]+\b)").search(rest) and not rx(r"\b(?:by my own (?:mother|mum|"
                            r"mom|daughter)|you)\b").search(rest):
            return None
        if m.group("faux") == "used" and rest.startswith(" to") or m.group("faux") == "watched" and "over" in rest[:6]:
            return None
        return "faux", m.group("faux") not in ("watched", "trapped by you", "forgotten about", "overlooked", "replaced")
    m = _FEEL_YOU.search(t)
    if m and not rx(r"\b(?:don't|didn't|never|not) (?:\w+ )?(?:feel|felt)\b").search(t):
        rest = m.group("rest")
        if _FEAR.search(rest) and not rx(r"n't|\bnever\b|\bnot\b|\bstopped\b|\bonly\b|\brather\b").search(m.group("inner") + rest):
            return None
        charge = rx(rf"n't|\bnever\b|\bnot\b|\balways\b|\bonly\b|\bjust\b|\bhate\b|\bblam|\bjudg|\bwant me|\btreat|\bcontrol|"
                    rf"\bthink\b|\bcare more|\bprefer|\bdon't\b|\bignor|\bpush|\bcriti|\bashamed|\b(?:{BAD_TRAIT})\b|"
                    rf"\b(?:{BAD})\b|\brather\b|\buse\b|\bevery").search(m.group("inner") + rest)
        return "feel-that-you", bool(charge) or not GOOD_WORD.search(rest)
    m = _FEEL_I_AM.search(t)
    if m and "n't" not in t:
        return "feel-like-a", not rx(r"\bby (?:my|the) (?:boss|dad|husband)|at work").search(t)
    if rx(r"\bi (?:don't|didn't|never|do not|don't ever) (?:\w+ )?feel (?:\w+ )?(?:heard|seen|respected|loved|supported|"
          r"appreciated|wanted|valued|listened to|accepted|trusted) (?:by you|with you)").search(t):
        return "not-heard", True
    return None


# --- accusing question ------------------------------------------------------------------------------------------------------
_INVITE = rx(r"\bwhy don't (?:you|we) (?!ever|even|once)(?:just )?(?:come|sit|rest|tell me|stay|bring|take|have|try|join|let me|"
             r"give|lie|ask|eat|go|call|invite|show|bring|move in|pick|meet|start|stop by)\b(?!.*\b(?:ever|once)\b)")
ACCUSING = rx(r"\bwhy are you (?:\w+ )?(?:so|such)\b|\bwhy (?:do|are|did|would|must|can|have|were) you (?:\w+ )?(?:always|never|"
              r"even|keep|have to|insist|refuse|still|constantly|being|doing this|like this|hate|treat|lie|ruin|make|bother|say|"
              r"ignore|hurt|care more|think (?:i'm|you)|do this|do that|push|shout|yell|judge|got to|lying|expect|acting|"
              r"trying to|punish|compare|need to (?:control|know)|want to (?:hurt|control|ruin)|act|talk to me|blame|pick|"
              r"leave me|embarrass|humiliate|lied|shut me|criticize|criticise|invite)\b|\bwhy (?:can't|won't|couldn't|don't|"
              r"aren't|wouldn't|didn't|can you not|can you never|do you never|haven't|weren't|isn't anything|is nothing|"
              r"is it always|is everything|must (?:everything|it)|does everything|do i always have to|do i even|"
              r"should i (?:even|have to)|is it never|am i never|wasn't i)\b(?! we| i just| she| he| they| it work)|\bwhat(?:'s|"
              r" is| the hell is| the fuck is| on earth is| in the world is) (?:wrong|the matter) with you\b|\bwhat(?:'s|"
              r" is) your problem\b|\bhow (?:could|can|dare) you\b|\bwho (?:do|does|the hell do|the fuck do) (?:you|"
              r"she) think (?:you|she)\b|\bdo you (?:even|ever|honestly|seriously|really (?:think|believe|expect|have to|"
              r"need to)|have any idea|have to|not|think i'm (?:stupid|an idiot|made|blind)|know what you|never|"
              r"always have to)\b|\bdon't you (?:ever|even|care|have|think|get|understand|see|realize|realise|trust|love|dare|"
              r"want me|know how)\b|\bwhat were you thinking\b|\bwhat (?:the hell|the fuck|on earth|in god's name|"
              r"is it) (?:were|are|is|do|did|possessed|will it take)\b|\bare you (?:serious|kidding|happy now|crazy|insane|"
              r"stupid|deaf|blind|out of your mind|even|ever going|trying to|proud of yourself|done|really going|seriously|"
              r"satisfied|that|going to (?:keep|ever|apologize)|still (?:on|going))\b|\bis (?:it|that|this) (?:really )?(?:so|"
              r"too|that) (?:hard|much|difficult|expensive|impossible)\b|\b(?:what|which) (?:kind|sort|type) of (?:mother|"
              r"daughter|person|mom|mum|woman|parent|monster|child)\b|\bhave you (?:no|lost|ever (?:once|thought|considered|"
              r"even|stopped|listened)|even|any|always|forgotten (?:who|that|how))\b|\bwhen (?:will|are|did|have|were|"
              r"do) you (?:\w+ )?(?:ever|going to|gonna|finally|stop|start|learn|grow|ever (?:once|listen))\b|"
              r"\bwhat did i (?:ever )?do to (?:you|deserve)\b|\bwould it (?:have )?(?:kill|killed|hurt|cost)|"
              r"\bsince when (?:do|are|did|does|is)\b|\bhow many times (?:do|have|did|does|must)\b|\b(?:couldn't|can't|won't|"
              r"wouldn't|didn't) you (?:even|just|at least|see|ever|for once|think|have|be|let|see)\b|\bdid you (?:even|ever|"
              r"have to|really have to|honestly|not|seriously|stop to think)\b|\bdid it (?:ever|not|never|even) (?:occur|"
              r"cross)\b|\bwho (?:does|says|do) (?:that|this|such)\b|\bdo i (?:mean|matter|look like|not matter|even matter|"
              r"have to (?:beg|earn|ask)) (?:\w+ )?(?:nothing|anything|that little|to you)?|\bam i (?:not|just|nothing|supposed|"
              r"ever (?:going|good)|a (?:joke|stranger|servant|maid))\b|\bwhy (?:is|are|was|were) (?:everything|nothing|i|"
              r"it) (?:always|never|your)\b|\bwhat gives you the right\b|\bwho gave you the right\b|\bhow (?:selfish|cruel|"
              r"stupid|cold|heartless|hard|thick|rude) (?:can|could|do|are) (?:you|one|it)\b|\bhow do you (?:live with|"
              r"sleep at night|look (?:at )?yourself)|\bwhat more do you want\b|\bwhat do you (?:want from me|expect me|care)\b|"
              r"\bis (?:nothing|anything) (?:ever )?(?:good )?enough\b|\bhow is (?:that|this) my\b|\bcan(?:'t)? you (?:not|ever|"
              r"just once|for once|be happy|never)\b|\byou call (?:that|this|yourself)\b")
_CURIOUS = rx(r"\b(?:i(?:'m| am) (?:curious|asking|wondering)|i(?:'d| would) (?:really |honestly )?(?:like|love) to (?:know|"
              r"understand|hear)|if you don't mind|help me understand|i want to understand)\b")


def accusing_question(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    m = ACCUSING.search(t)
    if not m or _CURIOUS.search(c.parsed.tidy.text.lower()):
        return None
    opens = m.start() < 28
    if not (c.asked or opens):
        return None
    if _INVITE.search(t) or WISH_YOU_WERE.search(t):
        return None
    if rx(r"\b(?:didn't|wouldn't|couldn't|can't|won't) you (?:just|see|think|have|be|let|even)\b").search(m.group()) and not c.asked:
        return None
    if not c.asked and rx(r"^(?:i|what i|that's|this is|when|know|tell|and i|my)\b").search(t):
        return None
    if rx(r"^did you (?:have to|not)|^do you (?:not|have to)|^are you (?:done|that|trying|still)|^have you (?:any|even|"
          r"ever (?:thought|considered))|^don't you (?:think|have|want|see|get|know)|^do you (?:ever|really (?:think|believe)|"
          r"know what)|^why (?:can't|didn't|couldn't|won't|don't|wouldn't|haven't|weren't|aren't)|^am i (?:just|not|supposed)|"
          r"^do i|^did you ever|^how (?:could|can) you|^when (?:did|do|have|were)").search(m.group()):
        soft = rx(r"\bdid you ever (?:want|feel|wish|dream|think about|have|get|regret|miss|love|go)|\bdo you ever (?:miss|feel|"
                  r"think|wish|regret|get|want|worry|dream)|\bhave you ever (?:thought about|considered) (?:moving|trying|"
                  r"seeing|talking)|\bhave you any\b|\bare you (?:done|still) (?:with|at|going to (?:the|work)|coming|there|up)|"
                  r"\bhow can you (?:tell|be sure|help|make)|\bdo you know what (?:time|day|i)|\bdon't you (?:want|think we|"
                  r"have to (?:work|go))|\bwhy didn't you (?:tell me|say|ever tell|ask for help|ask me)|\bwhen did you (?:start|"
                  r"stop|first|learn)|\bwhy can't you sleep|\bhow could you (?:tell|have known|know)|\bwhy (?:couldn't|"
                  r"can't) you (?:sleep|come|make it)|\bdo i (?:have|need) to (?:bring|wear|call|pay)|"
                  r"\bdo i look like (?:grandma|you)").search(t)
        return None if soft else ("charge", True)
    return "charge", True
