"""Rules for pressure: orders, threats, guilt, scorn, waving away."""
from __future__ import annotations

from bot.coach.clauses import Clause
from bot.coach.rules import rx

# --- demand -----------------------------------------------------------------------------------------------------------------
_CARING = rx(r"\b(?:rest|sleep|eat|see your|see yourself|be (?:joking|kidding)|have (?:heard|seen|been told|had)|see that|"
             r"see the|see how|seen|come (?:for|over|by|to|with|visit|see|friday|sunday|saturday)|take care|be proud|"
             r"know (?:that|how|i|you)|celebrate|try (?:the|this|some|my)|visit (?:us|me|soon)|enjoy|treat yourself|"
             r"have (?:some|a|seen|fun)|relax|put your feet|look after yourself|"
             r"see (?:a|the) doctor|meet|join|watch (?:this|it)|get some|be careful|feel proud|bring|worry|apologize for|"
             r"go (?:to the doctor|to bed|lie)|not worry|keep (?:it|the|warm)|call (?:me|us) (?:if|any|when)|hear (?:this|the|"
             r"what|him|her))\b")
_SHOULD = rx(r"\b(?:my house|my roof).{0,20}\byou (?:do|follow|obey|live by)|\byou (?:(?:really|just|seriously|at least|simply|"
             r"damn well|also|still) )*(?:should(?:n't)?|ought to|must(?:n't)?|have to|had to|need to|needs to|better|"
             r"had better|'d better|got to|can't just|cannot just|don't get to|aren't allowed|are not allowed|have no right|"
             r"had no right|are supposed to|were supposed to|are to|are not to|will not|shall not|will(?= (?:apologi|do as|"
             r"listen|call|stop|respect|come home)))\b|\byou(?:'d| had| would)? better\b|\byou(?:'ve| have) (?:got to|"
             r"no right)\b|\byou(?:'re| are) (?:not )?(?:supposed to|going to (?:apologi|do as|listen|call|stop|respect|sit))|"
             r"\byou'll (?:apologi|do as|call him|call her)|\bi (?:expect|demand|insist|want|forbid) (?:that )?you (?:to |"
             r"not to )?(?:apologi|call|stop|respect|listen|come|do|be|act|treat|behave|show|leave|keep|change|obey|at)?|"
             r"\bi'm telling you to\b|\bit's time you\b")
_ORDER = rx(r"^(?:(?:just|then|so|now|honestly|for once(?: in your life)?,?|for god's sake,?|mum,?|mom,?|oh|would you just|"
            r"can you just|will you just|why don't you just) )*(?:(?:stop|quit|cut out)\b(?! (?:by|in|over|at|for (?:a|some)|"
            r"here|it,? you))|leave (?:me|us|my|him|her|it)(?: the fuck| the hell)? (?:alone|be|out)|back off|butt out|"
            r"get off (?:my|me)|get out|go away|shut (?:up|it|your)\b(?!\.? (?:no way|really|you got))|let me (?:live|make|be|"
            r"breathe|finish|speak|raise|decide)|give me (?:some )?(?:space|room|a break from)|give it (?:a )?rest|"
            r"mind your own|"
            r"stay out|keep (?:your|out)|knock it off|drop it|listen to me|don't you (?:dare|ever|even)|do as|do what i|do not|"
            r"enough|act (?:like|your)|behave|start (?:acting|treating|listening|respecting|being)|try (?:listening|being|"
            r"thinking|acting|asking)|admit|own (?:it|up)|apologi[sz]e|say (?:sorry|you're sorry)|get (?:a job|your act|"
            r"over here|used to)|be (?:a|an) (?:mother|mom|mum|adult|grown|better|normal)|treat me|respect (?:me|my)|answer me|"
            r"look at me|tell (?:me )?the truth|"
            r"don't (?:tell me|talk to me|touch|speak to me|call me|start|lie|you|judge|blame|put|treat|act|pretend|interfere|"
            r"text|contact|come (?:here|near|round|over)|involve|bring|make (?:me|this)|compare|look at me|change the subject|"
            r"walk away|interrupt|expect me|ask me|lecture|raise|order|boss|patroni|use|yell|shout|give me|play|try to|ever|"
            r"be (?:rude|mean|disrespectful|like that|so))|never (?:speak|talk|do|say|call|come|touch|mention)|"
            r"pick (?:up )?(?:your|a side|one)|(?:put|give|hand|take|get|clean|cancel|delete|come|do|tell|call|"
            r"make) .{0,30}\b(?:right now|now|this (?:minute|second|instant)|at once|today|immediately|or else)\b|grow (?:up|a)|"
            r"get a life|watch your (?:tone|mouth)|lower your voice|worry about (?:your|yourself))")


