"""What replicas share over Redis, against a real one: the order of messages, and the news of a changed rehearsal."""
from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Iterator

import pytest
from rasa.core.lock_store import LockError

from bot.channels.news import CHANNEL, News
from bot.nlu import redis_locks
from bot.nlu.redis_locks import RedisLocks
from tests.trouble.parts import Redis

SHORT_S = 0.6


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    part = Redis(tmp_path / "redis.log")
    part.start()
    yield part
    part.stop()


def test_a_turn_keeps_its_rehearsal_for_as_long_as_it_runs_and_no_longer(redis: Redis) -> None:
    order: list[str] = []

    async def turn(name: str, seconds: float) -> None:
        async with RedisLocks(redis.url).lock("talk", SHORT_S):
            order.append(f"{name} begins")
            await asyncio.sleep(seconds)
            order.append(f"{name} ends")

    async def talk() -> None:
        long = asyncio.create_task(turn("long", 3 * SHORT_S))
        await asyncio.sleep(SHORT_S / 3)
        await turn("next", 0)
        await long

    asyncio.run(talk())
    assert order == ["long begins", "long ends", "next begins", "next ends"]
    assert not redis.client.keys("softstart:*")


def test_the_lock_of_a_killed_process_comes_free_by_itself(redis: Redis) -> None:
    async def next_turn() -> float:
        began = asyncio.get_running_loop().time()
        async with RedisLocks(redis.url).lock("talk"):
            return asyncio.get_running_loop().time() - began

    redis.client.set("softstart:talk", "somebody who was killed", px=int(1000 * SHORT_S))
    assert SHORT_S / 2 < asyncio.run(next_turn()) < SHORT_S + 1
    assert redis_locks.HELD_S < redis_locks.WAIT_S < 10  # everybody is answered within ten seconds of a kill


def test_who_waits_too_long_for_a_rehearsal_is_told_so(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis_locks, "WAIT_S", SHORT_S)

    async def two() -> None:
        async with RedisLocks(redis.url).lock("talk", SHORT_S):
            with pytest.raises(LockError):
                async with RedisLocks(redis.url).lock("talk"):
                    raise AssertionError("two at once")

    asyncio.run(two())


def test_news_reach_the_replicas_that_show_the_rehearsal_also_after_redis_was_gone(redis: Redis, keys: Any) -> None:
    here, there = News(redis.url, keys), News(redis.url, keys)
    heard: list[tuple[str, str]] = []

    def note(who: str) -> Any:
        async def noted(session_id: str) -> None:
            heard.append((who, session_id))
        return noted

    async def told_until_heard(count: int) -> None:
        for _ in range(100):
            here.tell("talk")
            await asyncio.sleep(0.1)
            if len(heard) >= count:
                return

    async def run() -> None:
        listeners = [asyncio.create_task(here.listen(note("here"))), asyncio.create_task(there.listen(note("there")))]
        for news in (here, there):
            news.follow("talk")
        await told_until_heard(1)
        redis.kill()
        here.tell("talk")
        await asyncio.sleep(0.2)
        redis.start()
        before = len(heard)
        await told_until_heard(before + 1)
        assert len(heard) > before
        there.leave("talk")
        after = len(heard)
        here.tell("talk")
        await asyncio.sleep(0.3)
        assert len(heard) == after
        for listener in listeners:
            listener.cancel()

    asyncio.run(run())
    assert set(heard) == {("there", "talk")}


def test_a_look_into_redis_shows_neither_whose_rehearsal_changed_nor_what_was_said(redis: Redis, keys: Any) -> None:
    news, seen = News(redis.url, keys), redis.client.pubsub(ignore_subscribe_messages=True)
    seen.subscribe(CHANNEL)
    seen.get_message(timeout=1)

    async def tell() -> None:
        news.tell("3f2a91c0-talk")
        await asyncio.gather(*news._sending)

    asyncio.run(tell())
    sent = seen.get_message(timeout=2)["data"].decode()
    assert "3f2a91c0" not in sent and set(sent) <= set("0123456789abcdef ")
