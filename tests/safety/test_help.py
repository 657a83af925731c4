"""Pages of help: every number sourced and dated, every word plain and kind."""

import datetime
import re
from pathlib import Path

import pytest
import textstat
from ruamel.yaml import YAML

from bot.safety import Danger, Reading, countries, help_page, wording
from bot.safety.help import FOLDER

PLACES = [None, *countries()]
KINDS = [None, *Danger]
READINGS = [
    Reading(kind, False, about, by_her, by_learner)
    for kind in Danger if kind is not Danger.none
    for about in ("self", "other") for by_her in (False, True) for by_learner in (False, True)
] + [Reading(None, True)]


def files():
    return [path for path in sorted(FOLDER.glob("*.yml")) if path.stem != "wording"]


def strings(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)
    elif isinstance(node, str):
        yield node


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_every_number_has_a_source_and_a_day(path: Path):
    data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    assert data["contacts"]
    for row in data["contacts"]:
        assert re.match(r"https?://\S+\.\S+", row["source"]), row
        assert isinstance(row["reviewed"], datetime.date), row
        assert row["name"] and row["for_whom"] and row["kinds"]
        assert set(row["kinds"]) <= {"emergency", "suicide", "home", "sexual", "young"}
        if path.stem != "international":
            assert row.get("call") or row.get("text") or row.get("url")
        for number in (row.get("call"), row.get("text")):
            assert number is None or re.search(r"\d{3}|\d\d \d\d", number), row


def test_no_number_hides_in_the_wording():
    words = YAML(typ="safe").load((FOLDER / "wording.yml").read_text(encoding="utf-8"))
    assert not [text for text in strings(words) if re.search(r"\d{3}", text)]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("danger", KINDS)
def test_every_page_is_whole(place, danger):
    page = help_page(place, danger)
    assert page.title and 3 <= len(page.lines) <= 7
    assert any("not a person" in line and "cannot see you" in line and "cannot call anyone" in line for line in page.lines)
    kinds = {kind for contact in page.contacts for kind in contact.kinds}
    assert {"emergency", "suicide", "home", "young"} <= kinds
    assert any(contact.url == "https://findahelpline.com" for contact in page.contacts)
    if danger not in {None, Danger.none, Danger.self_harm}:
        assert "emergency" in page.contacts[0].kinds


@pytest.mark.parametrize("name,country", [
    ("GB", "United Kingdom"), ("uk", "United Kingdom"), ("en-GB", "United Kingdom"), ("en_US", "United States"), ("  south   AFRICA ", "South Africa"),
    ("U.S.A.", "United States"), ("Mars", None), ("", None), (None, None), ("en", None),
])
def test_countries_by_any_name(name, country):
    assert help_page(name).country == country


def test_fitting_help_comes_first():
    assert "suicide" in help_page("US", Danger.suicide).contacts[1].kinds
    assert "home" in help_page("IE", Danger.abuse).contacts[1].kinds
    assert "young" in help_page("NZ", Danger.child_abuse).contacts[1].kinds
    assert "sexual" in help_page("IN", Danger.sexual_abuse).contacts[1].kinds


def test_ten_countries():
    assert set(countries()) == {"US", "CA", "GB", "IE", "IN", "AU", "NZ", "ZA", "PH", "NG"}


@pytest.mark.parametrize("reading", READINGS, ids=str)
def test_what_is_said_is_short_and_honest(reading):
    said = " ".join(wording(reading))
    sentences = [one for one in re.split(r"(?<=[.?!])[\"”]?\s+", said) if one]
    assert 2 <= len(sentences) <= 4, sentences
    if reading.danger:
        assert "only a program" in said and "call anyone" in said


def test_nothing_to_say_without_danger():
    assert wording(Reading()) == ()


def test_harm_by_her_is_not_played():
    assert "won't play" in " ".join(wording(Reading(Danger.violence, by_her=True)))


UNKIND = re.compile(
    r"!|\b(?:disorder|diagnos\w*|symptom\w*|mentally ill|depress\w*|trauma\w*|reconcil\w*|forgive|make (?:up|peace)|go back to|give (?:her|him|them) another|talk (?:it )?(?:out|over) with (?:her|him)|"
    r"you should have|why didn't you|calm down|just )\b", re.I,
)


def test_kind_plain_words():
    words = YAML(typ="safe").load((FOLDER / "wording.yml").read_text(encoding="utf-8"))
    for text in strings(words):
        assert not UNKIND.search(text), text
    for reading in READINGS:
        assert textstat.flesch_kincaid_grade(" ".join(wording(reading))) <= 8.0, wording(reading)
    for danger in KINDS:
        assert textstat.flesch_kincaid_grade(" ".join(help_page(None, danger).lines)) <= 7.0, danger