def demand(c: Clause) -> tuple[str, bool] | None:
    t = c.text
    polite = rx(r"\b(?:please|pls|could you|would you mind|would you be|can you|if you (?:can|like|want))\b").search(c.sentence)
    m = _SHOULD.search(t)
    if m and c.who in (1, 2) and not (c.asked and not rx(r"\bwhy\b").search(t)) and c.mark not in ("if", "when", "that"):
        if rx(r"\bi (?:want|expect)\b").search(m.group()) and rx(r"\bi want you\b").search(t):
            return "want-you-to", bool(rx(r"\bi want you to (?:stop|leave|apologi|respect|listen for once|back)").search(t)) and not polite
        if rx(r"\byou(?: really| just)? (?:had to|must)\b").search(m.group()) and \
                rx(r"\bmust (?:have|be|feel|miss|get|love|hate|think|know|want)\b|\bhad to\b").search(t):
            return None
        if rx(r"\byou don't have to|\byou wouldn't have to|\byou never have to|\bdidn't have to\b|\byou needn't|"
              r"\byou shouldn't (?:have|worry|feel|blame)").search(t) and not rx(r"shouldn't have (?:said|done|"
                            r"told|come|called|gone|yelled|shouted)").search(t):
            return None
        if rx(r"should be ashamed").search(t):
            return None
        if rx(r"\b(?:what|whether|if|how|when|why|wish) you (?:should|have to|had to|need|must)").search(t):
            return None
        if _CARING.search(t[m.start():]) and not rx(r"should(?:'ve| have) (?:called|come|told|been|asked|said|done|known|let|"
                            r"stood|protected|helped|listened)|\bmust visit|\bhave to visit").search(t):
            return "should-care", False
        return "should", not polite
    if c.who == 0 and c.outer or c.who == 2 and rx(r"^(?:would|can|will|could) you (?:just|please just|for once)\b").search(t):
        m = _ORDER.search(t)
        if m:
            if polite and not rx(r"^would you just|^can you just|^will you just").search(t):
                return None
            if rx(r"\b(?:lol|haha|worrying|worry|apologi[sz]ing|saying sorry|beating yourself|blaming yourself|growing|"
                  r"being so (?:cute|good|nice)|it,? you)\b").search(t) or rx(r"^(?:do not|don't) (?:worry|"
                            r"be (?:sad|scared|sorry|afraid|silly)|cry|forget|thank|hang up|go|leave|give up|mind|you worry)").search(t):
                return None
            return "order", not rx(r"^(?:get out|enough|drop it|admit|come|call|tell|make|take|put|give me a|listen to me|"
                            r"don't (?:ask|bring|put|start|use|call me|make|expect|play|text))\b").search(t) or rx(r"right now|this (?:minute|"
                            r"second|instant)|or else").search(t) is not None
    return None


# --- threat -----------------------------------------------------------------------------------------------------------------
_SELF_CARE = rx(r"\b(?:step (?:outside|away|out)|change the subject|take a (?:break|walk|breath|minute|moment)|hang up|"
                r"end the call|go (?:for a walk|home|to my room|outside|help|sit|upstairs|and)|call (?:you )?back|say (?:no|"
                r"goodnight|good night|\")|walk away for|leave the (?:room|table|conversation|call)|head home|put (?:the phone|"
                r"my phone)|mute|talk (?:later|another)|try again|sit (?:outside|down)|ten minutes|for a (?:bit|while|"
                r"minute))\b")
