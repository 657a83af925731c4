"""Word families the patterns share, as regular expression alternations in lower case American or British spelling."""
from __future__ import annotations

#: Words that accuse while posing as a feeling (docs/taxonomy.md, "Feelings"); "humiliated" and "hurt" are not here.
FAUX = (r"abandoned|accused|attacked|babied|belittled|betrayed|blackmailed|blamed|blindsided|bossed around|boxed in|bullied|"
        r"cast aside|cheated|controlled|cornered|criticised|criticized|cut off|deceived|demeaned|diminished|discarded|"
        r"dismissed|disrespected|ditched|double[- ]crossed|dumped|fobbed off|forgotten about|guilted|guilt[- ]tripped|hounded|"
        r"ignored|infantili[sz]ed|insulted|interrogated|intruded (?:up)?on|invalidated|invisible to you|judged|left behind by you|let down|lied to|"
        r"looked down (?:up)?on|manipulated|micromanaged|minimi[sz]ed|misjudged|misled|misunderstood|mocked|neglected|nagged|"
        r"overlooked|overpowered|patroni[sz]ed|picked (?:on|apart)|policed|pressured|provoked|punished|pushed away|pushed around|put down|"
        r"put upon|rejected|replaced|ridiculed|scolded|screwed over|second[- ]guessed|shut out|smothered|snubbed|spied on|stabbed in the back|"
        r"steamrolled|steamrollered|stifled|suffocated|sidelined|swindled|taken advantage of|taken for (?:granted|a mug|a ride)|talked down to|"
        r"thrown away|trapped by you|tricked|tossed aside|unappreciated|undermined|unheard|unloved|unseen|unsupported|unwanted|"
        r"used|victimi[sz]ed|violated by you|walked all over|wronged|worthless to you|cheated on|stepped on|erased|disregarded|devalued|"
        r"brushed off|brushed aside|monitored|watched|bulldozed|made a fool of|made a show of|treated like \w+|scapegoated")

#: Verdicts on character. States (tired, late, upset, busy) are not here.
BAD_TRAIT = (r"selfish|self[- ]centered|self[- ]centred|self[- ]absorbed|cruel|mean|nasty|heartless|cold|cold[- ]hearted|callous|evil|wicked|vile|"
             r"controlling|manipulative|overbearing|domineering|bossy|pushy|judgmental|judgemental|critical|hypocritical|"
             r"narcissistic|toxic|abusive|ungrateful|unappreciative|spoiled|spoilt|entitled|lazy|useless|worthless|pathetic|"
             r"stupid|dumb|idiotic|ignorant|clueless|thick|crazy|insane|nuts|mental|unhinged|psycho|deranged|sick in the head|"
             r"impossible|unbearable|insufferable|unreliable|irresponsible|immature|childish|infantile|petty|spiteful|vindictive|bitter|"
             r"jealous|possessive|clingy|needy|nosy|nosey|intrusive|suffocating|smothering|stubborn|pig[- ]?headed|hard[- ]?headed|closed[- ]minded|narrow[- ]minded|"
             r"old[- ]fashioned|backwards|rude|disrespectful|inconsiderate|thoughtless|insensitive|unfair|ruthless|stingy|cheap|tight[- ]fisted|greedy|shallow|"
             r"vain|arrogant|stuck[- ]up|snobbish|snobby|fake|two[- ]faced|dishonest|deceitful|disloyal|sneaky|weak|cowardly|pathological|awful|terrible|horrible|"
             r"horrid|dreadful|disgusting|despicable|shameless|shameful|unlovable|unforgivable|neglectful|negligent|distant|uncaring|unloving|unkind|hateful|"
             r"hurtful|bitchy|catty|melodramatic|relentless|exhausting|ridiculous|absurd|prejudiced|racist|sexist|homophobic|bigoted|"
             r"delusional|paranoid|obsessive|miserable|no better|good for nothing|hopeless|low|classless|tacky|fucked up|messed up|hard[- ]hearted|"
             r"passive[- ]aggressive|condescending|patroni[sz]ing|dismissive|demanding|invasive|reckless|careless")

