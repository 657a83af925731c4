"""Cards, real talks and chats in what a learner takes out: as data, and as part of the page."""
from __future__ import annotations

from datetime import datetime, timezone
from html import escape
from typing import Any, Iterator, Mapping, Sequence

from bot.store.models import TalkRow
from bot.store.store import Work


def exported_card(work: Work, session_id: str) -> dict[str, str] | None:
    """What she wrote on the card herself, by field; None when she changed nothing."""
    row = work.card(session_id)
    return dict(row.fields) if row is not None else None


def exported_talks(work: Work, session_ids: Sequence[str], learner: str | None) -> list[dict[str, Any]]:
    """Real talks by day."""
    return [exported_talk(row) for row in work.talks(learner, session_ids)]


def exported_talk(row: TalkRow) -> dict[str, Any]:
    """A real talk with everything that was told of it."""
    told = row.answers or {}
    return {"id": row.id, "rehearsal": row.session_id, "day": row.day.isoformat(), "at": row.at, "zone": row.zone,
            "set_at": _time(row.set_at), "told_at": _time(row.told_at) if row.told_at else None,
            **{name: told.get(name) for name in ("happened", "said", "fear", "feared", "was")}}


def exported_chats(work: Work, learner: str | None) -> list[dict[str, Any]]:
    """What is kept of a learner's chats in Telegram: ``unsaid`` are words of hers that could not be passed on yet."""
    return [{"touched_at": _time(row.touched_at), "rehearsal": row.session_id, "zone": row.zone, "reminders": row.address is not None,
             "unsaid": (row.state.get("unsaid") or {}).get("text")} for row in (work.chats(learner) if learner else ())]


def card_lines(card: Mapping[str, str] | None, words: Mapping[str, Any]) -> Iterator[str]:
    """The card's part of the page."""
    if card:
        yield f"<h3>{escape(words['card'])}</h3><dl>"
        for name, text in card.items():
            yield f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{escape(text)}</dd>"
        yield "</dl>"


def talk_lines(talks: Sequence[Mapping[str, Any]], words: Mapping[str, Any]) -> Iterator[str]:
    """The real talks' part of the page."""
    if talks:
        yield f"<h2>{escape(words['talks'])}</h2>"
    for talk in talks:
        yield f"<h3>{escape(' · '.join(part for part in (talk['day'], talk['at']) if part))}</h3><dl>"
        for name in ("happened", "said", "fear", "feared", "was"):
            if talk[name] is not None:
                yield f"<dt>{escape(words['talk'][name])}</dt><dd>{escape(str(talk[name]))}</dd>"
        yield "</dl>"


def _time(moment: datetime) -> str:
    return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).isoformat(timespec="seconds")