_PUNISH = (r"(?:never (?:speak|talk|see|forgive|visit|call|come|set foot|help|trust|hear)|won't (?:see|speak|talk|visit|come|"
           r"be (?:coming|there|around|part|invited)|have (?:a|me)|get|hear|meet|forgive)|not (?:coming|visiting|speaking|"
           r"talking)|done with (?:you|this family)|cut(?:ting)? you (?:off|out)|block(?:ing)? (?:you|your)|"
           r"leav(?:e|ing) (?:and|for good|this)|mov(?:e|ing) (?:out|away)|out of my life|lost (?:me|a|your)|lose me|"
           r"forget (?:about (?:me|seeing|coming|the|ever)|it|you|me|seeing|having|the)|regret|be sorry|disown|last (?:time|"
           r"you)|no (?:daughter|mother) of mine|don't (?:bother|expect|come|call|ever)|can (?:find|forget|explain|spend|kiss|"
           r"go|sleep|pay|live|move|pack)|kick(?:ing)? you|throw(?:ing)? you|see what happens|"
           r"tell(?:ing)? (?:dad|everyone|your father|the (?:whole )?family)|chang(?:e|ing) the (?:locks?|will)|writ(?:e|"
           r"ing) you out|pull(?:ing)? (?:you|your)|take (?:away|the (?:kids|car|phone))|never again|keep the (?:kids|"
           r"grandkids)|end up alone|die alone|you're (?:out|dead|on your own|not welcome|uninvited|cut off)|not (?:one|another|"
           r"a) (?:penny|rupee|cent|dime))")
_THREAT = rx(r"\b(?:i(?:'m| am) never (?:coming|going) back\b|i(?:'ll| will| am|'m)? (?:(?:just|going to|gonna|"
             r"really) )*(?:never (?:speak|talk|forgive|visit|call|come (?:back|home|here)|help|trust|speaking|talking|visiting|"
             r"calling|coming (?:back|home|here))(?: to| with)? ?(?:you)?.{0,20}\b(?:again|you)|cut(?:ting)? you (?:off|out)|"
             r"block(?:ing)? (?:you|your)|disown\w*|done with you|mak(?:e|ing) (?:sure )?you (?:regret|pay)|"
             r"not speaking to you)|you(?:'ll| will|'re going to| are going to) (?:(?:be|really|live to|so) )*(?:regret|"
             r"be sorry|sorry|pay for|never (?:see|hear|meet|know|hold)|lose me|end up alone|die alone|wish you)|you(?:'re|"
             r" are) dead to me|you won't (?:see|hear from|get|be (?:seeing|welcome|invited))|don't (?:bother|"
             r"even bother) (?:coming|calling|to|showing)|consider yourself|or else|don't (?:come|ever come|expect me|"
             r"bother) .{0,20}(?:again|crying|running|back|wedding|funeral)|i want nothing (?:more )?to do with you|"
             r"you can forget|(?:this is )?(?:your )?last (?:chance|warning)|i'm warning you|(?:we|we're|i'm) (?:are )?(?:done|"
             r"finished|through)(?: with you)?$|you have no (?:daughter|mother)|you(?:'re| are) no (?:daughter|mother) of mine|"
             r"i have no (?:daughter|mother))\b")
_COND = rx(rf"^(?:if|one more|next time|do (?:that|it|this)|say|(?:you )?keep|unless|until|another|try|touch|the (?:next|day)|"
           rf"hang up|call me|or|otherwise|then|either|marry|go ahead and|walk|talk to me|speak to me|cross|lie to me|"
           rf"carry on).*\b{_PUNISH}\b")


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
        if rx(r"\bwish you (?:well|luck|the|could|were|a)|\bnever (?:see|know|meet) (?:a|how|what|anyone)|\bdon't bother (?:to|"
              r"with) (?:cook|bring|dress)").search(t):
            return None
        return "threat", not rx(r"\bi(?:'ll)? never\b.{0,10}\b(?:trust|come)|\b(?:done|finished|through)$|last (?:chance|"
                            r"warning)").search(m.group())
    if _COND.search(whole) and (c.outer and (rx(r"\bi\b|\byou\b").search(t))):
        if _SELF_CARE.search(whole):
            return None
        return "if-then", bool(rx(r"\byou\b").search(whole)) and not rx(r"\b(?:please|hungry|tired|need|like|want to|can't make|"
                            r"sick|ready)\b").search(whole)
    return None