#: Nouns that are verdicts.
BAD_NOUN = (r"liar|hypocrite|narcissist|bully|monster|tyrant|dictator|control freak|drama queen|snob|brat|bitch|cow|witch|hag|"
            r"coward|traitor|quitter|loser|failure|disgrace|embarrassment|disappointment|idiot|fool|moron|psycho|psychopath|sociopath|"
            r"nag|gossip|busybody|snoop|sneak|cheat|thief|user|leech|mooch|freeloader|parasite|snake|vulture|vampire|martyr|victim|doormat|"
            r"drunk|drunkard|alcoholic|addict|deadbeat|prude|slut|whore|tramp|pig|mess|joke|nightmare|menace|burden|pest|"
            r"racist|bigot|homophobe|fraud|phony|manipulator|guilt tripper|helicopter (?:mom|mum|parent|mother)|perfectionist|attention seeker|"
            r"(?:bad|terrible|horrible|awful|lousy|useless|worst|shitty|rotten|unfit|cruel|cold|sorry excuse for a) (?:mother|mom|mum|daughter|person|parent|woman|"
            r"child|kid|human|grandmother|grandma|friend)|spoil(?:ed|t) (?:child|brat)|piece of (?:work|shit|crap)|ice queen|asshole|arsehole|jerk|dick|bastard|"
            r"slob|lump|madam|know[- ]it[- ]all|backseat driver|child|baby|broken record")

GOOD = (r"lov(?:e|es|ed|ing|ely)|safe|laugh\w*|smil\w*|happy|happier|proud|kind|kinder|kindness|gentle|patient|generous|cheer\w*|better|"
        r"warm|beautiful|gorgeous|pretty|amazing|wonderful|great|brilliant|best|lucky|special|strong|brave|hero|inspire\w*|"
        r"inspiration|believed? in|there for|stood by|stand by|stuck by|encourag\w*|support(?:ed|s|ive)?|help(?:s|ed|ing|ful)?|"
        r"saved?|hug\w*|welcome|thank\w*|grateful|appreciate\w*|know what to say|know how to|knew what to|cooked?|bake[ds]?|"
        r"sang|sing|sings|remember(?:s|ed)?|bring|brings|brought|carr(?:y|ied)|feed|feeds|fed|worked hard|work so hard|smell|smelled|"
        r"looked after|look after|take care|took care|protect\w*|comfort\w*|calm(?:s|ed)?|forgave|forgive|funny|fun|cute|sweet(?:est)?|precious|"
        r"hold|held|listened|waited|wave[ds]?|pray(?:s|ed)?|fight for|fought for|show(?:ed)? up|sacrificed?|give me hope|my home|room for me|worth|save me|"
        r"understood|trusted|my (?:mother|mom|mum|mama|daughter|girl|baby|child|hero|rock)|look(?:s|ed)? (?:so |really )?(?:good|nice|pretty|well)|good")

BAD = (r"shout\w*|yell\w*|scream\w*|judg\w*|criti\w*|complain\w*|nag\w*|ignor\w*|forget\w*|forgot\w*|interrupt\w*|lie|lies|lied|lying|cheat\w*|blam\w*|"
       r"accus\w*|insult\w*|humiliat\w*|embarrass\w*|mock\w*|hurt\w*|ruin\w*|spoil\w*|destroy\w*|late|angry|mad|wrong|busy|cold|"
       r"control\w*|manipulat\w*|push(?:es|ed|ing)?|dismiss\w*|compar\w*|pick(?:s|ed|ing)? (?:on|at|fights|apart)|put(?:s|ting)? me down|"
       r"cancel\w*|disappoint\w*|let (?:me|us) down|abandon\w*|leav\w*|walk(?:s|ed|ing)? (?:out|away|off)|hang(?:s|ing)? up|hung up|sulk\w*|"
       r"excuse\w*|fight\w*|argu\w*|twist\w*|turn(?:s|ed|ing)? (?:it|everything)|take(?:s|n)? (?:his|her|their) side|favou?r\w*|prefer\w*|"
       r"yourself|about you|victim|last word|your way|money|problem\w*|guilt\w*|cry|crying|stress\w*|disrespect\w*|betray\w*|"
       r"treat\w*|talk(?:s|ing)? (?:over|down)|fault|expect\w*|demand\w*|interfer\w*|invad\w*|intrud\w*|spy\w*|snoop\w*|gossip\w*|bring(?:s|ing)? (?:it|that|this) up|"
       r"do(?:es|ing)? this|do(?:es|ing)? that|say(?:s|ing)? that|pull(?:s|ing)? this|ashamed|too busy|something wrong|miserable|drama|negative|worst|"
       r"small|stupid|failure|worthless|less|lecture\w*|negative|overreact\w*|exaggerat\w*|jump\w*|assum\w*|threaten\w*|punish\w*|reject\w*|"
       r"refus\w*|undermin\w*|belittl\w*|patroni\w*|suspicious|against me|choose|chose|chosen|put(?:ting)? (?:him|her|work|yourself)|need something|want something")

