"""Shapes of reproach, each by sentences of its own: what must stand in the line, and what must never come out."""
from __future__ import annotations

from typing import Any

import pytest

from tests.coach.test_reframe import propose

#: shape: message with its marks, words of the line, words that would spoil it.
SHAPES: dict[str, list[tuple[str, str, str]]] = {
    "two verbs, the first a verdict": [
        ("[label:You act sweet with the neighbours and then swear at me in the hall].", "swear at me in the hall", "act sweet when"),
        ("[criticism:You sit up till four and treat this flat like a station].", "sit up till four", "like a station"),
        ("[criticism:You block me for a week and then act like I'm the problem].", "block me for a week", "then act"),
    ],
    "two wishes in one breath": [
        ("[criticism:You don't ring, you don't text].", "text", "don't"),
        ("[criticism:You never cook, you never clean the bath].", "cook or clean the bath", "never"),
    ],
    "done without a word before": [
        ("[criticism:You sold the caravan and you didn't even tell me].", "sold the caravan without telling me", "didn't"),
        ("[criticism:You painted my door and you never asked me].", "painted my door without asking me", "never"),
    ],
    "done, and now withheld": [
        ("[criticism:You took two hundred from me and now you won't open the door].", "opened the door|open the door", "won't"),
    ],
    "what is done by doing something": [
        ("[fault:You embarrassed me by singing at the bank].", "when you sang at the bank", "by singing"),
        ("[fault:You ruined my engagement by reading out his letters].", "when you read out his letters", "ruined"),
    ],
    "the wish before instead of": [
        ("[accusing_question:Why can't you be glad for me about the flat instead of counting its cracks]?", "", "cracks"),
        ("[guilt_trip:If you loved me you'd come to my recital instead of going to the races].", "come to my recital|came to my recital", "races"),
    ],
    "why you no": [
        ("[accusing_question:Why you no answer when I knock]?", "answered when I knock|answer when I knock", "hard for me when I knock"),
        ("[accusing_question:Why you no eat what I cook]?", "ate what I cook|eat what I cook", "when you eat"),
    ],
    "she is thought not to notice": [
        ("[accusing_question:You think I don't see you go through my bag at night]?", "go through my bag at night", "close again"),
        ("[mind_reading:You think I don't notice you hide the bills].", "you hide the bills", "think I"),
    ],
    "she is thought to allow it": [
        ("[mind_reading:You think you can read my post].", "didn't read my post", "think"),
        ("[mind_reading:You think because you bought the car you can check my mileage].", "didn't check my mileage", "bought"),
    ],
    "believed, and not so": [
        ("[label:You're a liar]. You told me you'd sold the gun.", "You told me you'd sold the gun, and", "when you told"),
        ("You said you were at Gran's. [label:What a liar you are].", "You said you were at Gran's, and", "when you said"),
    ],
    "told to be done with it": [
        ("[demand:You need to get over the miscarriage].", "the miscarriage", "get over"),
        ("[demand:It's time to move on from the fire].", "", "move on"),
    ],
    "meddling": [
        ("[accusing_question:When will you stop interfering in how I dress my son]?", "how I dress my son in my own way", "interfer"),
        ("[demand:Stop meddling in my marriage].", "my marriage in my own way", "meddl"),
    ],
    "not the same for both": [
        ("[criticism:You treat Femi like a prince and me like the cook].", "Femi and me the same", "prince"),
        ("[criticism:You treat my sister better than me].", "my sister and me the same", "better than"),
    ],
    "nobody else's": [
        ("[comparison:Nobody else's mum reads their texts].", "didn't read my texts", "love it if you read"),
    ],
    "others give": [
        ("[comparison:Your cousin sends flowers every birthday].", "send flowers every birthday|sent flowers every birthday", "cousin"),
    ],
    "good enough for one thing": [
        ("[guilt_trip:I'm good enough to drive them but not good enough to be asked to the party].", "to be asked to the party too", "good enough"),
    ],
    "rather with others": [
        ("[mind_reading:You'd rather spend Eid with your in-laws than with me].", "spend Eid with me|spent Eid with me", "in-laws"),
    ],
    "silence counted": [
        ("[absolute:Four weeks and not a single call].", "hear from you|heard from you in four weeks|hearing from you", "single"),
    ],
    "each time, at the end": [
        ("[fault:You make me feel like a nuisance every time I need a lift].", "like a nuisance when I need a lift", "every time"),
        ("[absolute:You interrupt me every single time I talk about the baby].", "when I talk about the baby", "every"),
    ],
    "each time, with you in it": [
        ("[absolute:Every time I show you a drawing you find a mistake].", "when I show you a drawing and you find a mistake", "every"),
    ],
    "a pronoun gets its thing back": [
        ("[criticism:After you borrowed my drill you brought it back broken].", "brought my drill back broken", "brought it"),
        ("[criticism:You ignored my parcel and you left it in the rain].", "left my parcel in the rain|my parcel and you left it", "when you left it"),
    ],
    "her own half of a blame": [
        ("[fault:Because of your temper we lost the flat].", "We lost the flat", "temper"),
        ("[fault:Your drinking is the reason I moved out].", "I moved out", "drinking"),
        ("[fault:It's your fault I failed].", "I failed", "fault"),
    ],
    "accused": [
        ("[criticism:You accused me of hiding your ring].", "you said I hid your ring", "accus"),
    ],
    "she asks for one who": [
        ("[accusing_question:What did I do to deserve a daughter who blocks her own mother on Facebook]?", "blocked me on Facebook", "deserve"),
    ],
    "verdict and deed in one mark": [
        ("[label:You are so clumsy, you lost my passport again].", "you lost my passport", "clumsy"),
    ],
    "a state with its moment": [
        ("[label:You can be so nasty when you've been out with them].", "how things are between us when you've been out with them", "nasty"),
        ("[label:You've become such a stranger since you joined that club].", "since you joined that club", "stranger"),
    ],
    "her own moment is not what hurts": [
        ("[absolute:You always have a reason ready when I ask you for a lift].", "between us when I ask you for a lift|how it is", "hard for me when I ask"),
    ],
    "not for mine": [
        ("[accusing_question:How come you can pay for Leo's trip but not for my shoes]?", "for my shoes too", "but not"),
        ("[criticism:You cook for him but not for me].", "for me too", "but not"),
    ],
    "what is done to her, as one word": [
        ("[absolute:You always take me for granted].", "tired", "granted"),
        ("[fault:You pressured me into quitting the band].", "I had to quit the band", "pressured"),
    ],
    "a place treated like another": [
        ("[criticism:You use my kitchen like a workshop].", "my kitchen", "workshop"),
    ],
    "said once, like to a dog": [
        ("[criticism:You talked to me like a servant at the hotel].", "how you talked to me at the hotel", "servant"),
    ],
    "alone, now": [
        ("[guilt_trip:I'm eating soup alone on my name day].", "rather not eat soup alone on my name day", "I'm eating"),
    ],
    "made to choose": [
        ("[demand:Stop making me choose between you and the band].", "rather not choose between you and the band", "making"),
    ],
    "where, and by doing what": [
        ("[fault:You embarrassed me at the gym by playing my voice notes].", "at the gym when you played my voice notes", "by playing"),
    ],
    "could not be bothered": [
        ("[mind_reading:You couldn't be bothered to lock the gate].", "you'd locked the gate|you'd lock the gate", "bothered"),
    ],
    "would not let": [
        ("[criticism:You wouldn't let me speak at the hearing].", "you'd let me speak at the hearing", "Could you let"),
    ],
    "a verdict in the manner": [
        ("[criticism:You stare at me with such contempt when I eat].", "when I eat", "contempt"),
        ("[criticism:You're bringing up that child without any manners].", "", "bringing up that child"),
    ],
}
CASES = [pytest.param(*case, id=f"{shape}: {case[0][:40]}") for shape, cases in SHAPES.items() for case in cases]