# --- guilt trip -------------------------------------------------------------------------------------------------------------
_GUILT = rx(r"\bafter (?:all|everything)(?: that)? (?:i|we|your father)(?:'ve| have)?\b|\bafter all i\b|\bi(?:'ve|"
            r" have)? (?:sacrificed|gave up|given up|slaved|broke my back)\b.{0,40}\b(?:for you|so (?:that )?you|you)\b|"
            r"\bi gave (?:you|up) (?:everything|my (?:life|youth|best|whole life|career|dreams))|\bi guess i(?:'m| am| was|"
            r"'ve been) (?:just |such )?(?:a|an|the) (?:terrible|bad|awful|horrible|worst|failure|rotten|burden|monster|villain|"
            r"disappointment|lousy|failed)|\bi suppose i(?:'m| am|'ll)\b|\bi guess i(?:'ll| will) (?:just|have to|spend|be|die|"
            r"eat|sit|never)|\b(?:if you (?:really |ever |truly |actually )?(?:loved|cared about|respected|cared for) (?:me|"
            r"us))\b|\bis this (?:how|what|the thanks)\b.{0,25}\b(?:i get|repay|deserve|raised|for)\b|\b(?:this|that|so that|"
            r"that's|so this)(?:'s| is)? (?:is )?(?:the|what) (?:thanks|i get|gratitude)\b|\byou owe (?:me|us|it to)\b|"
            r"\bi carried you\b|\bi was in labou?r\b|\bwhen i(?:'m| am) (?:dead|gone|in (?:my|the) grave)\b|\bi(?:'ll|"
            r" will) be (?:dead|gone|in (?:my|the) grave) (?:soon|before|by|one day|and)|\bi won't be (?:around|"
            r"here) (?:forever|much longer|long)\b|\b(?:fine|don't worry|never mind|no no|it's fine|it's okay|go on|go ahead|"
            r"that's fine|no),?.{0,25}\bi(?:'ll| will) (?:just |only |be )?(?:sit|eat|spend|stay|be|die|go|do|wait|celebrate|"
            r"manage|sleep|sort|cook|walk|take)\b.{0,40}\b(?:alone|by myself|on my own|as usual|like always|in the dark|myself|"
            r"here)\b|\b(?:don't|do not|no need to) worry about (?:me|your (?:old )?(?:mother|mum|mom|mam))\b|\bi(?:'ve|"
            r" have) (?:only )?(?:done|given|did|gave) (?:nothing but|everything for)\b|\bi(?:'ve| have)? (?:worked|"
            r"work) (?:\w+ ){1,8}(?:so|for) (?:that )?you\b|\bi (?:only )?(?:raised|fed|clothed|bathed|nursed) you\b|\bi(?:'m|"
            r" am) (?:just|only) (?:your|the) (?:mother|maid|daughter|servant|cook|driver|bank)\b|\bobviously i(?:'m| am) (?:a|"
            r"the) (?:terrible|bad|worst|awful)|\b(?:all|everything) i(?:'ve)? (?:did|do|done|gave) for you\b|\bi did (?:it all|"
            r"everything|all (?:that|this)) for you\b|\bi(?:'ll| will) just (?:be|sit|die|stay|spend|eat)\b.{0,20}\balone\b|"
            r"\byou(?:'ll| will) (?:miss me|be sorry|understand|regret it)\b.{0,10}\bwhen i(?:'m| am)\b")


