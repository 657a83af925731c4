"""Word families, as regular expression alternations in lower case American or British spelling."""
from __future__ import annotations

#: Words that accuse while posing as a feeling (docs/taxonomy.md, "Feelings"); "humiliated" and "hurt" are not here.
FAUX = (r"abandoned|accused|attacked|babied|belittled|betrayed|blackmailed|blamed|blindsided|bossed around|boxed in|bullied|"
        r"cast aside|cheated|controlled|cornered|criticised|criticized|cut off|deceived|demeaned|diminished|discarded|"
        r"dismissed|disrespected|ditched|double[- ]crossed|dumped|fobbed off|forgotten about|guilted|guilt[- ]tripped|hounded|"
        r"ignored|infantili[sz]ed|insulted|interrogated|intruded (?:up)?on|invalidated|invisible to you|judged|"
        r"left behind by you|let down|lied to|"
        r"looked down (?:up)?on|manipulated|micromanaged|minimi[sz]ed|misjudged|misled|misunderstood|mocked|neglected|nagged|"
        r"overlooked|overpowered|patroni[sz]ed|picked (?:on|apart)|policed|pressured|provoked|punished|pushed away|"
        r"pushed around|put down|"
        r"put upon|rejected|replaced|ridiculed|scolded|screwed over|second[- ]guessed|shut out|smothered|snubbed|spied on|"
        r"stabbed in the back|"
        r"steamrolled|steamrollered|stifled|suffocated|sidelined|swindled|taken advantage of|taken for (?:granted|a mug|a ride)|"
        r"talked down to|"
        r"thrown away|trapped by you|tricked|tossed aside|unappreciated|undermined|unheard|unloved|unseen|unsupported|unwanted|"
        r"used|victimi[sz]ed|violated by you|walked all over|wronged|worthless to you|cheated on|stepped on|erased|disregarded|devalued|"
        r"brushed off|brushed aside|monitored|watched|bulldozed|made a fool of|made a show of|treated like \w+|scapegoated")

#: Verdicts on character. States (tired, late, upset, busy) are not here.
BAD_TRAIT = (r"selfish|self[- ]centered|self[- ]centred|self[- ]absorbed|cruel|mean|nasty|heartless|cold|cold[- ]hearted|"
             r"callous|evil|wicked|vile|"
             r"controlling|manipulative|overbearing|domineering|bossy|pushy|judgmental|judgemental|critical|hypocritical|"
             r"narcissistic|toxic|abusive|ungrateful|unappreciative|spoiled|spoilt|entitled|lazy|useless|worthless|pathetic|"
             r"stupid|dumb|idiotic|ignorant|clueless|thick|crazy|insane|nuts|mental|unhinged|psycho|deranged|sick in the head|"
             r"impossible|unbearable|insufferable|unreliable|irresponsible|immature|childish|infantile|petty|spiteful|vindictive|bitter|"
             r"jealous|possessive|clingy|needy|nosy|nosey|intrusive|suffocating|smothering|stubborn|pig[- ]?headed|"
             r"hard[- ]?headed|closed[- ]minded|narrow[- ]minded|"
             r"old[- ]fashioned|backwards|rude|disrespectful|inconsiderate|thoughtless|insensitive|unfair|ruthless|stingy|cheap|"
             r"tight[- ]fisted|greedy|shallow|"
             r"vain|arrogant|stuck[- ]up|snobbish|snobby|fake|two[- ]faced|dishonest|deceitful|disloyal|sneaky|weak|cowardly|"
             r"pathological|awful|terrible|horrible|"
             r"horrid|dreadful|disgusting|despicable|shameless|shameful|unlovable|unforgivable|neglectful|negligent|distant|"
             r"uncaring|unloving|unkind|hateful|"
             r"hurtful|bitchy|catty|melodramatic|relentless|exhausting|ridiculous|absurd|prejudiced|racist|sexist|homophobic|bigoted|"
             r"delusional|paranoid|obsessive|miserable|no better|good for nothing|hopeless|low|classless|tacky|fucked up|"
             r"messed up|hard[- ]hearted|"
             r"passive[- ]aggressive|condescending|patroni[sz]ing|dismissive|demanding|invasive|reckless|careless")