@pytest.mark.parametrize("marked, kept, wrong", CASES)
def test_the_line_keeps_what_counts_in_every_shape(marked: str, kept: str, wrong: str) -> None:
    speaker: Any = "mother" if "own mother" in marked else "daughter"
    lines = propose(marked, speaker=speaker).candidates[:3]

    assert not kept or any(part.lower() in line.lower() for part in kept.split("|") for line in lines), lines
    assert not any(wrong in line for line in lines), lines


@pytest.mark.parametrize("marked, wrong", [
    ("[absolute:You say you love my work but you've never read one story of mine].", "you've read one story"),
    ("[comparison:why can't you be normal like other mums and just knock]", "not to knock"),
    ("[mind_reading:You pretended to be ill so I'd miss the match].", "that you're ill"),
    ("[absolute:You always think I'm lying about school].", "found out"),
    ("[threat:Leave your phone off for a day and see if anybody dies].", "didn't leave"),
    ("[threat:Don't come crying to me when he goes].", "didn't come"),
    ("[demand:quit acting like you're perfect you got divorced twice]", "you divorced"),
    ("[criticism:You have turned my own sons against me].", "against me"),
    ("[guilt_trip:At nine I ran a house, you cannot even boil rice].", "boil rice"),
    ("[demand:You should kiss the floor I walk on].", "kiss the floor"),
    ("[absolute:You don't even like me you like my marks].", "like me you"),
    ("[absolute:You ring when I'm in the middle of something mum].", "something mum"),
    ("[demand:stop using my bag its mine]", "bag its"),
    ("You booked it. [criticism:You called me lazy when I left].", "you called me."),
    ("[criticism:You've been telling Nan lies about my boss].", "found out more"),
    ("[guilt_trip:I have nobody and I eat with the radio].", "I felt"),
])
def test_nothing_askew_is_put_in_her_mouth(marked: str, wrong: str) -> None:
    assert not any(wrong in line for line in propose(marked).candidates)
