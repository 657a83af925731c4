"""Rasa as we run it: actions in process, the response schema compiled once. The one place that reaches into Rasa's inside."""
from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

import rasa.shared.utils.common
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from threadpoolctl import threadpool_limits

from bot import metrics
from bot.blocking import blocking
from bot.errors import ModelMissing
from bot.nlu.redis_locks import RedisLocks
from bot.settings import PROJECT, Settings

_find_action, _all_subclasses = RulePolicy._find_action_from_rules, rasa.shared.utils.common.all_subclasses
ACTION_TIMEOUT_S = 20  # Rasa waits 300 s for an action but its conversation lock lives 60 s


class InProcessActions(EndpointConfig):
    """An action endpoint that calls the actions instead of a server."""

    def __init__(self) -> None:
        from rasa_sdk.executor import ActionExecutor

        super().__init__(url="in-process")
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, method: str = "post", subpath: Optional[str] = None, content_type: Optional[str] = None,
                      compress: bool = False, **kwargs: Any) -> Any:
        return await asyncio.wait_for(self._executor.run(kwargs["json"]), ACTION_TIMEOUT_S)


class ActionServer(EndpointConfig):
    """A separate action server, which is not waited for longer than our own actions."""

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        return await asyncio.wait_for(super().request(*args, **kwargs), ACTION_TIMEOUT_S)


def compile_action_schema_once() -> None:
    """Rasa validates its own response schema anew at every action, about 30 ms each time: compiled once it takes 5 ms, and what comes from
    our own process has passed rasa_sdk already, so only an action server's answers are checked."""
    from jsonschema.validators import validator_for

    schema = RemoteAction.action_response_format_spec()
    compiled = validator_for(schema)(schema)

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        if not isinstance(self.action_endpoint, InProcessActions):
            compiled.validate(result)
        return True

    RemoteAction._validate_action_result = validate  # type: ignore[method-assign]


def ask_rules_by_intent_only() -> None:
    """RulePolicy looks for a rule twice, first by the words themselves (end-to-end rules). We have none, and making all states a second
    time takes a fifteenth of a turn."""
    def find(self: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool) -> Any:
        return (None, None, False) if use_text_for_last_user_input else _find_action(self, tracker, domain, False)

    RulePolicy._find_action_from_rules = find  # type: ignore[method-assign]


def know_the_kinds_of_events() -> None:
    """Rasa looks through all classes anew for each event an action returns."""
    rasa.shared.utils.common.all_subclasses = lru_cache(None)(_all_subclasses)


def read_as_blocking_work(processor: MessageProcessor) -> None:
    """Rasa reads messages inside the event loop; here that is done where it holds nobody up (``bot.blocking``)."""
    async def parse_message(message: UserMessage, tracker: Optional[DialogueStateTracker] = None,
                            only_output_properties: bool = True) -> dict[str, Any]:
        tracker = tracker or DialogueStateTracker.from_events(message.sender_id, [])
        return await blocking(processor._parse_message_with_graph, message, tracker, only_output_properties)

    processor.parse_message = parse_message  # type: ignore[method-assign]


def one_thread_a_sum() -> None:
    """Our matrices are small: sharing one out between threads takes twice the processor time and, with several people talking, longer.
    For the libraries that are loaded by now."""
    threadpool_limits(1, user_api="blas")


def endpoints_for(settings: Settings) -> AvailableEndpoints:
    """What endpoints.yml says, with in-process actions unless a server is set, and Redis locks when a Redis is set."""
    endpoints = AvailableEndpoints.read_endpoints(str(PROJECT / "endpoints.yml"))
    endpoints.action = ActionServer(url=settings.action_server_url) if settings.action_server_url else InProcessActions()
    if settings.redis_url:
        endpoints.lock_store = RedisLocks(settings.redis_url)
    return endpoints


async def wake(settings: Settings, model: Path) -> Agent:
    """The trained dialogue model, ready to talk. Raises ModelMissing."""
    compile_action_schema_once()
    ask_rules_by_intent_only()
    logging.getLogger("rasa").setLevel(logging.ERROR)
    one_thread_a_sum()
    agent = await load_agent(model_path=str(model), endpoints=endpoints_for(settings))
    if not agent.is_ready():
        raise ModelMissing("The trained model cannot be read; 'softstart train --force' makes it again.")
    assert agent.processor is not None
    know_the_kinds_of_events()
    read_as_blocking_work(agent.processor)
    agent.processor.parse_message = metrics.reads(agent.processor.parse_message)  # type: ignore[method-assign]
    return agent
