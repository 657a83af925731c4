"""Closed classes of English the planning leans on: what may be kept, what must fall, what a camera would see."""
from __future__ import annotations

YOU = frozenset({"you", "u", "ya", "ye", "yous", "youse", "y'all", "yall"})

#: With or without these something is judged, however it was done.
SCORN = frozenset("disgust contempt hatred scorn disdain spite manner manners respect shame consideration".split())
SELF = frozenset({"yourself", "yourselves", "urself", "urselves", "yaself", "yourselfs"})

# Sweeping words: the message may hold them, a reframe never does.
ABSOLUTES = frozenset("""always never ever every everything everythin nothing nothin anything constantly forever everytime whatever
 whenever none nobody no-one all entire entirely totally completely absolutely endless endlessly only literally any""".split())
# "Every day" and "every morning" are plain times, not charges.
TIME_UNITS = frozenset("day night morning evening week month year sunday monday tuesday wednesday thursday friday saturday "
                       "hour minute christmas weekend afternoon summer january february march april may june july august september october november december term winter spring".split())
MEASURES = frozenset(["all day", "all night", "all week", "all morning", "all evening", "all afternoon", "all the way"])

# Words that judge, swear or mock; a phrase with one of them is not carried over.
CHARGED = frozenset("""accuse abuse attack bastard bitch betray blackmail bloody bully cheat control controlling cow crap cruel curse damn
 deceive deceptive despise destroy dismiss dramatic dump evil failure fake fault fool fuck fucking garbage guilt guilty hate hateful hell heartless
 horrible humiliate hypocrite idiot ignorant ignore immature insult insulting interfere judge judgmental killing kill lazy liar lie lying
 manipulate manipulative martyr mean meddle mess mock moron nag narcissist narcissistic nasty neglect obsess obsessed overreact
 pathetic patronise patronize piss poison poke pry psycho punish rude ruin sabotage scold selfish shame shit silly smother snoop
 spoil spoiled spoilt spy stupid suffocate sulk sulking toxic trash trample treat twist ungrateful useless victim waste wreck
 parade dictate rub steal shove screech bitching whine whinge moan lecture preach drama bollocks arse ass hypocritical cold
 controlling judgemental disgrace disgusting disgusted entitled brat witch monster gaslight gaslighting favour favor spite
 police badger hound pester harass pick criticise criticize undermine belittle disrespect disrespectful abandon reject blame threaten
 force bulldoze crazy insane nuts bonkers hijack commandeer guilt-trip exploit stab trick fob sneak sneaky dig bash slag wind invade barge stick stuff drag swan march
 smirk sneer snap bark grill interrogate invalidate""".split())
# Big words that are nearly always figures of speech in a quarrel.
FIGURES = frozenset("hell soul guts blood throne queen king saint martyr god breath lord devil circus show museum prison "
                    "officer jury court trial lamp wall dog dirt furniture stranger maid servant atm hotel".split())

# Things a camera could film: the base forms that may stand after "when you …" as they are.
OBSERVABLE = frozenset("""accept add agree announce answer apologise apologize argue arrange arrive ask bake book borrow break bring buy call cancel
 carry change check choose clap clean close collect come comment compare cook correct cross cry cut dance decide delete discuss divorce
 drink drive drop eat email explain fall feed fetch find finish fly fold forget forward give go greet hand hang
 help hide hold hug include interrupt introduce invite iron join joke keep kiss knock laugh leave lend let
 lift listen lock look lose marry measure meet mention message miss move mute name offer open order pick pack paint park pass
 pat pay phone photograph plan play post pour pray pretend print promise pull push put read rearrange record refuse remember
 remind repeat reply return ring say sell send serve share shout show sign sing sit skip sleep smile smoke speak spend stand stare start
 stay stop switch take talk tell text thank throw tidy touch travel turn unpack visit vote wait wake walk warn wash watch
 wear whisper work wrap write yell scream use block unfollow tag upload tweet roll weigh praise teach contact celebrate attend
 pierce cuddle shake swap translate type video facetime whatsapp zoom pop stop-by hoover sew knit dye trim braid shave press
 snatch grab spill scrub shut slam unplug plug copy postpone propose toast boo whistle film broadcast sack hire rename christen water mow plant chop fry roast freeze rinse vacuum mop polish
 babysit fix inform instruct consult notify receive request suggest advise""".split())
# Idioms: verb plus object noun that make a judgment of a filmable verb.
JUDGED_OBJECTS = frozenset("motions mud crumbs patience attack thing years decade confidence legs family issues issue side choice advantage credit granted piss mickey life lives fuss time point promise trust heart word silence fun eyes eye nose face mouth back shoulder".split())
STATES = frozenset("late away out early home asleep ill sick silent quiet drunk busy abroad".split())
# Verbs that make no sensible wish on their own.
UNWISHABLE = frozenset("be do have get let want seem think mean suppose know become happen expect try dare live feel like love hate need die mind ask for".split()) - {
    "ask", "for"}
