"""What a message does well, read from its clauses: the ten strengths (docs/taxonomy.md) and the three moves beside them.

These are cues for the trained part; ``sure`` ones speak for themselves.
"""
from __future__ import annotations

import re

from bot.coach.charges_motive import ACCUSING
from bot.coach.clauses import Clause
from bot.coach.lexicon import FAUX, FEELING
from bot.coach.patterns import Hit
from bot.coach.rules import DATED, rx

_VERY = (r"(?:so |really |very |just |a bit |a little |quite |pretty |such |too |still |also |honestly |feeling |proper |"
         r"rather |kind of |sort of |truly |absolutely |"
         r"completely |dead |deeply |always |properly |all |that |more |a lot |most |terribly |awfully |utterly |been |about |"
         r"both |getting |left feeling |feel |felt )*")
_FEELING = rx(rf"\b(?:i|it)(?:'m| am| was|'ve been| have been| do| did| just| really| still| always| often| sometimes| get| got|"
              rf" get so| feel| felt| was feeling|'ve felt| have felt| had|'d| end up| came away| went| keep| usually| makes me|"
              rf" made me| makes me feel| made me feel| left me| leaves me| find myself)+ {_VERY}(?P<f>{FEELING})\b|"
              r"\bi (?:\w+ )?(?:miss(?:ed)?|worry|worried|panic(?:ked)?|dread(?:ed)?|cried|fear|regret|ached?|grieve)\b|"
              r"\bit (?:\w+ )?(?:hurts?|stung|stings|scares me|breaks my heart|broke my heart|pains me|frightens me|"
              r"worries me)\b|\b(?:that|this) (?:really |still )?(?:hurt|stung|scared me|scares me)\b|\bmy (?:heart|stomach|"
              r"chest) (?:\w+ )?(?:sank|sinks|aches|ached|hurts|races|raced|drops|dropped|broke|knots|tightens|was)\b|"
              r"\bin tears\b")
_NEED = rx(r"\bi (?:really |just |do |only |also |would |'d )*(?:need|needed|long for|crave|wish|want|wanted|value|"
           r"hope)\b(?! (?:you to stop|to (?:go|get|leave|sleep)\b))|\bi(?:'d| would) (?:really |so )?(?:love|like|rather|"
           r"prefer)\b|\b(?:matters?|mattered|important|means? (?:a lot|so much|the world)|big deal) to me\b|\bit would mean\b|"
           r"\bi(?:'m| am) longing\b|\bneed for\b")
_REQUEST = rx(r"\b(?:could|would|can|will|might) (?:you|u|we)\b|\bwould you (?:mind|be (?:willing|open|ok|able|up))\b|"
              r"\bis it (?:possible|ok|okay|alright) (?:if|to|for)\b|\bplease\b|\b(?:is there any chance|any chance|how about|"
              r"what if|do you think (?:you|we) could|i(?:'d| would) (?:appreciate|love|like|be grateful) (?:it )?if you|"
              r"i was (?:wondering|hoping)|can i ask|may i|could i|can i)\b|\bi(?:'d| would) like you to\b")
_BOUNDARY = rx(r"\bi(?: will|'ll)? (?:won't|will not|am not going to|'m not going to|can't|cannot|don't|no longer|shan't|'m not|"
               r"am not) (?:\w+ )?(?:be|talk|discuss|discussing|talking|answer|answering|take|taking|do|doing|have|having|stay|"
               r"accept|argue|debate|lend|lending|share|sharing|engage|continue|listen|pick up|reply|host|hosting|going to|"
               r"debating|giving|give|able|eat|eating|come|coming|read)\b|\b(?:if|when|once|after) .{3,60}\bi(?:'ll| will|"
               r"'m going to|'m gonna)\b|\bi(?:'m| am) (?:saying no|not available|off the phone|keeping|stopping)\b|"
               r"\bmy limit\b|\boff (?:the|limits|my)\b.{0,10}(?:table|menu|limits)|\bi need to (?:leave|step|hang up|go)\b|"
               r"\bnot (?:up for discussion|something i)")
