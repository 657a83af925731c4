"""The network: a pretrained encoder with small heads for the whole message, its move, each word piece, and danger."""
from __future__ import annotations

import itertools
import math
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Callable, Iterator, Sequence

import numpy as np
import torch
from corpus import ASIDES, DANGERS, KINDS, MOVES, PLAIN, STRENGTHS, Message
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoModel

LONGEST = 160
#: Emoji carry tone and are unknown to the pretrained vocabulary; each starts out as the words it stands for.
EMOJI = {"🙄": "rolling eyes", "😂": "laughing", "🤣": "laughing", "😭": "crying", "❤": "love", "🥰": "love", "😘": "kiss", "😒": "annoyed",
         "👏": "clap", "😅": "nervous laugh", "🙏": "please thanks", "😊": "smile"}
HURRIED = 0.15  # how often a message is shown without its punctuation
_HURRY = set("'’,.!?;:")
WITH_PREVIOUS = 0.7  # how often a message is shown with the line before it, where it has one
ASIDES_COUNT = 6.0  # how much more one such message counts than one that is none: they are few
WORDS_OF_A_LISTENER = 4  # whoever says more does more than listen
REMEMBERING = 0.997  # the weights kept are a running average of the last few hundred steps: steadier than any one of them
OPINION = 0.7  # how much the teachers count beside the annotation, where there are any
bce = nn.BCEWithLogitsLoss(reduction="none")
WEIGHT = torch.tensor([2.0] + [1.5] * len(KINDS) + [1.0] * len(STRENGTHS))


@dataclass
class Batch:
    """Padded tensors; ``places`` are the messages' positions in the data."""

    places: list[int]
    ids: Tensor
    mask: Tensor
    types: Tensor
    own: Tensor
    marks: Tensor