def guilt_trip(c: Clause) -> tuple[str, bool] | None:
    t, whole = c.text, c.sentence
    m = _GUILT.search(t) or (_GUILT.search(whole) if c.outer else None)
    if m:
        g = m.group()
        if "i raised you" in g or "i carried you" in g or "i suppose" in g or "i was in lab" in g or rx(r"\b(?:gave|given) up\b").search(g):
            return "sacrifice", not rx(r"\b(?:proud|love|happy|glad|best|well|grateful)\b|\bi suppose i(?:'m| am|"
                            r"'ll) (?:just )?(?:used|tired|not sure|going|having|see|be fine|have)").search(whole) and c.who != 3 and "suppose" not in g
        if "after all" in g and not rx(r"after all (?:that )?(?:i|we)(?:'ve| have)? (?:\w+ )?(?:did|done|do|gave|given|been|"
                            r"sacrificed|put)").search(t):
            return None
        if rx(r"\bworry about me\b").search(g):
            return "dont-worry", rx(r"\bi'll (?:just|be|sit|eat)|alone|old mother").search(whole) is not None
        if rx(r"\b(?:i work|i've worked|i worked|i have worked)").search(g):
            return "worked", False
        return "guilt", not rx(r"\b(?:proud|glad|thank|grateful)\b").search(whole)
    return None


# --- contempt ---------------------------------------------------------------------------------------------------------------
_CONTEMPT = rx(r"\bbravo,? (?:another|you|what|mother)|^sure,? because\b|\bbecause you(?:'re| are) (?:so|such|the) (?:perfect|"
               r"expert|an expert|a saint|perfect one)|\bmust be nice (?:to|having) (?:have|be|not|no)\b.{0,12}\b(?:no|so|able|"
               r"nothing)\b|\b(?:generous|kind|nice|good|big|thoughtful) of you to (?:finally|even|at last|grace|remember)|"
               r"\b(?:mother|mom|mum|daughter|parent) of the (?:year|century|decade|month)\b|\bdon't make me laugh\b|"
               r"\bhere comes the\b|\bhere we go,? (?:the |another |with)|\boh (?:great|wonderful|lovely|perfect|joy|brilliant|"
               r"please|look who|wow|here|poor (?:you|me|baby)|sure)\b|\bfuck (?:you|off)\b|\bscrew you\b|\bgo to hell\b|"
               r"\bpiss off\b|\bbite me\b|\bkiss my\b|\b(?:you )?should be ashamed\b|\bshame on you\b|\byou make me sick\b|"
               r"\byou disgust me\b|\bthanks for nothing\b|\bthank you so much for (?:nothing|ruining|judging|telling me how|"
               r"your (?:concern|wisdom|opinion))|\bspare me\b|\bgive me a break\b|\byeah,? right\b|\bsure,? (?:mom|mum|mother|"
               r"jan|whatever)\b|\bblah\b|\bmust be nice\b|\bhow (?:nice|lovely|generous|kind|brave|original|convenient|noble|"
               r"touching|typical) (?:of you|for you)?\b|\b(?:your|her) (?:majesty|highness|ladyship|royal)\b|"
               r"\bcongratulations,? (?:you|on)\b|\bsaint \w+|\bbravo\b|\bslow clap\b|\bcry me a river\b|\bget over yourself\b|"
               r"\bwhat a (?:joke|surprise|shock|performance)\b|\bi hope your (?:own )?(?:daughter|kids|children|son)\b|"
               r"\bwow,? (?:you|thanks|so|just|what|mother|great|really|amazing|someone)\b|\blook who(?:'s| is| finally|"
               r" decided)\b|\bsomeone (?:finally|alert|call)\b|\b(?:as if|like) you(?:'d| would| ever)? (?:care|know|"
               r"understand|could)\b|\bwho died and made you\b|\bthe (?:great|perfect|almighty|holy) (?:mother|martyr|one|queen|"
               r"expert)\b|\bwell,? aren't you\b|\baren't you (?:just )?(?:special|clever|perfect|a)\b|\bpoor you\b|"
               r"\bhow dare i\b|\bexcuse me for (?:living|breathing|having|being|existing|caring|wanting)\b|"
               r"\bsorry for (?:existing|breathing|being alive|living)\b|\bheaven forbid\b|\bgod forbid (?:you|i)\b|"
               r"\bclassic (?:you|mom|mum|mother)\b|\btypical(?: you)?$|\bbig surprise\b|\bwhatever you say,? (?:your|boss|"
               r"queen|ma'am)|\bnice try\b|\bgood luck with that\b|\blucky me\b|\bdon't i feel special\b|"
               r"\bwith a mother like you\b|\bwho asked you\b|\bnobody asked you\b|\bas if\b$|\bbullshit\b|"
               r"\bwhat would you know\b|\bgo f\*+k|\bstuff your\b|\bshove (?:it|your)|\btalking to a (?:brick )?wall\b")


