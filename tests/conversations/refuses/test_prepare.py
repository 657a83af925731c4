"""She tells next to nothing: that is enough for a talk."""
from __future__ import annotations

import uuid
from typing import Any


def test_everything_but_the_first_can_be_skipped(meet: Any) -> None:
    her = meet()
    assert her.say("skip")[0]["text"].startswith("This one cannot be skipped") and her.asked == "relationship"
    her.say("my daughter")
    for words in ("skip", "/skip", "i'd rather not say", "next", "/skip", "skip this", "/skip", "/skip"):
        her.say(words)

    assert her.asked == "level"
    her.say("/skip")

    session = her.last["session"]
    assert session["level"] == "realistic" and session["scenario"]["id"] == "your-own" and session["scenario"]["persona"]["role"] == "daughter"
    assert session["opening"] and not session["turns"]
    bearer = {"Authorization": f"Bearer {her.last['token']}"}
    answer = her.http.post("/api/session/say", json={"message": "I'm sorry I shouted.", "id": "m"}, headers=bearer).json()
    assert answer["session"]["turns"][0]["persona"]


def test_the_last_answer_sent_twice_starts_one_talk(meet: Any) -> None:
    her = meet()
    her.say("my mother", *["/skip"] * 8)
    message = {"message": "gentle", "id": uuid.uuid4().hex}
    first, again = (her.http.post("/api/prepare/say", json=message).json() for _ in range(2))

    assert first["code"] == again["code"] and first["messages"] == again["messages"]
    bearer = {"Authorization": f"Bearer {again['token']}"}
    assert len(her.http.get("/api/mine", headers=bearer).json()["rehearsals"]) == 1
    late = her.http.post("/api/prepare/say", json={"message": "tough", "id": uuid.uuid4().hex})
    assert late.status_code == 409
    assert her.http.post("/api/sessions/resume", json={"code": first["code"]}).status_code == 200


def test_an_answer_sent_twice_answers_one_question(meet: Any) -> None:
    her = meet()
    her.say("my mother")
    message = {"message": "Rosa", "id": uuid.uuid4().hex}
    first, again = (her.http.post("/api/prepare/say", json=message).json() for _ in range(2))

    assert first == again and first["preparation"]["question"]["id"] == "happened"
