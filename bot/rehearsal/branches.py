"""What-if: the turns of a talk are a tree, and a learner can stand at any of them, go on from there, and hold two tries side by side.

Nothing is ever deleted. A try is a way from the opening to a leaf; tries are numbered in the order in which they were begun.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any, Callable, Mapping, Sequence

from bot.errors import NotYours, RehearsalOver, UsageError
from bot.persona.reaction import temperature_band
from bot.rehearsal.endings import ENDED_BY_HER, is_final, outcome_at
from bot.rehearsal.rehearsals import utc_now
from bot.store.models import SessionRow, TurnRow
from bot.store.store import Bone, Glimpse, Store, Work

MOST_ROWS = 50  # of a comparison; what lies further down is counted, not shown


@dataclass(frozen=True)
class Stand:
    """Where the learner stands after a step in the tree: ``turns`` messages into the talk, after ``said``, her last words there."""

    turns: int
    said: str
    over: bool
    moved: bool = True


class Tree:
    """The shape of one rehearsal: which turns belong to which try, and what the present path is."""

    def __init__(self, bones: Sequence[Bone], head: str) -> None:
        """``bones``: in order of birth."""
        self.bones = {bone.id: bone for bone in bones}
        self.head = self.bones[head]
        self.present = set(self.path(head))
        last: dict[str, Bone] = {}  # of each try, by the turn it was begun with
        begun: dict[str, str] = {}
        continued: set[str] = set()
        self._meets: dict[str, int] = {}
        # A clock that was set back may have put a turn before its parent.
        for bone in sorted(bones, key=lambda each: each.depth):
            # The first answer goes on with a try, every further one begins another.
            first = bone.parent_id is not None and bone.parent_id not in continued
            begun[bone.id] = begun[bone.parent_id] if first and bone.parent_id else bone.id
            last[begun[bone.id]] = bone
            if bone.parent_id is not None:
                continued.add(bone.parent_id)
            self._meets[bone.id] = bone.depth if bone.id in self.present else self._meets[bone.parent_id or ""]
        self.leaves = [last[bone.id] for bone in bones if bone.id in last]

    def path(self, turn_id: str) -> list[str]:
        """From the opening to a turn."""
        ids: list[str] = []
        at: str | None = turn_id
        while at is not None:
            ids.append(at)
            at = self.bones[at].parent_id
        return ids[::-1]

    def parted_after(self, leaf: Bone) -> int | None:
        """How many messages it shares with the present path; None for the present one."""
        return None if leaf.id == self.head.id else self._meets[leaf.id]


class Branches:
    """Standing elsewhere in a talk, and looking at its tries. Needs neither scenarios nor coach."""

    def __init__(self, store: Store, wording: Mapping[str, Any], clock: Callable[[], datetime] = utc_now) -> None:
        self._store, self._words, self._clock = store, wording, clock

    # Going elsewhere

    def fork(self, session_id: str, turn_id: str, *, before: bool = False, client_id: str | None = None) -> Stand:
        """Stand at a turn, or just ``before`` it, and go on from there; an ending by the learner is taken back by it.

        Raises NotYours, UsageError for a turn of no use here, RehearsalOver once the talk was stopped for safety.
        """
        with self._store.work() as work:
            row = self._row(work, session_id)
            turn = work.turn(turn_id)
            if turn is not None and before and turn.session_id == session_id:
                turn = work.turn(turn.parent_id) if turn.parent_id else None
            if turn is None or turn.session_id != session_id:
                raise UsageError(self._say("no_such_turn"))
            return self._stand(work, row, turn, client_id)

    def fork_before(self, session_id: str, number: int, client_id: str | None = None) -> Stand:
        """Stand just before the learner's message of this number, counted from 1 on the present path. Raises as :meth:`fork` does."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            head = work.turn(row.head_id)
            assert head is not None
            if not 1 <= number <= head.depth:
                raise UsageError(self._say("no_such_message", most=head.depth) if head.depth else self._say("no_message"))
            parents, at = work.parents(session_id), head.id
            for _ in range(head.depth - number + 1):
                at = parents[at]
            turn = work.turn(at)
            assert turn is not None
            return self._stand(work, row, turn, client_id)

    def switch(self, session_id: str, number: int, client_id: str | None = None) -> Stand:
        """Stand at the end of the try of this number. Raises as :meth:`fork` does."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            tree = Tree(work.skeleton(session_id), row.head_id)
            turn = work.turn(self._leaf(tree, number).id)
            assert turn is not None
            return self._stand(work, row, turn, client_id)

    def _stand(self, work: Work, row: SessionRow, turn: TurnRow, client_id: str | None) -> Stand:
        head = work.turn(row.head_id)
        assert head is not None
        if is_final(head) or is_final(turn):
            raise RehearsalOver(self._words["app"]["stopped_for_safety"]["text"])
        outcome = outcome_at(turn)
        moved = turn.id != head.id or row.outcome != outcome
        if moved:
            row.head_id, row.outcome, row.paused, row.stepped_out = turn.id, outcome, False, False
            row.ended_at = self._clock() if outcome else None
        work.receipt(str(row.id), client_id, self._clock())
        work.commit()
        said = turn.reply["persona"]
        return Stand(turn.depth, said[-1] if said else "", outcome is not None, moved)

    # Looking

    def branches(self, session_id: str) -> dict[str, Any]:
        """Every try of a talk, in the order they were begun, and where the learner stands. Raises NotYours."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            tree = Tree(work.skeleton(session_id), row.head_id)
            seen = work.glimpses([leaf.id for leaf in tree.leaves])
        return {"branches": [self._branch(tree, number, seen[leaf.id], row) for number, leaf in enumerate(tree.leaves, 1)],
                "standing": {"turn": tree.head.id, "turns": tree.head.depth}}

    def compare(self, session_id: str, a: str | None = None, b: str | None = None) -> dict[str, Any]:
        """Two tries side by side from where they part. ``a`` and ``b``: numbers of tries, or ids of turns they lead to; left out, the try
        before and the present one, or the last two begun where the learner stands in the middle.

        Raises NotYours, UsageError when there are no two to compare, RehearsalOver once the talk was stopped for safety.
        """
        with self._store.work() as work:
            row = self._row(work, session_id)
            head = work.turn(row.head_id)
            assert head is not None
            if is_final(head):
                raise RehearsalOver(self._words["app"]["stopped_for_safety"]["text"])
            tree = Tree(work.skeleton(session_id), row.head_id)
            ends = self._two(tree, a, b)
            paths = [tree.path(end.id) for end in ends]
            shared = sum(1 for one, other in zip(*paths) if one == other)
            tails = [path[shared:] for path in paths]
            shown = [turn for tail in tails for turn in tail[:MOST_ROWS]]
            seen = work.glimpses([*shown, paths[0][shared - 1]], answers=True)
            ends_seen = work.glimpses([end.id for end in ends])
            marks: dict[str, list[dict[str, Any]]] = {}
            for mark in work.findings(shown):
                if not mark.dismissed:
                    marks.setdefault(mark.turn_id, []).append({"start": mark.start, "end": mark.end, "kind": mark.kind,
                                                               "name": self._words["kinds"][mark.kind]["name"]})
        numbers = {leaf.id: number for number, leaf in enumerate(tree.leaves, 1)}
        sides = [[self._side(turn, seen[turn], marks.get(turn, [])) for turn in tail[:MOST_ROWS]] for tail in tails]
        told = [self._branch(tree, numbers.get(end.id), ends_seen[end.id], row, end) for end in ends]
        return {"a": told[0], "b": told[1], "parted_after": shared - 1, "said": list(seen[paths[0][shared - 1]].persona),
                "rows": [{"a": one, "b": other} for one, other in zip_longest(*sides)],
                "more": max(0, max(map(len, tails)) - MOST_ROWS)}

    def _two(self, tree: Tree, a: str | None, b: str | None) -> tuple[Bone, Bone]:
        if a is None and b is None:
            if len(tree.leaves) < 2:
                raise UsageError(self._say("only_one_try"))
            present = tree.head if tree.head in tree.leaves else tree.leaves[-1]
            place = tree.leaves.index(present)
            return (tree.leaves[place - 1], present) if place else (present, tree.leaves[1])
        first = tree.head if a is None else self._end(tree, a)
        second = tree.head if b is None else self._end(tree, b)
        if first.id == second.id:
            raise UsageError(self._say("the_same_try"))
        return first, second

    def _end(self, tree: Tree, named: str) -> Bone:
        if named in tree.bones:
            return tree.bones[named]
        if not (named.isascii() and named.isdigit() and len(named) <= 6):
            raise UsageError(self._say("no_such_try", most=len(tree.leaves)))
        return self._leaf(tree, int(named))

    def _leaf(self, tree: Tree, number: int) -> Bone:
        if not 1 <= number <= len(tree.leaves):
            raise UsageError(self._say("no_such_try", most=len(tree.leaves)))
        return tree.leaves[number - 1]

    def _branch(self, tree: Tree, number: int | None, seen: Glimpse, row: SessionRow, at: Bone | None = None) -> dict[str, Any]:
        end = at or tree.leaves[(number or 1) - 1]
        present = end.id == tree.head.id
        name = self._words["steering"]["try_name"].format(number=number) if number else self._words["steering"]["try_in_the_middle"]
        return {"id": end.id, "number": number, "name": name, "turns": end.depth, "parted_after": tree.parted_after(end),
                "last": self._message(seen) if end.depth else "", "mood": temperature_band(seen.temperature).value,
                "outcome": row.outcome if present else ENDED_BY_HER.get(end.reaction or ""), "present": present}

    def _side(self, turn_id: str, seen: Glimpse, marks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        return {"turn": turn_id, "user": self._message(seen), "persona": list(seen.persona),
                "mood": temperature_band(seen.temperature).value, "temperature": round(seen.temperature), "marks": list(marks)}

    def _message(self, seen: Glimpse) -> str:
        return seen.message or str(self._words["you_listen"])

    def _say(self, sentence: str, **values: Any) -> str:
        return str(self._words["steering"][sentence]).format(**values)

    @staticmethod
    def _row(work: Work, session_id: str) -> SessionRow:
        row = work.session(session_id)
        if row is None:
            raise NotYours("There is no such rehearsal here.")
        return row
