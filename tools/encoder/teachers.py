"""Learning from several trainings at once: what they say on average becomes what one network of the same size is taught.

A mean of networks reads better than any one of them and costs as many times more; a pupil of their mean keeps a good part of that at the
price of one (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015).
"""
from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Sequence

import torch
from corpus import DANGERS, Message
from network import HURRIED, WEIGHT, WITH_PREVIOUS, Batch, Network, batches, bce, hurried
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy

SHORTEST = 3  # words of a part
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
Opinion = tuple[Tensor, ...]


def shown_to_pupil(data: Sequence[Message], seed: int) -> list[Message]:
    """The messages, some as typed in a hurry or without the line before, and a sentence of each that has several: it has not been annotated
    alone, so only the teachers speak for it (``coached`` False, ``danger`` None)."""
    chance = random.Random(seed)
    shown: list[Message] = []
    for message in data:
        whole = message if chance.random() < WITH_PREVIOUS else replace(message, previous=None)
        shown.append(hurried(whole) if chance.random() < HURRIED else whole)
        parts = [part.strip() for part in _SENTENCE.split(message.text) if len(part.split()) >= SHORTEST]
        if len(parts) > 1:
            part = chance.choice(parts)
            shown.append(Message(part, message.group, message.previous, coached=False, danger=None))
    return shown


def opinions(teachers: Sequence[Network], words: Tokenizer, data: Sequence[Message], size: int = 64) -> list[Opinion]:
    """What the teachers say on average of each message: chances for the message, its move, each word piece, and danger."""
    found: dict[int, Opinion] = {}
    with torch.no_grad():
        for batch in batches(words, data, size, False):
            said = [_chances(teacher(batch.ids, batch.mask, batch.types, batch.own)) for teacher in teachers]
            mean = [torch.stack(part).mean(0) for part in zip(*said)]
            for row, place in enumerate(batch.places):
                length = int(batch.mask[row].sum())
                found[place] = (mean[0][row], mean[1][row], mean[2][row, :length].clone(), mean[3][row])
    return [found[place] for place in range(len(data))]


def _chances(out: tuple[Tensor, ...]) -> Opinion:
    message, move, tokens, danger = (part.float() for part in out)
    kinds = danger[:, :len(DANGERS)].softmax(-1)
    return message.sigmoid(), move.softmax(-1), tokens.sigmoid(), torch.cat([kinds, danger[:, len(DANGERS):].sigmoid()], -1)


def against(batch: Batch, told: Sequence[Opinion], out: tuple[Tensor, ...]) -> Tensor:
    """How far the pupil is from its teachers, each head weighed as in the annotation's own loss."""
    message, move, tokens, danger = (part.float() for part in out)
    rows = [told[place] for place in batch.places]
    wanted = torch.zeros_like(tokens)
    for row, (_, _, pieces, _) in enumerate(rows):
        wanted[row, :len(pieces)] = pieces
    whole = (bce(message, torch.stack([row[0] for row in rows])) * WEIGHT).sum(1).mean()
    moved = cross_entropy(move, torch.stack([row[1] for row in rows]))
    piece = (bce(tokens, wanted).sum(-1) * batch.own).sum() / batch.own.sum().clamp(min=1)
    alarm = torch.stack([row[3] for row in rows])
    kinds = cross_entropy(danger[:, :len(DANGERS)], alarm[:, :len(DANGERS)])
    rest = bce(danger[:, len(DANGERS):], alarm[:, len(DANGERS):]).mean()
    return 0.35 * whole + 0.7 * moved + piece + 0.7 * kinds + 0.5 * rest