_SELF = rx(r"\bi(?:'ll| will|'m going to|'m gonna| am going to)\b")
_VALIDATION = rx(r"\bi (?:can |do |really |could |also |totally |truly |completely |know |just |think i )*(?:see|saw|hear|"
                 r"understand|know|get|imagine|realize|realise|believe|notice|noticed|tell|appreciate)\b.{0,12}\b(?:how|that|"
                 r"why|what|where|it|this|you|your)\b|\b(?:that|it|this)(?:'s|'d| is| was| must| sounds?| has| can't| couldn't|"
                 r" makes?| seems?| would)+ (?:have |be |been |so |really |very |like |such |a |an |lot of |perfect |total |"
                 r"incredibly |not )*(?:hard|tough|lonely|scary|frightening|exhausting|painful|difficult|awful|sad|sense|heavy|"
                 r"overwhelming|hurtful|horrible|rough|terrible|easy|hurt|stung|stressful|heartbreaking|a lot|terrifying|tiring|"
                 r"disappointing|upsetting|frustrating|brutal|rotten|miserable|dreadful|heartache|pain|pressure)\b|\b(?:must|"
                 r"can't|couldn't|might) (?:have|be|feel|hurt|sting|get|miss|still)\b|\bno wonder\b|\bof course you\b|"
                 r"\byou (?:were|are|'re|'ve been|have been|had|felt|feel|sound|look|seem|did)\b.{0,14}\b(?:scared|worried|"
                 r"lonely|tired|hurt|alone|exhausted|sad|upset|frightened|overwhelmed|carrying|through|doing your best|trying|"
                 r"hard|heartbroken|protect\w*)\b|\bi hear you\b|\bi get it\b|\byou have every right\b|\bi(?:'d|"
                 r" would) (?:have )?(?:be|been|feel|felt)\b.{0,14}\btoo\b|\byou did (?:your|the) best\b")
_OPEN = rx(r"^(?:and |so |but |mum,? |mom,? |mama,? |ok,? |okay,? )*(?:what|how|which|who|where|when|why|tell me|did|do|does|"
           r"are|were|was|is|have|has|would you want|was there|would|could you tell me|can you tell me|help me understand)\b")
#: Asking without a question mark: "tell me about Pauline", "I'd love to know what school was like".
_TELL_ME = rx(r"(?<!n't )(?<!not )(?<!never )\btell me (?:about|more|what|how|why|who|where|when)\b(?! to\b)|"
              r"\bi(?:'d| would) (?:really )?(?:like|love) to (?:know|hear|understand) (?!you)")
_OPEN_YOU = rx(r"\byou\b|\byour\b|\bit (?:like|been)\b|\bthat\b")
_ACCOUNT = rx(r"\bi(?:'m| am)? (?:so |very |really |truly |deeply |also |just )*(?:sorry|apologi[sz]e|apologi[sz]ing)\b|^(?:so |"
              r"really |very )?sorry\b|\bmy (?:fault|bad|mistake)\b|\bi (?:was|am|'m) (?:so |really )?(?:wrong|out of line|"
              r"unfair|unkind|harsh|short with|rude|selfish|cruel|mean)\b|\bi (?:shouldn't|should not) have\b|\bi should(?:'ve|"
              r" have)\b|\b(?:that|this)(?:'s| is| was) (?:all |entirely )?(?:on me|my fault|wrong of me|unfair of me|mine|"
              r"unkind of me)\b|\bi (?:snapped|overreacted|yelled|shouted|lied|messed up|let you down|hurt you|broke my|owe you|"
              r"lost my temper|forgot|took it out|blamed you|made you|own|said (?:some|things|something)|spoke|interrupted|"
              r"ignored|pushed|raised my voice|judged|didn't listen|regret)\b|\bi didn't (?:mean|realize|realise|think|"
              r"know how)\b|\bi take (?:responsibility|that back|it back)\b|\bplease forgive me\b|\bforgive me\b|"
              r"\bi wish i(?:'d| had| could)\b|\bmy part\b")
