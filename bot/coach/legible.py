"""Can the coach read this at all? Gibberish, emoji alone and other languages get no verdict rather than a wrong one."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Container

from bot.coach.language import WORDS

if TYPE_CHECKING:
    from spacy.language import Language

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SHORT = set("ok okay k kk no yes yeah yep yup nope nah hi hey hello hm hmm hmmm mm mmm mhm uh um huh ah oh ooh aww wow sorry please thanks bye why "
             "what fine sure lol haha hahaha ha well right true mum mom mama mam mami ma amma ammi umma eomma beta anak mija goodnight idk omg "
             "nvm whatever pls thx ty xx xxx x really seriously stop wait eh".split())
_PARTS = set("don't didn't can't won't isn't i'm i've i'll i'd you're you've you'll you'd it's that's what's he's she's they're we're we've "
             "let's doesn't wasn't weren't aren't couldn't shouldn't wouldn't haven't hasn't hadn't ain't there's who's we'll they'll "
             "should've could've would've must've".split())
#: Share of words that must be English, and of small grammar words in messages of five words or more.
SHARE_KNOWN, SHARE_GRAMMAR = 0.55, 0.15


class Legibility:
    """Knows English words from the parser's own lemma tables and, where given, from the trained vocabulary."""

    def __init__(self, nlp: Language, more: Container[str] = ()) -> None:
        self._grammar = {w for w in nlp.Defaults.stop_words if w.isalpha()} | _PARTS | {"i", "u", "ur", "im", "dont", "cant", "just"}
        self._known: set[str] = set()
        if nlp.has_pipe("lemmatizer"):
            tables = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
            if tables.has_table("lemma_index"):
                for words in tables.get_table("lemma_index").values():
                    self._known.update(words)
            if tables.has_table("lemma_exc"):
                for pairs in tables.get_table("lemma_exc").values():
                    self._known.update(pairs)
        self._more = more

    def _english(self, word: str) -> bool:
        if word in self._grammar or word in _SHORT or word in WORDS:
            return True
        if len(word) < 2:
            return False
        stems = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("d"),
                 word.removesuffix("ing"), word.removesuffix("ing") + "e", word.removesuffix("ly"), word.removesuffix("'s"),
                 re.sub(r"(.)\1(?:ed|ing)$", r"\1", word), re.sub(r"ies$|ied$", "y", word), re.sub(r"i?er$|i?est$", "", word))
        return any(len(s) > 2 and s in self._known for s in stems) or f"w1 {word}" in self._more

    def __call__(self, text: str) -> bool:
        words = [w.lower() for w in _WORD.findall(text.replace("’", "'"))]
        if not words:
            return False
        latin = [w for w in words if w[0] < "\u0250" or "\u1e00" <= w[0] <= "\u1eff"]
        if len(latin) * 2 < len(words):
            return False
        known = sum(self._english(w) for w in latin) / len(words)
        if len(words) <= 2:
            return known > 0
        grammar = sum(w in self._grammar for w in latin) / len(words)
        return known >= SHARE_KNOWN and (len(words) < 5 or grammar >= SHARE_GRAMMAR)