#: Feelings people own. Hurt, sad and angry are genuine; faux feelings are in FAUX.
FEELING = (r"afraid|alone|angry|anxious|ashamed|awful|awkward|bad|bitter|broken|calm(?:er)?|concerned|confused|conflicted|cross|crushed|"
           r"curious|defeated|defensive|dejected|depressed|desperate|devastated|disappointed|discouraged|distant|down|drained|dread|edgy|embarrassed|"
           r"empty|excited|exhausted|exposed|fed up|fearful|fond|foolish|frantic|frightened|frustrated|furious|glad|gloomy|grateful|guilty|"
           r"happy|heartbroken|heavy|heavyhearted|helpless|homesick|hopeful|hopeless|horrified|humiliated|hurt|inadequate|insecure|irritated|"
           r"irritable|jealous|jumpy|joyful|let[- ]?out|left out|livid|lonely|lonesome|lost|low|mad|miserable|moved|mortified|nauseous|nervous|numb|on edge|out of place|"
           r"overjoyed|overwhelmed|pained|panicked|panicky|peaceful|proud|puzzled|rattled|relieved|resentful|restless|rotten|sad|safe|scared|"
           r"self[- ]?conscious|sensitive|shaken|shaky|shocked|shy|sick|silly|small|sore|sorrowful|speechless|stressed|stuck|stunned|"
           r"surprised|suspicious|teary|tearful|tender|tense|terrible|terrified|threatened|thrilled|tired|torn|touched|trapped|troubled|uneasy|uncomfortable|"
           r"unhappy|unsafe|unsettled|unsure|upset|uptight|vulnerable|wary|weary|weepy|weird|worn out|worried|worthless|wounded|wretched|stung|"
           r"gutted|raging|fuming|chuffed|knackered|mortified|paiseh|feart|ashamed|humbled|nostalgic|disconnected|invisible|pulled apart|paralyzed|"
           r"paralysed|isolated|drowning|burned out|burnt out|pressured inside|excluded|unimportant|crummy|horrible|disheartened|crestfallen|distraught|"
           r"distressed|annoyed|bereft|content|comforted|closer|loved|cared for|supported|understood|appreciated|respected|warm|welcome|ok|okay|fine|better|good|great|worse")

KIN_OTHERS = (r"sister|brother|cousin|aunt\w*|uncle|dad|daddy|father|papa|baba|grandma|grandmother|nana|nan|gran|husband|wife|neighbou?r\w*|"
              r"son|sister-in-law|friend\w*|nephew|niece|stepmom|stepmother|stepdad|mother-in-law")

#: Force used on the speaker: naming it is never corrected.
HARM = (r"hit|hits|hitting|slap|slaps|slapped|slapping|punch|punches|punched|punching|kick|kicks|kicked|kicking|beat|beats|beaten|beating|chok(?:e|es|ed|ing)|"
        r"strangl(?:e|es|ed|ing)|grab|grabs|grabbed|grabbing|shove|shoves|shoved|shoving|burn(?:ed|t)|rape[ds]?|raping|molest(?:ed|s|ing)?|"
        r"touch|touches|touched|touching|assault(?:ed|s|ing)?|abus(?:e|es|ed|ing)|whip|whips|whipped|whipping|belted|bit|spit on|spat on|"
        r"pinned|drag|dragged|dragging|starv(?:e|es|ed|ing)|drugged|cut")