_APPRECIATE = rx(r"\bthank(?:s| you|ful)?\b|\bi(?:'m| am)? (?:so |really |very |also |do |truly |always |just |"
                 r"still )*(?:grateful|appreciate|love (?:you|that you|your|how you|it when you|being|hearing)|proud of you|"
                 r"lucky|admire|cherish|adore)\b|\blove (?:you|u)\b|\byou(?:'re| are)(?: just| still| always)? (?:the best|"
                 r"amazing|wonderful|a (?:great|good|wonderful|lovely|star|gem|angel|legend)|my (?:rock|hero|best)|so (?:kind|"
                 r"good|strong|sweet|thoughtful|generous|brave|patient)|doing great|doing so well)\b|\byou (?:always )?(?:make|"
                 r"made) me (?:feel (?:so |really )?(?:safe|loved|better|special|at home|proud)|laugh|smile|happy)\b|"
                 r"\bmeans? (?:so much|a lot|the world|everything)\b|\bmeant (?:so much|a lot|the world|everything)\b|"
                 r"\bwell done\b|\byou(?:'ve| have)? always (?:been there|had my back|supported|believed)\b|"
                 r"\bi couldn't have .{0,20}without you\b|\bproud of you\b|\bhow (?:lovely|sweet|kind) of you\b|"
                 r"\byou look (?:so )?(?:lovely|beautiful|gorgeous|amazing|great)\b")
_REPAIR = rx(r"\b(?:start (?:over|again|fresh)|try (?:again|this again|that again)|begin again|fresh start|clean slate|"
             r"make (?:it|this|things|peace|up)\b.{0,8}(?:right|work|better|with|up)?|work (?:this|it|something|things) out|"
             r"sort this out|figure (?:this|it|something) out|meet (?:me )?(?:half ?way|in the middle)|find (?:a way|something|"
             r"some middle)|truce|put (?:this|it|that|all this) (?:behind|down|right)|move forward|let (?:it|this|that|"
             r"the \w+) go|take a (?:break|breath|minute|moment|breather)|pause|slow down|cool (?:off|down)|another go|"
             r"a do-?over|rewind|back on track|same side|same team|be close|closer|get (?:on|along) better|talk (?:it|"
             r"this) (?:through|out|over)|draw a line|pick up where)\b|\b(?:let's|let us|shall we|why don't we|"
             r"can we (?:please )?(?:just )?(?:start|try|find|agree|take|go back|talk about (?:this|it) (?:later|calmly|"
             r"tomorrow)|slow|pause|be|not|begin|make|figure|work|stop|do))\b|\bi (?:really |just )?don't (?:want|"
             r"wanna) (?:us )?(?:to )?(?:be )?(?:fight|fighting|argue|row|fall out|lose|this to|us to|to hurt|you to feel|"
             r"it to be)\b|\bi forgive\b|\bi want (?:us|this to|to (?:make|fix|be close|work|understand|get along|hear|try))\b|"
             r"\btogether\b|\bi(?:'d| would) (?:love|like) (?:us|for us|it if we)\b")
_OBS = rx(r"\byou (?:just |then |also |even |had )?(?:said|told|called|texted|asked|came|arrived|left|went|sent|gave|wrote|rang|"
          r"brought|put|took|posted|walked|stood|sat|looked|laughed|cried|hung|missed|forgot|showed|told|moved|opened|read|"
          r"bought|cancelled|canceled|didn't|answered|invited|shouted|raised|rolled|yelled|mentioned|commented|interrupted|"
          r"turned|picked|dropped|\w+ed)\b")
_DEFEND = rx(r"\b(?:that's|that is|it's|it was|this is|that was)(?: just| simply)? (?:not|n't|n't what|not what|"
             r"not how) ?(?:true|fair|what|how|like|why|because)?\b|\bthat isn't (?:true|fair|what)\b|\bi (?:was|am|'m|"
             r"were) (?:only|just|trying|not trying)\b|\bi (?:did|do|have|had|was|am)\b(?! not)|\bi didn't (?:say|do|mean|call|"
             r"tell|forget|want|know)\b|\bi never (?:said|meant|told|did|wanted|asked|called)\b|\bi wasn't\b|\bi(?:'m|"
             r" am) not (?:saying|trying|the|being|asking|blaming|ignoring|angry|doing)\b|\bi had (?:to|no)\b|\bthe reason\b|"
             r"\bbecause\b|\bi only\b|\bi was going to\b|\bi already\b|\bi meant\b|\bi(?:'ve| have) been\b|\bin my defen[cs]e\b|"
             r"\bi haven't\b|\bnot (?:my|because)\b")