_SCORN = rx(r"(?:^|wow,? )(?:mother|mom|mum|daughter|parent) of the (?:year|century|decade)|^sure,? because you|"
            r"because you(?:'re| are) (?:so|such|the) (?:perfect|expert|a saint)|must be nice (?:to|"
            r"having) .{0,14}\b(?:no (?:worries|responsib\w+|job|kids|problems)|nothing to do)\b|"
            r"^bravo,? (?:another|you|what|mother)|\b(?:generous|kind|nice|good|big|thoughtful) of you to (?:finally|even|"
            r"at last|grace)\b")


def contempt(c: Clause) -> tuple[str, bool] | None:
    m = _CONTEMPT.search(c.text) or (_CONTEMPT.search(c.sentence) if c.outer else None)
    if not m:
        return None
    g = m.group()
    if _SCORN.search(c.text) or c.outer and _SCORN.search(c.sentence):
        return "scorn", True
    if rx(r"^oh (?:great|wonderful|lovely|perfect|joy|brilliant|wow|here|sure)").search(g) and rx(r"\b(?:news|idea|see you|thank|"
                            r"thanks|love|that's|i'm|coming|came)\b|^oh (?:great|lovely|wonderful|wow|perfect|brilliant|here|"
                            r"sure)!?$|\b\w+ (?:is|sounds) ").search(c.sentence):
        return "oh", False
    if rx(r"^how (?:nice|lovely|generous|kind|brave)|congratulations|^wow|must be nice|^sure|give me a break|yeah,? right|"
          r"^oh (?:please|sure|poor)|what a|bravo|as if|bullshit|typical$|saint|talking to a|nice try|good luck|here comes|"
          r"lucky me|big surprise|here we go").search(g):
        return "maybe-sarcasm", bool(rx(r"yeah,? right|lucky me|here comes the (?:lecture|guilt|speech|drama|tears|sermon)|"
                            r"how convenient|how typical|how original").search(c.sentence))
    return "scorn", True


