"""What is said about going back and about tries: the use cases of :mod:`bot.rehearsal.branches` in words a channel can show."""
from __future__ import annotations

from typing import Any, Mapping, Sequence

from bot.errors import UsageError
from bot.rehearsal.branches import Branches, Stand
from bot.rehearsal.rehearsals import Rehearsals

MOST_TOLD = 3  # tries or rows in one message; the structured part beside it has more
ROWS_BESIDE = 12  # of a comparison, beside its words
LONGEST_LINE, LONGEST_SAID = 32, 120  # characters of a line that is only named, and of her last words


class Tries:
    """Takes the numbers a person named, carries it out, and answers with the app's message: ``text`` and, to be shown as a table,
    ``branches`` or ``compare``. Everything raises UsageError with the sentence to say when the numbers make no sense."""

    def __init__(self, rehearsals: Rehearsals, branches: Branches, wording: Mapping[str, Any]) -> None:
        self._rehearsals, self._branches, self._wording, self._words = rehearsals, branches, wording, wording["steering"]

    def undo(self, session_id: str, numbers: Sequence[int], client_id: str | None = None, *, named: bool = False) -> dict[str, Any]:
        """So many turns taken back, one without a number. ``named``: something was typed behind the command."""
        if len(numbers) > 1 or named and not numbers:
            raise UsageError(self._words["undo_how"])
        turns = numbers[0] if numbers else 1
        if not self._rehearsals.undo(session_id, client_id, turns):
            return dict(self._wording["app"]["nothing_to_undo"])
        return {"text": self._words["undone_many"].format(turns=turns)} if turns > 1 else dict(self._wording["app"]["undone"])

    def fork_before(self, session_id: str, numbers: Sequence[int], client_id: str | None = None) -> dict[str, Any]:
        """Back to just before the message named."""
        number = self._one(numbers, "whatif_how")
        stand = self._branches.fork_before(session_id, number, client_id)
        return {"text": self._words["forked"].format(number=number, said=_cut(stand.said, LONGEST_SAID))}

    def switch(self, session_id: str, numbers: Sequence[int], client_id: str | None = None) -> dict[str, Any]:
        """On to the try named."""
        number = self._one(numbers, "branch_how")
        stand = self._branches.switch(session_id, number, client_id)
        return {"text": self._words[_where(stand)].format(number=number, said=_cut(stand.said, LONGEST_SAID), turns=stand.turns)}

    def branches(self, session_id: str) -> dict[str, Any]:
        """All tries; the last few in words."""
        told = self._branches.branches(session_id)["branches"]
        if not told[-1]["turns"]:
            return {"text": self._words["tries_none"]}
        if len(told) == 1:
            return {"text": self._words["tries_one"].format(line=self._line(told[0])), "branches": told}
        last = told[-MOST_TOLD:]
        lines = [self._words["tries_many"].format(count=len(told)), *map(self._line, last)]
        if len(told) > MOST_TOLD:
            lines.append(self._words["tries_more"].format(count=len(told) - MOST_TOLD))
        return {"text": "\n".join(lines), "branches": told}

    def compare(self, session_id: str, numbers: Sequence[int], *, named: bool = False) -> dict[str, Any]:
        """Two tries side by side; without numbers the present one and the one before. ``named``: something was typed behind the command."""
        if len(numbers) != 2 and (numbers or named):
            raise UsageError(self._words["compare_how"])
        told = self._branches.compare(session_id, *map(str, numbers))
        first = told["rows"][0] if told["rows"] else {"a": None, "b": None}
        text = [self._words["compared"].format(a=told["a"]["name"], b=told["b"]["name"], parted=told["parted_after"]),
                *(self._row(told[side]["name"], first[side]) for side in ("a", "b"))]
        rows = told["rows"][:ROWS_BESIDE]
        return {"text": "\n".join(text), "compare": {**told, "rows": rows, "more": told["more"] + len(told["rows"]) - len(rows)}}

    def _one(self, numbers: Sequence[int], how: str) -> int:
        if len(numbers) != 1:
            raise UsageError(self._words[how])
        return numbers[0]

    def _line(self, branch: Mapping[str, Any]) -> str:
        turns = self._words["try_messages"]["one" if branch["turns"] == 1 else "many"].format(count=branch["turns"])
        mood = self._wording["short_outcomes"][branch["outcome"]] if branch["outcome"] else self._wording["mood"][branch["mood"]]
        return str(self._words["try_line"].format(name=branch["name"], turns=turns, mood=mood, last=_cut(branch["last"]),
                                                  here=self._words["try_here"] if branch["present"] else ""))

    def _row(self, name: str, side: Mapping[str, Any] | None) -> str:
        if side is None:
            return str(self._words["compared_none"].format(name=name))
        return str(self._words["compared_row"].format(name=name, user=_cut(side["user"]), persona=_cut(" ".join(side["persona"])),
                                                      mood=self._wording["mood"][side["mood"]]))


def _where(stand: Stand) -> str:
    return "already_there" if not stand.moved else "switched_over" if stand.over else "switched"


def _cut(text: str, longest: int = LONGEST_LINE) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
