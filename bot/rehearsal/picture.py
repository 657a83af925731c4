"""The pictures of a talk and of the way over talks, as PNG. matplotlib is loaded by :func:`get_ready`, not with this module."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from textwrap import fill
from threading import Lock
from typing import Any, Mapping, Sequence

from bot.errors import UsageError
from bot.persona.reaction import OPENNESS_EDGES, TEMPERATURE_EDGES, openness_band, temperature_band
from bot.rehearsal.curve import Curve

WIDTH_IN, HEIGHT_IN, DOTS_PER_IN = 8, 4, 200  # 800 × 400 pixels of a page, at twice their number
FONT = "DejaVu Sans"  # comes with matplotlib
DOTS_UNTIL = 16  # messages; in a longer talk dots would run into each other
LINE, DASHES = 2.6, (3.2, 1.6)  # points; on and off, in widths of the line
FULL_SCALE = 10  # times in ten messages
LETTERS_A_LINE = 60
# matplotlib's cache of letters is not made for several threads.
_drawing = Lock()


@dataclass(frozen=True)
class Theme:
    """Colours. ``first`` and ``second`` differ for every kind of colour blindness (Okabe & Ito) and are readable as text."""

    paper: str
    ink: str
    quiet: str
    line: str
    first: str
    second: str


THEMES = {"light": Theme("#fffdfa", "#2d2528", "#695d61", "#e2d8ce", "#b34a00", "#0069a6"),
          "dark": Theme("#272124", "#f0e8e4", "#b9abab", "#453b40", "#ffb069", "#6cc3f7")}


@cache
def get_ready() -> None:
    """Load matplotlib and its letters, which takes a second or two, once. Call it before anybody wants a picture."""
    with _drawing:
        figure = _figure(THEMES["light"])
        figure.text(0.5, 0.5, "ready")
        _png(figure)


def check(theme: str, wording: Mapping[str, Any]) -> None:
    """Raises UsageError for a theme there is not."""
    if theme not in THEMES:
        raise UsageError(wording["curve"]["themes"])


def of_talk(curve: Curve, wording: Mapping[str, Any], theme: str) -> bytes:
    """How upset and how open she was from message to message, with the best and the hardest line by their numbers."""
    colours, words = THEMES[theme], wording["curve"]
    places = list(range(len(curve.temperature)))
    with _drawing:
        figure = _figure(colours)
        axes = figure.add_axes([0.145, 0.215, 0.71, 0.61])
        other = axes.twinx()
        for side in (axes, other):
            _bare(side, colours)
            side.set_ylim(-3, 103)
            side.set_xlim(-0.02 * max(1, places[-1]), 1.02 * max(1, places[-1]))
        _words_beside(axes, TEMPERATURE_EDGES, lambda points: wording["mood"][temperature_band(points).value], colours.first)
        _words_beside(other, OPENNESS_EDGES, lambda points: wording["openness"][openness_band(points).value], colours.second)
        dots = len(places) <= DOTS_UNTIL
        axes.plot(places, curve.temperature, color=colours.first, linewidth=LINE, marker="o" if dots else None, markersize=5)
        axes.plot(places, curve.openness, color=colours.second, linewidth=LINE, dashes=DASHES, marker="s" if dots else None, markersize=4.5)
        # Above each side stands what its words are about, in the line's own style.
        _key(figure, 0.145, words["upset"], colours.first, "left")
        _key(figure, 0.855, words["open"], colours.second, "right")
        badges = ((curve.best, curve.openness, colours.second, "s", "best"),
                  (curve.hardest, curve.temperature, colours.first, "o", "hardest"))
        counted = [(words[name].format(message=number), colour) for number, _, colour, _, name in badges if number is not None]
        for number, points, colour, shape, _ in badges:
            if number is not None:
                _badge(axes, number, points[number], colour, shape, colours)
        _caption(figure, counted)
        below = words["along" if len(places) > 1 else "nothing"]
        figure.text(0.5, 0.155, below, color=colours.quiet, fontsize=9, ha="center", va="center")
        return _png(figure)


def of_progress(talks: Sequence[tuple[float, float, bool]], days: Sequence[str], told: Sequence[str], wording: Mapping[str, Any],
                theme: str) -> bytes:
    """Blame and reaching out in ten messages, a dot a talk: (blame, strengths, new). ``days``: of the first and the last; ``told``: what
    is said where there is nothing to draw."""
    colours, words = THEMES[theme], wording["progress"]
    with _drawing:
        figure = _figure(colours)
        if not talks:
            figure.text(0.5, 0.5, fill(" ".join(told), LETTERS_A_LINE), color=colours.ink, fontsize=12, ha="center", va="center",
                        linespacing=1.6)
            return _png(figure)
        for place, (name, colour, shape) in enumerate((("blame", colours.first, "o"), ("strengths", colours.second, "s"))):
            values = [float(talk[place]) for talk in talks]
            top: float = max(FULL_SCALE, *values)
            axes = figure.add_axes([0.10 + 0.46 * place, 0.255, 0.40, 0.565])
            _bare(axes, colours)
            axes.spines["bottom"].set_visible(False)
            axes.set_ylim(-0.07 * top, 1.07 * top)
            axes.set_xlim(-0.04 * len(talks) - 0.2, len(talks) - 1 + 0.04 * len(talks) + 0.2)
            for level, text in zip((0, FULL_SCALE / 2, FULL_SCALE), words["levels"]):
                axes.axhline(level, color=colours.line, linewidth=1, zorder=0)
                if place == 0:
                    axes.text(-0.02, level, text, transform=axes.get_yaxis_transform(), color=colours.quiet, fontsize=9, ha="right",
                              va="center")
            # Talks on something new are the measure of learning: they alone are joined.
            new = [(at, value) for at, (value, talk) in enumerate(zip(values, talks)) if talk[2]]
            again = [(at, value) for at, (value, talk) in enumerate(zip(values, talks)) if not talk[2]]
            size = 7 if len(talks) <= 40 else 4
            axes.plot(*zip(*new), color=colour, linewidth=2, linestyle="-" if place == 0 else "--", marker=shape, markersize=size, zorder=3)
            if again:
                axes.plot(*zip(*again), color=colour, linestyle="none", marker=shape, markersize=size, markerfacecolor=colours.paper,
                          markeredgewidth=1.4, zorder=2)
            axes.set_title(words[name], color=colour, fontsize=11, pad=10)
            for at, day in zip((0, 1), days):
                axes.text(at if len(days) > 1 else 0.5, -0.03, day, transform=axes.transAxes, color=colours.quiet, fontsize=9, va="top",
                          ha="center" if len(days) == 1 else "right" if at else "left")
        for left, name, face in ((0.17, "first", colours.quiet), (0.63, "repeat", colours.paper)):
            _sample(figure, left, face, colours)
            figure.text(left + 0.02, 0.085, words[name], color=colours.ink, fontsize=10, va="center")
        return _png(figure)


def _figure(colours: Theme) -> Any:
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"font.family": FONT}):
        figure = Figure(figsize=(WIDTH_IN, HEIGHT_IN), dpi=DOTS_PER_IN, facecolor=colours.paper)
        FigureCanvasAgg(figure)
    return figure


def _bare(axes: Any, colours: Theme) -> None:
    axes.set_facecolor("none")
    axes.set_xticks([])
    axes.set_yticks([])
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(colours.line)


def _words_beside(axes: Any, edges: Sequence[tuple[int, Any]], name: Any, colour: str) -> None:
    """The name of each band at its middle, and a small mark where one ends."""
    borders = [0, *sorted(edge for edge, _ in edges), 100]
    middles = [(low + high) / 2 for low, high in zip(borders, borders[1:])]
    axes.set_yticks(middles)
    axes.set_yticklabels([name(middle) for middle in middles], color=colour, fontsize=10)
    axes.tick_params(axis="y", length=0, pad=8)


def _key(figure: Any, at: float, text: str, colour: str, side: str) -> None:
    from matplotlib.lines import Line2D

    dashed = side == "right"
    figure.text(at + (-0.05 if dashed else 0.05), 0.915, text, color=colour, fontsize=11.5, ha=side, va="center", weight="bold")
    sample = (at - 0.042, at) if dashed else (at, at + 0.042)
    figure.add_artist(Line2D(sample, (0.915, 0.915), color=colour, linewidth=LINE, **({"dashes": DASHES} if dashed else {})))


def _badge(axes: Any, message: int, points: float, colour: str, shape: str, colours: Theme) -> None:
    """The number of a message, on the curve."""
    axes.plot([message], [points], marker=shape, markersize=17 if shape == "o" else 15.5, color=colour, markeredgecolor=colours.paper,
              markeredgewidth=2, zorder=5, clip_on=False)
    axes.text(message, points, str(message), color=colours.paper, fontsize=9, weight="bold", ha="center", va="center_baseline", zorder=6)


def _caption(figure: Any, counted: Sequence[tuple[str, str]]) -> None:
    """What the numbers on the curve are: text and colour of each."""
    for place, (text, colour) in enumerate(counted):
        at = 0.5 if len(counted) == 1 else (0.27, 0.73)[place]
        figure.text(at, 0.07, text, color=colour, fontsize=10, ha="center", va="center")


def _sample(figure: Any, at: float, face: str, colours: Theme) -> None:
    from matplotlib.lines import Line2D

    figure.add_artist(Line2D([at], [0.085], marker="o", markersize=7, color=colours.quiet, markerfacecolor=face, markeredgewidth=1.4,
                             linestyle="none"))


def _png(figure: Any) -> bytes:
    out = BytesIO()
    figure.savefig(out, format="png", facecolor=figure.get_facecolor(), metadata={"Software": None})
    return out.getvalue()
