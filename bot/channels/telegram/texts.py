"""Text with underlined, bold and quoted parts, in Telegram's own measure: offsets and limits count UTF-16 units."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable, List, Mapping, Sequence, Tuple

from telegram import MessageEntity
from telegram.constants import MessageLimit

LONGEST = MessageLimit.MAX_TEXT_LENGTH
LONGEST_CAPTION = MessageLimit.CAPTION_LENGTH
LONG_QUOTE = 300  # letters; a longer quote is folded, so that a phone shows the answer too
_ROOM_TO_LOOK_BACK = 500  # units before the limit within which a good place to part is looked for


def units(text: str) -> int:
    """How long Telegram thinks a text is."""
    return len(text.encode("utf-16-le", "replace")) // 2


def clean(text: str) -> str:
    """Without halves of signs, which no encoding can carry."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass
class Text:
    """Grows piece by piece; offsets of its parts count code points until it is sent."""

    text: str = ""
    parts: List[Tuple[int, int, str]] = field(default_factory=list)  # start, end, kind of entity

    def add(self, text: str, *kinds: str) -> Text:
        """Put a piece at the end, all of it of these kinds."""
        text = clean(text)
        start = len(self.text)
        self.text += text
        self.parts += [(start, start + len(text), kind) for kind in kinds if text]
        return self

    def line(self) -> Text:
        """End the line, unless nothing is there yet."""
        self.text += "\n" if self.text else ""
        return self

    def quote(self, text: str, marks: Iterable[Mapping[str, int]] = ()) -> Text:
        """A copy of what somebody said, in a block of its own; ``marks`` (start, end, in code points) are underlined."""
        text = clean(text)
        start = len(self.text)
        folded = len(text) > LONG_QUOTE
        self.add(text, MessageEntity.EXPANDABLE_BLOCKQUOTE if folded else MessageEntity.BLOCKQUOTE)
        for mark in marks:
            first, last = max(0, mark["start"]), min(len(text), mark["end"])
            if first < last:
                self.parts.append((start + first, start + last, MessageEntity.UNDERLINE))
        return self

    def entities(self) -> List[MessageEntity]:
        """As the Bot API wants them."""
        found = [MessageEntity(kind, start, end - start) for start, end, kind in sorted(self.parts, key=lambda part: (part[0], -part[1]))]
        return list(MessageEntity.adjust_message_entities_to_utf_16(self.text, found)) if found else []

    def fitted(self, longest: int = LONGEST) -> List[Text]:
        """The same in as many messages as it takes, parted where a line or a word ends."""
        left, out = self, []
        while units(left.text) > longest:
            first, left = left._parted(longest)
            out.append(first)
        return [*out, left]

    def _parted(self, longest: int) -> Tuple[Text, Text]:
        fits, length = 0, 0
        for sign in self.text:
            length += 2 if ord(sign) > 0xFFFF else 1
            if length > longest:
                break
            fits += 1
        near = max(1, fits - _ROOM_TO_LOOK_BACK)
        ends = (self.text.rfind(sign, near, fits) + 1 for sign in ("\n", " "))
        at = next((place for place in ends if place > near), fits)
        head = Text(self.text[:at], [(start, min(end, at), kind) for start, end, kind in self.parts if start < at])
        tail = Text(self.text[at:], [(max(0, start - at), end - at, kind) for start, end, kind in self.parts if end > at])
        return head, tail


def plain(text: str) -> Text:
    """Nothing but words."""
    return Text().add(text)


def joined(lines: Sequence[str]) -> Text:
    """One under the other."""
    return plain("\n".join(lines))
