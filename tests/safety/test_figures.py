"""Measured on messages never used to train or to write a pattern. Run with -s to read the figures."""

from .conftest import rows

# The aim is 0.95 and 0.03, not reached yet (data/safety/README.md). These are the floors: what was measured when the held-out
# messages were first read. They may only rise, and never by writing a pattern for a held-out message.
RECALL, FALSE_ALARMS, PAST = 0.865, 0.052, 0.90
ORDINARY = 0.005


def test_held_out(watch):
    heard = {"danger": [], "past": [], "none": []}
    kinds = []
    for row in rows("held-out.jsonl"):
        reading = watch.recognise(row["text"])
        if row["danger"]:
            heard["danger"].append(reading.danger is not None)
            if reading.danger:
                kinds.append(reading.danger.value == row["danger"])
        elif row["past"]:
            heard["past"].append(reading.past)
        else:
            heard["none"].append(reading.danger is not None)
    share = {name: sum(one) / len(one) for name, one in heard.items()}
    print(
        f"\nheld-out: recall {share['danger']:.3f} of {len(heard['danger'])}, false alarms {share['none']:.3f} of {len(heard['none'])}, "
        f"past {share['past']:.3f} of {len(heard['past'])}, right kind {sum(kinds) / len(kinds):.3f}"
    )
    assert share["danger"] >= RECALL
    assert share["none"] <= FALSE_ALARMS
    assert share["past"] >= PAST


def test_ordinary_rehearsal_messages_raise_no_alarm(watch):
    ordinary = rows("ordinary.jsonl")
    alarms = [row["text"] for row in ordinary if watch.recognise(row["text"]).danger]
    print(f"\nordinary messages (also trained on): {len(alarms)} alarms in {len(ordinary)}")
    assert len(alarms) / len(ordinary) <= ORDINARY
