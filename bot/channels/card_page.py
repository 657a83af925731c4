"""The card as text and as a page to print: complete in itself, no script, nothing from elsewhere."""
from __future__ import annotations

from html import escape
from typing import Any, Iterator, Mapping

LONG = 1100  # characters on the whole card; from here on the print is smaller, so that it stays one page
_STYLE = """@page{size:A5;margin:11mm}*{box-sizing:border-box}
body{font:11pt/1.35 Georgia,"Noto Serif",serif;color:#2b2622;background:#fff;max-width:128mm;margin:0 auto;padding:1rem}
h1{font-size:1.35em;margin:0 0 .5em}dl{display:grid;grid-template-columns:1fr 1fr;gap:.15em 1.2em;margin:0}
div{grid-column:1/-1;break-inside:avoid;padding:.3em 0;border-top:1px solid #e3d8cd;overflow-wrap:anywhere}
div.boundary{grid-column:1}div.hers{grid-column:2}div.alone{grid-column:1/-1}
dt{font:600 .78em/1.3 system-ui,sans-serif;color:#8a3b5c}dd{margin:0}dd.gap{color:#6b625a}dd small{display:block;font-style:italic}
p{font-size:.78em;color:#6b625a;margin:.8em 0 0}body.long{font-size:8.5pt;line-height:1.25}@media print{body{padding:0;max-width:none}}"""


def shown(card: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The fields that are on the card: those that were left out are not."""
    return [field for field in card["fields"] if field["text"]]


def card_text(card: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """For a terminal, a chat, or a .txt file."""
    lines = [card["title"], ""]
    for field in shown(card):
        lines += [f"{field['label']}:", "  " + (f"… ({field['prompt']})" if field["from"] == "gap" else field["text"])]
    return "\n".join([*lines, "", words["foot"], ""])


def card_html(card: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """One page to print."""
    fields = shown(card)
    long = sum(len(field["text"]) for field in fields) > LONG
    return "\n".join([
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(card['title'])}</title><style>{_STYLE}</style><body{' class=long' if long else ''}>",
        f"<h1>{escape(card['title'])}</h1><dl>", *_rows(fields), f"</dl><p>{escape(words['foot'])}</p></body></html>"])


def _rows(fields: list[Mapping[str, Any]]) -> Iterator[str]:
    pair = {field["id"] for field in fields} >= {"boundary", "hers"}
    for field in fields:
        gap = field["from"] == "gap"
        text = f"{escape(field['text'])}<small>{escape(field['prompt'])}</small>" if gap else escape(field["text"])
        kind = field["id"] if pair or field["id"] not in ("boundary", "hers") else "alone"
        yield f'<div class="{kind}"><dt>{escape(field["label"])}</dt><dd dir="auto"{" class=gap" if gap else ""}>{text}</dd></div>'
