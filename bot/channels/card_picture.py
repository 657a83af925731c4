"""The card as a picture that can be read on a phone."""
from __future__ import annotations

import importlib.util
import io
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, List, Mapping, Optional, Tuple

from PIL import Image, ImageDraw, ImageFont

from bot.channels.card_page import shown

WIDTH, MARGIN, GUTTER = 1080, 76, 44  # pixels
TITLE, LABEL, BODY, SMALL = 58, 31, 43, 30  # type, pixels
_PAPER, _INK, _ACCENT, _FAINT, _RULE, _TINT = "#fdf9f4", "#2b2622", "#8a3b5c", "#6b625a", "#e3d8cd", "#f5ece4"
_UNDRAWN = "□"
_PAIR = ("boundary", "hers")


@dataclass(frozen=True)
class _Run:
    """One line of type: where, what, how."""

    x: int
    y: int
    text: str
    font: Any
    colour: str


def card_picture(card: Mapping[str, Any], words: Mapping[str, Any]) -> bytes:
    """PNG, 1080 pixels wide and as high as it needs to be. What the typeface cannot draw is left out (emoji) or shown as a box."""
    fields = shown(card)
    runs: List[_Run] = []
    boxes: List[Tuple[int, int]] = []
    rules: List[int] = []
    y = _put(runs, card["title"], _font(True, TITLE), _INK, MARGIN, MARGIN, WIDTH - 2 * MARGIN) + 18
    ids = {field["id"] for field in fields}
    beside = set(_PAIR) <= ids
    for field in fields:
        if beside and field["id"] == "hers":
            continue
        top = y
        if field["id"] != "reply":
            rules.append(top)
        if beside and field["id"] == "boundary":
            half = (WIDTH - 2 * MARGIN - GUTTER) // 2
            other = next(each for each in fields if each["id"] == "hers")
            y = max(_field(runs, field, MARGIN, top + 22, half), _field(runs, other, MARGIN + half + GUTTER, top + 22, half))
        else:
            y = _field(runs, field, MARGIN, top + 22, WIDTH - 2 * MARGIN)
        if field["id"] in ("may_say", "reply"):
            boxes.append((top, y + 22))
        y += 22
    rules.append(y)
    texts = [card["title"], *(field["text"] for field in fields)]
    foot = words["foot"] + (" " + words["undrawn"] if any(_UNDRAWN in _drawable(text) and _UNDRAWN not in text for text in texts) else "")
    y = _put(runs, foot, _font(False, SMALL), _FAINT, MARGIN, y + 24, WIDTH - 2 * MARGIN) + MARGIN
    picture = Image.new("RGB", (WIDTH, y), _PAPER)
    draw = ImageDraw.Draw(picture)
    for top, bottom in boxes:
        draw.rectangle((0, top, WIDTH, bottom), fill=_TINT)
    for line in rules:
        draw.line((MARGIN, line, WIDTH - MARGIN, line), fill=_RULE, width=2)
    for run in runs:
        draw.text((run.x, run.y), run.text, font=run.font, fill=run.colour)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=3)  # smaller takes ten times as long
    return out.getvalue()


def _field(runs: List[_Run], field: Mapping[str, Any], x: int, y: int, width: int) -> int:
    gap = field["from"] == "gap"
    y = _put(runs, field["label"], _font(True, LABEL), _ACCENT, x, y, width) + 4
    y = _put(runs, field["text"], _font(False, BODY), _FAINT if gap else _INK, x, y, width)
    return _put(runs, field["prompt"], _font(False, SMALL), _FAINT, x, y, width) if gap else y


def _put(runs: List[_Run], text: str, font: Any, colour: str, x: int, y: int, width: int) -> int:
    """Lay text out in lines; where the next thing may begin."""
    step = int(font.size * 1.36)
    for line in _wrapped(_drawable(text), font, width):
        runs.append(_Run(x, y, line, font, colour))
        y += step
    return y


def _wrapped(text: str, font: Any, width: int) -> List[str]:
    lines: List[str] = []
    line = ""
    for word in text.split():
        if line and font.getlength(f"{line} {word}") <= width:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        while font.getlength(word) > width:  # a word longer than a line is broken where it must be
            fits = max(1, bisect_right(range(1, len(word) + 1), width, key=lambda count: font.getlength(word[:count])))  # noqa: B023
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return [*lines, line] if line else lines


def _drawable(text: str) -> str:
    """The text with what the typeface has: letters it lacks become boxes, other signs go."""
    kept = []
    for sign in text:
        if kept[-1:] == [_UNDRAWN] and unicodedata.category(sign)[0] == "M":
            continue  # belongs to the letter that could not be drawn
        if sign == " " or _has(sign):
            kept.append(sign)
        elif unicodedata.category(sign)[0] in "LN":
            kept.append(_UNDRAWN)
        elif sign in "\u200c\u200d" and kept and unicodedata.bidirectional(kept[-1]) in ("R", "AL"):
            kept.append(sign)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _has(sign: str) -> bool:
    mask = _font(False, SMALL).getmask(sign)
    return (mask.size, bytes(mask)) != _missing() and mask.size[0] > 0


@lru_cache(maxsize=1)
def _missing() -> Any:
    """What the typeface draws for a sign it does not have."""
    mask = _font(False, SMALL).getmask("\U0010fffe")
    return mask.size, bytes(mask)


@lru_cache(maxsize=16)
def _font(bold: bool, size: int) -> Any:
    """DejaVu, which comes with matplotlib and has Latin, Greek, Cyrillic, Arabic and more; else the small face inside Pillow."""
    path = _typeface("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    return ImageFont.truetype(str(path), size) if path else ImageFont.load_default(size)


def _typeface(name: str) -> Optional[Path]:
    found = importlib.util.find_spec("matplotlib")  # without importing it, which takes a second
    path = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / name if found and found.origin else None
    return path if path and path.exists() else None