GOOD_STATES = frozenset("listen care trust respect believe support help love want need notice remember understand accept appreciate apologise "
                        "apologize thank encourage praise back defend like miss hear see include".split())
CONTACT = frozenset("call ring phone text visit come write reply answer see spend message email bother".split())

#: What people do for and with each other.
TOWARDS = CONTACT | frozenset("say tell ask thank look listen help come talk speak send bring hold hug smile apologise apologize wait sit stay spare share remember".split())

KIN = frozenset("""mum mom mama mamma mam ma mummy mommy mother mami amma ammi umma eomma nanay inay ina ima omma ummi mutti maman mama's
 mumma mumsy mammy mums moms daughter beta habibti hija mija anak darling dear love sweetheart honey sweetie pet hun hon ya7abibti daughter
 madam missy ammu amme aai aayi maa mata mataji nene anne mamá mamaita mater mamma madre""".split())
FILLERS = frozenset("""oh ah well so and but or cos because then fine wow great look listen honestly seriously like no yes yeah ok okay now
 right sure please god jesus hey also plus still anyway anyways just really lol nope nah ugh omg hmm um er aye hello hi sorry""".split())
SUBORDINATORS = frozenset("""because cos cause since so that which who whom whose if unless until till while as than though although when where
 why how what whether before after once even to for with without about like from by of in on at""".split())
BAD_TOPICS = frozenset("""thing things way ways person people one ones time times kind sort lot bit point reason word words everyone
 everybody nobody someone something anything nothing everything fault shame nerve guess world matter sake course part rest end day days
 life lives head heart face mind name place year years minute second hour hours moment woman man girl boy lady god hell lord
 sake mother mum mom daughter child attention side chance half idea use good bad choice question answer body mouth eyes eye hand hands
 back foot feet night morning week month today tomorrow yesterday tonight evening afternoon breath dare yourself myself herself himself
 number amount rest sense behaviour behavior attitude temper nonsense rubbish anyone somebody everything fun fuss whole both other others
 same truth lie lies liar favour favor trouble problem problems habit feelings feeling love care respect trust help conversation room
 top bottom front hold start stop go look big deal joke lecture drama victim martyr favourite favorite golden queen princess saint blame
 excuse excuses remark remarks comment comments chin beak grave pocket bed door lap wheel throat stomach shoulders hip thumbs ticks matters expectations standards opinion opinions show act game games type length minutes seconds set turn place couple thought
 thoughts soul blood bone bones skin ear ears nose neck shoulder arms arm leg knee knees finger fingers tongue lips lip figure god gods
 thanks wait nothing fool idiot liar cow brat witch monster failure clue manners tone pity sympathy guilt one-way top everybody""".split())
#: Orders that only scold, verb and next word: nothing in them could be asked as a favour.
SCOLDS = frozenset({("kiss", "the"), ("calm", "down"), ("cheer", "up"), ("clear", "off"), ("come", "off"), ("come", "on"), ("get", "lost"), ("get",
           "over"), ("get", "real"), ("give", "over"), ("go", "on"), ("grow", "up"), ("man", "up"), ("pull", "yourself"), ("shut", "up"), ("snap",
           "out"), ("sod", "off"), ("wake", "up"), ("wise", "up")})
GUARD_HARM = frozenset("hit beat slap punch kick choke rape strangle hurt".split())
DAYS = frozenset("""monday tuesday wednesday thursday friday saturday sunday christmas xmas easter thanksgiving eid diwali hanukkah
 passover birthday wedding graduation anniversary holiday weekend halloween ramadan lent""".split())
# Acts no camera sees, whatever their object.
UNSEEN_ACTS = frozenset("""have get make want need like prefer know think believe mean seem consider regard see hear feel expect suppose let own earn cost owe doubt
 question respect value appreciate understand deserve hate resent envy love forget remember notice mind care trust choose decide act live lose miss break carry
 fill feed eat drain swallow kill burn bury haunt run rule own shape define become drink buy cross raise""".split())
# Things of hers that nobody can touch.
ABSTRACT = frozenset("""childhood story sleep peace joy happiness confidence future past hope dream dreams mood chance opportunity privacy boundary boundaries
 trust patience strength energy spirit pride dignity identity language youth marriage relationship memory memories history teenage style thunder wings sanity""".split())
# The tidied copy spells parts of these voices its own way; half of it kept would be nobody's.
PATOIS = frozenset("mi wid gwaan di dem fi nuh cyaan inna seh haffi mih doh deya tae frae dae unda dinnae cannae".split())