#: Nouns that are verdicts.
BAD_NOUN = (r"liar|hypocrite|narcissist|bully|monster|tyrant|dictator|control freak|drama queen|snob|brat|bitch|cow|witch|hag|"
            r"coward|traitor|quitter|loser|failure|disgrace|embarrassment|disappointment|idiot|fool|moron|psycho|psychopath|sociopath|"
            r"nag|gossip|busybody|snoop|sneak|cheat|thief|user|leech|mooch|freeloader|parasite|snake|vulture|vampire|martyr|"
            r"victim|doormat|"
            r"drunk|drunkard|alcoholic|addict|deadbeat|prude|slut|whore|tramp|pig|mess|joke|nightmare|menace|burden|pest|"
            r"racist|bigot|homophobe|fraud|phony|manipulator|guilt tripper|helicopter (?:mom|mum|parent|mother)|perfectionist|"
            r"attention seeker|"
            r"(?:bad|terrible|horrible|awful|lousy|useless|worst|shitty|rotten|unfit|cruel|cold|sorry excuse for a) (?:mother|"
            r"mom|mum|daughter|person|parent|woman|"
            r"child|kid|human|grandmother|grandma|friend)|spoil(?:ed|t) (?:child|brat)|piece of (?:work|shit|crap)|ice queen|"
            r"asshole|arsehole|jerk|dick|bastard|"
            r"slob|lump|madam|know[- ]it[- ]all|backseat driver|child|baby|broken record")

#: Feelings people own. Hurt, sad and angry are genuine; faux feelings are in FAUX.
FEELING = (r"afraid|alone|angry|anxious|ashamed|awful|awkward|bad|bitter|broken|calm(?:er)?|concerned|confused|conflicted|cross|crushed|"
           r"curious|defeated|defensive|dejected|depressed|desperate|devastated|disappointed|discouraged|distant|down|drained|"
           r"dread|edgy|embarrassed|"
           r"empty|excited|exhausted|exposed|fed up|fearful|fond|foolish|frantic|frightened|frustrated|furious|glad|gloomy|"
           r"grateful|guilty|"
           r"happy|heartbroken|heavy|heavyhearted|helpless|homesick|hopeful|hopeless|horrified|humiliated|hurt|inadequate|"
           r"insecure|irritated|"
           r"irritable|jealous|jumpy|joyful|let[- ]?out|left out|livid|lonely|lonesome|lost|low|mad|miserable|moved|mortified|"
           r"nauseous|nervous|numb|on edge|out of place|"
           r"overjoyed|overwhelmed|pained|panicked|panicky|peaceful|proud|puzzled|rattled|relieved|resentful|restless|rotten|"
           r"sad|safe|scared|"
           r"self[- ]?conscious|sensitive|shaken|shaky|shocked|shy|sick|silly|small|sore|sorrowful|speechless|stressed|stuck|stunned|"
           r"surprised|suspicious|teary|tearful|tender|tense|terrible|terrified|threatened|thrilled|tired|torn|touched|trapped|"
           r"troubled|uneasy|uncomfortable|"
           r"unhappy|unsafe|unsettled|unsure|upset|uptight|vulnerable|wary|weary|weepy|weird|worn out|worried|worthless|wounded|"
           r"wretched|stung|"
           r"gutted|raging|fuming|chuffed|knackered|mortified|paiseh|feart|ashamed|humbled|nostalgic|disconnected|invisible|"
           r"pulled apart|paralyzed|"
           r"paralysed|isolated|drowning|burned out|burnt out|pressured inside|excluded|unimportant|crummy|horrible|"
           r"disheartened|crestfallen|distraught|"
           r"distressed|annoyed|bereft|content|comforted|closer|loved|cared for|supported|understood|appreciated|respected|warm|"
           r"welcome|ok|okay|fine|better|good|great|worse")

#: Words without which nothing told about her is taken for a game of that sort: "have dinner with me", told as a wish, is none.
SEXUAL = (r"sex|sexy|sexual\w*|naked|nude|undress\w*|breasts?|boobs|tits|ass|lingerie|horny|aroused?|erotic|naughty|seduc\w*|flirt\w*|"
          r"mak(?:e|ing) out|make love|kiss\w*|(?:her|your|my) body|clothes off|strip|in bed with|sleep with")
