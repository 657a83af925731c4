"""Our YAML files, read as they stand.

Rasa teaches ruamel, for the whole process, to put in the value of a variable wherever a text says ``${NAME}``: a scenario file could have
her say a token. It also makes reading ten times slower, so we read with a resolver and a constructor that nobody else has changed.
"""
from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.resolver import VersionedResolver

_VARIABLE = "!env_var"


class _OwnResolver(VersionedResolver):
    @property
    def versioned_resolver(self) -> Any:
        """The kinds of plain text by their first letter, without those that others have added for any letter (None)."""
        if not hasattr(self, "_own"):
            self._own = {first: [rule for rule in rules if rule[0] != _VARIABLE]
                         for first, rules in super().versioned_resolver.items() if first is not None}
        return self._own


class _OwnConstructor(SafeConstructor):
    yaml_constructors = {tag: make for tag, make in SafeConstructor.yaml_constructors.items() if tag != _VARIABLE}


def read_yaml(text: str) -> Any:
    """What a text holds: mappings, lists, texts, numbers, true and false. Raises ruamel.yaml.error.YAMLError."""
    yaml = YAML(typ="safe")
    yaml.Resolver, yaml.Constructor = _OwnResolver, _OwnConstructor
    return yaml.load(text)
