"""What must hold of a log whatever happened to it."""
from __future__ import annotations

from collections import Counter
from typing import Iterable

from sqlalchemy import create_engine, text


def assert_whole(url: str, acknowledged: Iterable[tuple[str, str]]) -> None:
    """Every tree is whole, no message was said twice, and each pair (id of a message, id of its turn) is there once."""
    engine = create_engine(url, future=True)
    with engine.connect() as connection:
        turns = connection.execute(text("select session_id, client_id, id, parent_id, depth from turns")).all()
        heads = connection.execute(text("select id, head_id from sessions")).all()
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("pragma integrity_check")).scalar() == "ok"
    engine.dispose()

    said = Counter((row.session_id, row.client_id) for row in turns if row.client_id)
    assert not said or max(said.values()) == 1
    by_id = {row.id: row for row in turns}
    for client_id, turn in acknowledged:
        assert by_id[turn].client_id == client_id
    for row in turns:
        above = by_id.get(row.parent_id)
        assert (above is None) == (row.parent_id is None) == (row.depth == 0)
        assert above is None or (above.session_id == row.session_id and above.depth == row.depth - 1)
    assert Counter(row.session_id for row in turns if row.depth == 0) == Counter(session_id for session_id, _ in heads)
    for session_id, head in heads:
        assert by_id[head].session_id == session_id
