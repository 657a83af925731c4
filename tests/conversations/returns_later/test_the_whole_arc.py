"""The server is killed after every step of the arc, and nothing of any step is lost."""
from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.conftest import Running
from tests.conversations.talk import Learner

BLAME, KIND = "You never listen when I say I am at work, Mama.", "I'm sorry I snapped. I get scared when the phone rings in a meeting."
SECRET = "the yellow kettle"


class Killed:
    """A learner whose server dies after each step; after it she sees what she saw before."""

    def __init__(self, running: Running) -> None:
        self._running, self.her = running, Learner(running)

    def get(self, path: str) -> Any:
        answer = self.her.http.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def dies(self, *pages: str) -> None:
        before = [self.get(page) for page in ("/api/session", *pages)]
        self._running.stop(kill=True)
        self._running.start()
        assert [self.get(page) for page in ("/api/session", *pages)] == before


def test_the_whole_arc_outlives_its_server(model: Path, tmp_path: Path) -> None:
    running = Running(model, tmp_path / "home")
    running.start()
    try:
        killed = Killed(running)
        her, http = killed.her, killed.her.http

        her.says("/coach gentle end", BLAME, KIND, "/whatif 1", f"I felt small when you rang. I was thinking of {SECRET}.")
        killed.dies("/api/session/branches", "/api/session/compare")

        her.says("/branch 1", "What is it like for you when I do not answer?", "/out", "/resume", "/hint", "/end")
        debrief = killed.get("/api/session/debrief")["debrief"]
        assert debrief["hardest"]["line"] in BLAME and debrief["notes"]
        killed.dies("/api/session/debrief", "/api/mine/progress")

        assert http.put("/api/session/card", json={"fields": {"open": f"Can I tell you about {SECRET}?"}}).status_code == 200
        in_a_week = (date.today() + timedelta(days=7)).isoformat()
        assert http.put("/api/mine/talk", json={"when": in_a_week}).status_code == 200
        killed.dies("/api/session/card", "/api/mine/talks", "/api/mine/talk/questions")

        told = http.post("/api/mine/talk/answers", json={"answers": {"happened": "yes", "said": f"We laughed about {SECRET}."}})
        assert told.status_code == 200, told.text
        swapped = http.post("/api/session/swap").json()
        killed.dies("/api/mine/talks", "/api/mine")
        assert SECRET in str(killed.get("/api/mine/talks")) and SECRET in str(killed.get("/api/mine/export"))

        her.move_to(swapped)
        http.delete("/api/mine")
        running.stop(kill=True)
        assert SECRET.encode() not in b"".join(path.read_bytes() for path in running.folder.rglob("*") if path.is_file())
        running.start()
        assert http.get("/api/session").status_code == 401
        http.close()
    finally:
        running.stop()