_WITHDRAW = rx(r"^(?:ok|okay|k|kk|fine|whatever|alright|right|sure|noted|hmm+|mm+|meh|nothing|forget it|forget about it|"
               r"never ?mind|nvm|leave it|drop it|enough|bye|goodnight|night|if you say so|as you (?:wish|say|like)|"
               r"have it your way|suit yourself|do (?:what|whatever|as) you (?:like|want)|think (?:what|whatever) you (?:like|"
               r"want)|believe (?:what|whatever) you (?:like|want)|i(?:'m| am) (?:fine|done|out|going|off|not doing this|"
               r"not talking)|no comment|don't worry about it|idc|i don't care|not now|there's no point|what's the point|"
               r"you win|say what you (?:like|want)|it doesn't matter|doesn't matter|i don't want to talk(?: about (?:it|"
               r"this))?|i can't do this|i have nothing|i've nothing|nothing to say|i give up|just forget|forget i)\b|"
               r"\b(?:i(?:'m| am) (?:done (?:talking|here|with this)|going to bed|hanging up|logging off|too tired)|gotta go|"
               r"got to go|nothing (?:more|else|left) to say|talk later|some other time|leave it (?:there|at that)|i(?:'ll|"
               r" will) go|going out|no more talk|whatever you (?:say|want|think)|if you say so)\b")
_GREETING = rx(r"^(?:hi|hello|hey|good (?:morning|evening|afternoon)|how are you|morning|salaam|namaste)\b")
_CRISIS = rx(r"\b(?:kill myself|end my life|(?:don't|not) want to (?:be (?:here|alive)|live|wake up|exist)|suicid\w*|"
             r"hurt myself|cut myself|no reason to (?:live|be here)|better off dead|better off without me|(?:he|she|they)(?:'s|"
             r"'s got| has| had| is)? .{0,25}(?:knife|rod|gun|hit me|locked|keys|his hands on me|choking|won't let me)|"
             r"strip in my hand|tablets|off his face and he|bathroom)\b")
#: Faux feelings must never count as feelings.
_FAUX_ONLY = rx(rf"\b(?:{FAUX})\b")