def tokenizer(base: Path) -> Tokenizer:
    made = Tokenizer.from_file(str(base / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(LONGEST)
    made.add_tokens([symbol for symbol in EMOJI if made.token_to_id(symbol) is None])
    return made


class Network(nn.Module):
    def __init__(self, base: Path, words: Tokenizer) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        table = self.encoder.get_input_embeddings()
        if words.get_vocab_size() > table.weight.shape[0]:
            self.encoder.resize_token_embeddings(words.get_vocab_size(), mean_resizing=False)
            table = self.encoder.get_input_embeddings()
        with torch.no_grad():
            for symbol, meaning in EMOJI.items():
                table.weight[words.token_to_id(symbol)] = table.weight[words.encode(meaning, add_special_tokens=False).ids].mean(0)
        table.weight.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.segments = getattr(self.encoder.config, "type_vocab_size", 1) > 1
        self.drop = nn.Dropout(0.1)
        self.message = nn.Linear(2 * width, 1 + len(KINDS) + len(STRENGTHS))
        self.move = nn.Linear(2 * width, len(MOVES))
        self.token = nn.Linear(width, 1 + len(KINDS))
        self.danger = nn.Linear(2 * width, len(DANGERS) + 1 + len(ASIDES))

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor, own: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        extra = {"token_type_ids": types} if self.segments else {}
        hidden = self.drop(self.encoder(input_ids=ids, attention_mask=mask, **extra).last_hidden_state)
        weight = own.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)
        both = torch.cat([hidden[:, 0], mean], -1)
        return self.message(both), self.move(both), self.token(hidden), self.danger(both)


def hurried(message: Message) -> Message:
    """The same message as somebody in a hurry types it: without punctuation and apostrophes; spans moved along."""
    kept = [letter not in _HURRY for letter in message.text]
    if not any(kept):
        return message
    at = [0, *itertools.accumulate(kept)]
    spans = ((at[start], at[end], kind) for start, end, kind in message.blame)
    return replace(message, text="".join(itertools.compress(message.text, kept)), blame=tuple(span for span in spans if span[0] < span[1]))


def encoded(words: Tokenizer, message: Message, previous: bool) -> tuple[list[int], list[int], np.ndarray, np.ndarray]:
    text = message.text.translate(PLAIN)
    code = words.encode(text, message.previous.translate(PLAIN)) if previous and message.previous else words.encode(text)
    marks = np.zeros((len(code.ids), len(KINDS)), np.float32)
    own = np.zeros(len(code.ids), np.float32)
    for place, ((low, high), segment, special) in enumerate(zip(code.offsets, code.type_ids, code.special_tokens_mask)):
        if segment or special:
            continue
        own[place] = 1
        for start, end, kind in message.blame:
            if low < end and high > start:
                marks[place, KINDS.index(kind)] = 1
    return code.ids, code.type_ids, own, marks


def batches(words: Tokenizer, data: Sequence[Message], size: int, shuffle: bool, vary: bool = False) -> Iterator[Batch]:
    """``vary``: some messages as typed in a hurry, some without the line before."""
    codes = [encoded(words, hurried(message) if vary and random.random() < HURRIED else message,
                     not vary or random.random() < WITH_PREVIOUS) for message in data]
    order = list(range(len(data)))
    if shuffle:
        # Neighbours in length, yet a new mixture each time: little padding, no fixed batches.
        random.shuffle(order)
        order = [place for chunk in range(0, len(order), size * 24)
                 for place in sorted(order[chunk:chunk + size * 24], key=lambda place: len(codes[place][0]))]
    else:
        order.sort(key=lambda place: len(codes[place][0]))
    groups = [order[start:start + size] for start in range(0, len(order), size)]
    if shuffle:
        random.shuffle(groups)
    for places in groups:
        length = max(len(codes[place][0]) for place in places)
        shape = (len(places), length)
        ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
        batch = Batch(places, ids, mask, types, torch.zeros(shape), torch.zeros(*shape, len(KINDS)))
        for row, place in enumerate(places):
            code, kind, own, marks = codes[place]
            count = len(code)
            ids[row, :count], types[row, :count], mask[row, :count] = torch.tensor(code), torch.tensor(kind), 1
            batch.own[row, :count], batch.marks[row, :count] = torch.from_numpy(own), torch.from_numpy(marks)
        yield batch


def wanted(message: Message) -> list[float]:
    kinds = {kind for _, _, kind in message.blame}
    return [float(bool(kinds)), *(float(kind in kinds) for kind in KINDS), *(float(name in message.strengths) for name in STRENGTHS)]


def _looked(message: Message, aside: str) -> float:
    """Whether it is known that a message is, or is not, such an aside. In the coach's corpus nobody flirts, and whoever has a move does
    more than listen; what is neutral there may be either."""
    return float(message.aside is not None or message.coached and (aside == "advance" or message.move != "neutral" or len(
        message.text.split()) > WORDS_OF_A_LISTENER))


def loss_of(batch: Batch, data: Sequence[Message], out: tuple[Tensor, ...]) -> Tensor:
    """All heads at once; each message counts only for what is annotated in it."""
    message, move, tokens, danger = (part.float() for part in out)
    rows = [data[place] for place in batch.places]
    coached = torch.tensor([float(row.coached) for row in rows])
    known = torch.tensor([float(row.danger is not None) for row in rows])
    in_danger = torch.tensor([float(row.danger not in (None, "none")) for row in rows])
    count, own = coached.sum().clamp(min=1), batch.own * coached.unsqueeze(-1)
    gold = (bce(message, torch.tensor([wanted(row) for row in rows])) * WEIGHT).sum(1)
    moved = cross_entropy(move, torch.tensor([MOVES.index(row.move) for row in rows]), label_smoothing=0.05, reduction="none")
    piece = bce(tokens, torch.cat([batch.marks.amax(-1, keepdim=True), batch.marks], -1)).sum(-1)
    alarm = cross_entropy(danger[:, :len(DANGERS)], torch.tensor([DANGERS.index(row.danger or "none") for row in rows]), reduction="none")
    whose = bce(danger[:, len(DANGERS)], torch.tensor([float(row.other) for row in rows]))
    looked = torch.tensor([[_looked(row, name) for name in ASIDES] for row in rows])
    are = torch.tensor([[float(row.aside == name) for name in ASIDES] for row in rows])
    aside = bce(danger[:, len(DANGERS) + 1:], are) * (1 + (ASIDES_COUNT - 1) * are)
    loss = ((gold * 0.35 + moved * 0.7) * coached).sum() / count + (piece * own).sum() / own.sum().clamp(min=1)
    loss = loss + 0.5 * (aside * looked).sum() / looked.sum().clamp(min=1)
    return loss + 0.7 * (alarm * known).sum() / known.sum().clamp(min=1) + 0.2 * (whose * in_danger).sum() / in_danger.sum().clamp(min=1)


Besides = Callable[[Batch, tuple[Tensor, ...]], Tensor]


@dataclass(frozen=True)
class Plan:
    """How to train: ``rate`` for the top of the encoder, falling by ``fall`` with each layer below."""

    epochs: float
    rate: float
    fall: float
    size: int = 32
    seed: int = 0


def fit(network: Network, words: Tokenizer, data: Sequence[Message], plan: Plan, besides: Besides | None = None) -> None:
    """Train in place. Deterministic for a plan on one machine. ``besides``: what to learn beside the annotation, a loss of a batch;
    then the messages are taken as they are."""
    torch.manual_seed(plan.seed)
    random.seed(plan.seed)
    layers = network.encoder.config.num_hidden_layers
    groups: list[dict[str, Any]] = []
    for name, part in network.named_parameters():
        if not part.requires_grad:
            continue
        rate = plan.rate
        if not name.startswith("encoder."):
            rate = max(3 * plan.rate, 1e-3)
        elif "layer." in name:
            rate *= plan.fall ** (layers - int(name.split("layer.")[1].split(".")[0]))
        elif "embeddings" in name:
            rate *= plan.fall ** (layers + 1)
        groups.append({"params": [part], "lr": rate, "top": rate, "weight_decay": 0.01 if part.ndim > 1 else 0.0})
    optimizer = torch.optim.AdamW(groups, fused=True)
    steps = int(plan.epochs * math.ceil(len(data) / plan.size))
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(REMEMBERING))
    warm, step, started = steps // 12 + 1, 0, time.time()
    network.train()
    while step < steps:
        for batch in batches(words, data, plan.size, True, vary=besides is None):
            factor = step / warm if step < warm else max(0.02, (steps - step) / (steps - warm))
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * factor
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = network(batch.ids, batch.mask, batch.types, batch.own)
            loss = loss_of(batch, data, out)
            if besides is not None:
                loss = (1 - OPINION) * loss + OPINION * besides(batch, out)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            average.update_parameters(network)
            step += 1
            if step % 50 == 0:
                print(f"step {step} of {steps}, loss {loss.item():.3f}, {time.time() - started:.0f} s", flush=True)
            if step >= steps:
                break
    network.load_state_dict(average.module.state_dict())
    network.eval()