# --- dismissal --------------------------------------------------------------------------------------------------------------
_DISMISS = rx(r"\byou(?:'re| are| were|'ve been)? (?:(?:just|really|always|such|totally|way|being|so|clearly|completely|a|"
              r"such a) )*(?:overreact(?:ing|ed)?|too sensitive|over ?sensitive|sensitive|being (?:so |too |"
              r"way too )?(?:dramatic|sensitive|silly|ridiculous|emotional|paranoid|hysterical|over)|drama queen|over ?dramatic|"
              r"dramatic|hysterical|too emotional|exaggerat(?:e|ing)|imagining (?:things|it)|making (?:a (?:big )?(?:deal|fuss|"
              r"scene|mountain|drama)|too much|things up|this up|something out)|blowing (?:this|it|things)|reading too much|"
              r"seeing things|carrying on|working yourself up|worrying (?:about|over) nothing|upset (?:about|over) nothing|"
              r"crying (?:about|over) nothing|fussing)\b|\bcalm (?:the fuck |the hell )?down\b|^(?:oh )?(?:relax|chill|"
              r"chill out|lighten up)\b|\bget over (?:it|this|that)\b|\bnot (?:such |that |really |even )*(?:a |"
              r"that )?big (?:of a )?deal\b|\bnot the end of the world\b|\b(?:it's|it is|that's|it was|it wasn't) (?:not|"
              r"n't)? ?(?:that|so) (?:bad|serious|deep)\b|\bit wasn't (?:that|so) bad\b|\b(?:here|there) you go again\b|"
              r"\bhere we go(?: again)?$|\bnot this again\b|\b(?:it|that) was (?:just |only )?a joke\b|\byou (?:just |"
              r"always )?make (?:things|stuff|it) up\b|\bi was (?:just|only) (?:joking|kidding|teasing)\b|"
              r"\bcan't you take a joke\b|\byou can't take a joke\b|\bit's (?:all )?in your head\b|\b(?:don't|stop) (?:be|"
              r"being) (?:so |such a |a |too |that )?(?:silly|dramatic|sensitive|ridiculous|emotional|baby|paranoid|hysterical|"
              r"drama queen|crybaby|martyr|over)\b|\bstop (?:crying|whining|exaggerating|overreacting|moaning|sulking|"
              r"feeling sorry for yourself|making (?:a|such a|everything)|your (?:whining|crying))\b|\byou'll (?:get over it|"
              r"live|survive|be fine)\b|\bso what if\b|\bwho cares\b|\bnobody cares\b|\bi don't care (?:what|how) you (?:feel|"
              r"think|want)\b|\bnothing to (?:cry|be upset|be sad|worry) about\b|\bno need to (?:cry|be (?:so )?(?:dramatic|"
              r"upset|emotional)|get (?:so )?(?:upset|emotional|worked up)|make (?:a|such))\b|\byou have (?:nothing|"
              r"no reason) to (?:complain|be (?:upset|sad|angry))\b|\byou(?:'ve| have) got nothing to complain\b|"
              r"\bnothing to complain about\b|\bgrow up\b|\bso dramatic\b|\bmountain out of\b|\bmaking it up\b|"
              r"\bthat's ridiculous\b|\bget a grip\b|\bdeal with it\b|\btoughen up\b|\b(?:it|that) (?:never|"
              r"didn't) (?:even )?happen(?:ed)? (?:like|that way)\b|\byou(?:'re| are) (?:still )?(?:going on|hung up|"
              r"stuck) (?:on|about) (?:that|this|it)\b|\byou (?:think )?you(?:'ve| have) got it (?:bad|hard)\b|"
              r"\bpeople have (?:real|it (?:much )?worse|bigger)\b|\bother people have it\b|\bwhat do you have to be (?:sad|"
              r"depressed|stressed|tired|upset) about\b|\byou don't know what (?:stress|tired|hard|hardship|suffering) is\b|"
              r"\b(?:depression|anxiety|therapy) is (?:just|for|not)\b|\bdon't start(?: again)?$|\bit's just a phase\b|"
              r"\bmove on$|\bso much drama\b|\byou wouldn't understand\b|\bthat's all in your\b|"
              r"\byou take everything (?:so )?(?:personally|the wrong way)|\bspare me the (?:tears|drama)\b|\bso dramatic\b|"
              r"\bwhat's the big deal\b|\bsuck it up\b|\bman up\b|\bhow many times are you going to cry\b|\bnot worth crying\b")


def dismissal(c: Clause) -> tuple[str, bool] | None:
    found = list(_DISMISS.finditer(c.text))
    m = found[-1] if found else None
    if not m:
        return None
    t = c.text
    if c.who == 1 and rx(r"\bi(?:'m| am|'ll| need| want| have| can't| should| try|'ve)\b").search(t[:m.start()]) or rx(r"\byou(?:'re| are) not\b|"
                            r"\byou weren't\b|\baren't (?:being )?(?:over|too)").search(t):
        return None
    if c.who == 3 and rx(r"\b(?:he|she|they|dad|boss)\b").search(t[:m.end()]):
        return None
    soft = rx(r"sensitive$|who cares|deal with it|^(?:oh )?relax|move on|you'll be fine|was (?:just|only) (?:joking|kidding|"
              r"teasing)|don't start|that's ridiculous|you wouldn't understand|that (?:bad|serious|deep)|so what if|so bad|"
              r"it's just a phase|no need|don't be silly|sensitive").search(m.group())
    if rx(r"\bcalm down\b").search(m.group()) and rx(r"\b(?:i|we|let's|me)\b.{0,20}calm down|to calm down").search(c.sentence):
        return None
    return "dismiss", not (soft and not rx(r"(?:too|so|over) ?sensitive").search(t)) and not rx(r"\bplease\b").search(t)
