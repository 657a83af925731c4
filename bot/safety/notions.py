"""Groups of words that mean much the same where danger is concerned, so that the model learns from few examples."""

import re
from typing import Dict, List

_GROUPS = {
    "I": "i me myself mine",
    "WE": "we us our",
    "YOU": "you your yours yourself",
    "HE": "he him his himself she her hers herself they them their themselves",
    "KIN": (
        "mum mom mam mama mamma mommy mummy mother ma amma ammi maa mami dad daddy papa baba abba appa father parents stepfather stepmother brother "
        "sister cousin uncle aunt auntie aunty grandad grandfather grandma gran granny nan nana grandmother grandson nephew niece laws sibling "
        "husband wife partner spouse fiance boyfriend girlfriend ex family stepbrother stepsister relatives"
    ),
    "OTHERS": (
        "boss manager landlord teacher coach pastor priest imam tutor carer carers nurse flatmate roommate neighbour neighbor madam oga employer lodger "
        "someone somebody man men guy bloke stranger childminder babysitter driver friend mate therapist"
    ),
    "CHILD": "child children kid kids baby babies toddler toddlers son daughter boy boys girl girls twins newborn grandchildren granddaughter grandkids",
    "HIT": (
        "hit hits hitting beat beats beating beaten slap slaps slapped slapping punch punches punched punching smack smacks smacked smacking thump "
        "thumps thumped wallop walloped belted whip whips whipped whipping cane caned flog flogged spank spanked choke chokes choked choking strangle "
        "strangles strangled strangling throttled headbutted backhanded batter batters battered bash bashes bashed clobbered whack whacks whacked assault "
        "assaults assaulted attack attacks attacked attacking kick kicks kicked kicking boot booted stamped stomped thrash thrashes thrashed leathers "
        "leathered elbowed kneed smothered suffocated beatings hiding slaps clouted lamped decked clocked socked pummelled pummels lashed lashes stabs stabbed "
        "scalded whooped smacking thumping floored rammed chucked clipped knocked jabbed"
    ),
    "FORCE": (
        "push pushes pushed pushing shove shoves shoved throw throws threw throwing grab grabs grabbed grabbing drag drags dragged dragging pull pulls "
        "pulled yank yanks yanked slam slams slammed pin pins pinned shake shakes shook shaking squeeze squeezed twist twists twisted bite bites bit bitten "
        "scratch scratched burn burns burned burnt pinch pinched hurl hurled flung flings spat spits poured pour pours smash smashes smashed smashing break breaks "
        "breaking broke broken chase chased chases corner corners cornered rip rips ripped held hold holds sat"
    ),
    "HURT": "hurt hurts hurting harm harms harmed harming injure injured abuse abuses abused abusing abusive violent violence rough roughly torture tortures",
    "MARK": (
        "bruise bruises bruised bruising black swollen blood bleeding bleed bleeds stitches fracture fractured concussion scar scars welts marks mark handprint "
        "concealer sleeves ambulance hospital plaster wound wounds purple limp limping lip"
    ),
    "BODY": (
        "throat neck hair arm arms wrist wrists face head stomach ribs rib back leg legs finger fingers hand hands nose jaw eye eyes tooth teeth ear ears "
        "shoulder skin cheek chest mouth belly body lap"
    ),
    "WEAPON": "knife knives gun axe machete hammer bat blade cutlass scissors pistol rifle shotgun bullet razor razors belt stick rod bottle cable acid petrol cord weapon slipper chappal broom hanger iron cigarette",
    "FEAR": "scared afraid frightened terrified petrified fear fears dread frighten frightens scare scares terrifies terrify terrifying flinch flinched freeze trembling panic scary frightening unsafe",
    "DRINK": "drunk drink drinks drinking drank booze steaming wasted plastered high whisky whiskey skinful pissed vodka beers off",
    "SAFE": "safe safety danger dangerous help police escape hiding hide hid run ran rescue flee fled refuge",
    "LOCK": "lock locks locked locking padlock padlocked bolt bolted chain chained trap trapped shut tied imprisoned prisoner captive hostage kidnapped confined nailed",
    "EXIT": "door doors gate gates key keys window windows outside outdoors leave leaving out exit indoors inside basement room house flat home",
    "PAPERS": "passport passports papers documents visa id phone mobile laptop shoes",
    "MARRY": "marry married marrying marriage wedding groom nikah engaged shaadi",
    "LET": "let lets letting allow allows allowed permission forbid forbids forbidden permit",
    "CONTROL": "check checks checking track tracks tracker tracking monitor monitors cameras camera app receipts control controls follows following stalking stalks watches decides",
    "MONEY": "money wages pension salary bank card pay paid benefits cash savings pounds dollars",
    "SEX": (
        "sex sexual sexually rape raped rapes rapist raping molest molested molests grope gropes groped nude nudes naked undress undressed knickers underwear "
        "bra skirt thigh thighs breasts penis vagina private privates condom porn intimate pyjamas pajamas consent fingered lap bed shower pics jeans kissed kisses topless"
    ),
    "TOUCH": "touch touches touched touching rub rubs rubbed fondle fondled stroke stroked feel felt licked",
    "SECRET": "secret nobody tell told telling anyone believe promise promised threat threaten threatens threatened threatening blackmail blackmails blackmailing warn warned warns swore post posts share shares sharing",
    "KILL": "kill kills killing killed murder murders murdered shoot shooting shot stab poison drown poisoned slaughter finish bury buried end",
    "DEATH": "die dies dying dead death suicide suicidal hang hanging hanged overdose overdosed noose rope grave funeral coffin heaven unalive kms ctb",
    "ALIVE": "alive live lives living life exist existing existence breathing world earth born wake waking woke",
    "MEANS": "pills tablets tablet paracetamol insulin medication medicine meds bleach helium pesticide bridge cliff train tracks platform roof balcony river sea lorry bus sleeping strip packet bottle terrace ledge fan dupatta",
    "GONE": "gone goodbye farewell last final finally over end ending ended forever soon free relief burden without disappear vanish anymore longer",
    "POINT": "reason point purpose worth matters hope hopeless future nothing",
    "CUT": "cut cuts cutting slice slicing sliced carve carved razor blade blades scratch wrists thighs sharpener compass starve starving purge purging laxatives vomit",
    "FOOD": "food eat eats eating hungry starve starved starves feed fed",
    "NOW": "tonight now today again yesterday week night still always every",
    "WEEKDAY": "monday tuesday wednesday thursday friday saturday sunday",
    "LONG": "ago used decades childhood growing grew then twenties thirties younger remember",
    "NOT": "not no never cannot",
    "WANT": "want wants wanted wish wishes hope hoping going ready plan planning plans decided thinking thought think keep",
    "SAY": "say says said saying told tells texted wrote",
    "DIS": "disappoint disappointed feelings opinion advice comments judge judging reaction upset cross weight job career",
    "JOKE": "lol lmao haha hahaha lool rofl xd laughing joke joking literally",
    "SPORT": "football netball chess game match team gym scrabble film movie book novel series exam exams homework",
    "NEWLY": "just started keeps kept twice times",
}

BY_WORD: Dict[str, List[str]] = {}
for _name, _words in _GROUPS.items():
    for _word in _words.split():
        BY_WORD.setdefault(_word, []).append(_name)

_AGE = re.compile(r"^(?:1[0-7]|[5-9]|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|nine|eight|seven|ten)$")


def notions(tokens: List[str]) -> List[List[str]]:
    """For each word the groups it is in."""
    return [BY_WORD.get(token) or (["AGE"] if _AGE.match(token) else []) for token in tokens]