def strength_hits(all_clauses: list[Clause]) -> list[Hit]:
    """Cues for strengths (and "defend", "withdraw", "crisis", "greeting"), with the clause they sit in."""
    hits: list[Hit] = []

    def add(c: Clause, kind: str, rule: str, sure: bool) -> None:
        hits.append(Hit(c.start, c.end, kind, f"{kind}:{rule}", sure))

    for c in all_clauses:
        t = c.text
        if c.quoted:
            continue
        m = _FEELING.search(t)
        if m and c.who in (1, 3, 4) and not rx(r"\b(?:proud of (?:you|the (?:woman|person|man|mother))|grateful (?:for|to|"
                            r"that))\b").search(t):
            group = m.groupdict().get("f")
            weak = group in ("ok", "okay", "fine", "better", "good", "great", "down", "content", "sensitive", "sick", "sore", "stuck", "tired", "mad", "bad", "warm", "lost")
            add(c, "feeling", "weak" if weak else "own", not weak and not (c.who == 3 and not group) and "not" not in t[:m.end()].split() and "n't" not in t[:m.end()])
        m = _NEED.search(t)
        if m and c.who in (0, 1, 3) and not c.asked:
            add(c, "need", m.group().split()[-1], bool(rx(r"\bi (?:really |just |do |only |also )*need\b|to me\b").search(m.group())) and "n't" not in t[:m.end()])
        if not c.outer:
            if c.mark in ("when", "after") and c.who == 2 and (_OBS.search(t) or c.head.tag_ in ("VBD", "VBN")):
                add(c, "observation", "when", bool(DATED.search(c.sentence)) or '"' in t)
            continue
        accusing = bool(ACCUSING.search(t))
        m = _REQUEST.search(t)
        if m and rx(r"^(?:can|could) we$").search(m.group()) and _REPAIR.search(t):
            m = None
        if m and not accusing and (c.asked or c.who in (0, 2, 4) or rx(r"please|if you").search(t)):
            add(c, "request", m.group(), not rx(r"^(?:can i|could i|may i|how about|what if|will|might)").search(m.group()) and rx(r"\b(?:you|u|please)\b").search(m.group()) is not None and not rx(r"(?:please,? (?:don't worry|"
                            r"come in|sit)|would you (?:like|want|rather|have)|can you (?:believe|imagine|tell)|"
                            r"could you (?:see|tell|believe|not))").search(t))
        if _BOUNDARY.search(t) and c.who in (1, 0, 3):
            add(c, "boundary", "self" if _SELF.search(t) else "limit", False)
        m = _VALIDATION.search(t)
        if m:
            about_you = c.who == 2 or rx(r"\byou\b|\byour\b").search(t) is not None
            add(c, "validation", "you" if about_you else "it", about_you and rx(r"\bmust have\b|\bno wonder\b|\bof course you\b|"
                            r"\bevery right\b|\bi (?:can |do )?(?:see|hear|understand|get) (?:how|why|that you|you)\b").search(t) is not None)
        if not accusing and _TELL_ME.search(t):
            add(c, "open_question", "tell-me", True)
        opens = _OPEN.search(t)
        if opens and not accusing and (c.asked or rx(r"^(?:\w+,? )?(?:what|how|why|who|where|which)\b").search(t)):
            add(c, "open_question", opens.group().split()[-1] + ("-you" if _OPEN_YOU.search(t) else ""),
                c.asked and rx(r"\b(?:what|how)\b.{0,40}\b(?:you|it like|like for)\b").search(t) is not None and not _REQUEST.search(t) and rx(r"\b(?:feel|felt|like|think|"
                            r"happened|need|want|worr\w+|afraid|scared|remember|hop\w+|mean|help|was that|do you|did you|"
                            r"were you|are you)\b").search(t) is not None)
        m = _ACCOUNT.search(t)
        if m:
            add(c, "accountability", m.group().split()[-1], rx(r"\bsorry\b|apologi|my fault|on me|i was wrong|shouldn't have|"
                            r"forgive me").search(m.group()) is not None and not rx(r"sorry (?:to (?:hear|bother)|"
                            r"for your loss|you feel|but|if you|about (?:your|the))|not sorry|sorry for (?:existing|living|"
                            r"breathing|caring)|so sorry your").search(t))
        m = _APPRECIATE.search(t)
        if m and not rx(r"thanks? (?:you )?(?:so much )?for (?:nothing|ruining)|thanks to you").search(t):
            add(c, "appreciation", m.group().split()[-1], rx(r"\bthank(?:s| you)\b|\blove you\b|grateful|appreciate|"
                            r"proud of you").search(m.group()) is not None and "n't" not in t[:m.end()])
        m = _REPAIR.search(t)
        if m:
            add(c, "repair", m.group().split()[0], rx(r"start (?:over|again)|try again|begin again|truce|forgive|don't (?:want|"
                            r"wanna)|let's|shall we|fresh start|meet (?:me )?half").search(m.group()) is not None)
        if c.who == 2 and (_OBS.search(t) or c.head.tag_ == "VBD") and not c.asked:
            add(c, "observation", "dated" if DATED.search(c.sentence) or '"' in c.sentence or re.search(r"\d", c.sentence) else "plain", False)
        if _DEFEND.search(t) and c.who in (1, 3, 4):
            add(c, "defend", "i" if c.who == 1 else "it", False)
        if _WITHDRAW.search(t):
            add(c, "withdraw", "short" if len(c.parsed.tidy.text) < 30 else "long", False)
        if _GREETING.search(t):
            add(c, "greeting", "hello", False)
        if _CRISIS.search(c.sentence):
            add(c, "crisis", "words", False)
    return hits
