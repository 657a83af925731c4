"""The pages of help, and what is said when danger is heard. Every word and number is in data/help."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from bot.yaml_files import read_yaml

from .kinds import Danger, Reading

FOLDER = Path(__file__).resolve().parents[2] / "data" / "help"
INTERNATIONAL = "international"

# Which contacts come first for which danger. The emergency number leads whenever there is danger.
FIRST: Dict[str, Tuple[str, ...]] = {
    "suicide": ("emergency", "suicide", "young", "home", "sexual"),
    "self_harm": ("suicide", "young", "emergency", "home", "sexual"),
    "violence": ("emergency", "home", "young", "sexual", "suicide"),
    "abuse": ("emergency", "home", "young", "sexual", "suicide"),
    "held": ("emergency", "home", "young", "sexual", "suicide"),
    "threat_to_kill": ("emergency", "home", "young", "suicide", "sexual"),
    "sexual_abuse": ("emergency", "sexual", "home", "young", "suicide"),
    "child_abuse": ("emergency", "young", "home", "sexual", "suicide"),
}
ALWAYS = ("suicide", "home", "young", "sexual", "emergency")


@dataclass(frozen=True)
class Contact:
    """One place to turn to, with the page its number was read on and the day."""

    name: str
    for_whom: str
    kinds: Tuple[str, ...]
    source: str
    reviewed: str
    call: Optional[str] = None
    text: Optional[str] = None
    url: Optional[str] = None

    @property
    def how(self) -> str:
        """How to reach them, in one line; empty when it is only a hint (the local emergency number)."""
        ways = []
        if self.call and self.call == self.text:
            ways.append(f"Call or text {self.call}")
        else:
            if self.call:
                ways.append(f"Call {self.call}")
            if self.text:
                ways.append(f"Text {self.text}")
        if self.url:
            ways.append(self.url)
        return " · ".join(ways)


@dataclass(frozen=True)
class HelpPage:
    """What a page of help shows: a title, a few lines, and whom to reach, the fittest first."""

    title: str
    lines: Tuple[str, ...]
    contacts: Tuple[Contact, ...]
    country: Optional[str] = None


def _read(path: Path) -> Any:
    return read_yaml(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _words() -> Any:
    return _read(FOLDER / "wording.yml")


@lru_cache(maxsize=1)
def _all() -> Tuple[Dict[str, Tuple[str, Tuple[Contact, ...]]], Dict[str, str]]:
    """Contacts by file, and every name of a country by file."""
    places: Dict[str, Tuple[str, Tuple[Contact, ...]]] = {}
    names: Dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        if path.stem == "wording":
            continue
        data = _read(path)
        contacts = tuple(
            Contact(
                name=row["name"], for_whom=row["for_whom"], kinds=tuple(row["kinds"]), source=row["source"], reviewed=str(row["reviewed"]),
                call=row.get("call"), text=row.get("text"), url=row.get("url"),
            )
            for row in data["contacts"]
        )
        places[path.stem] = (data["country"], contacts)
        if path.stem != INTERNATIONAL:
            for name in [data["country"], data["code"], *data["also"]]:
                names[_plain(name)] = path.stem
    return places, names


def _plain(name: str) -> str:
    return " ".join(name.lower().replace(".", "").replace("_", "-").split())


def _place(country: Optional[str]) -> Optional[str]:
    """The file for a country given as a name, a code, or a locale such as en-GB."""
    if not country or not country.strip():
        return None
    names = _all()[1]
    name = _plain(country)
    return names.get(name) or (names.get(name.rsplit("-", 1)[1]) if "-" in name else None)


def countries() -> Dict[str, str]:
    """Codes and names of the countries that have a page of their own."""
    return {stem.upper(): name for stem, (name, _) in _all()[0].items() if stem != INTERNATIONAL}


def help_page(country: Optional[str] = None, danger: Optional[Danger] = None) -> HelpPage:
    """The page for a country (international where we have none) with what fits the danger first."""
    places, _ = _all()
    stem = _place(country)
    kind = None if danger is None or danger is Danger.none else Danger(danger).value
    order = FIRST.get(kind or "", ALWAYS)
    world = places[INTERNATIONAL][1]
    own = places[stem][1] if stem else ()

    def rank(contact: Contact) -> int:
        return min(order.index(one) for one in contact.kinds if one in order)

    shown = sorted(own, key=rank)
    if own:
        shown += [contact for contact in world if "emergency" not in contact.kinds]
    else:
        shown = sorted(world, key=rank)
    page = _words()["page"]
    lines: List[str] = [page["opening"].get(kind, page["opening"]["any"])]
    if kind:
        lines.append(page["opening"]["any"])
    lines.append(page["honest"])
    lines.append(page["young"])
    if kind in {"violence", "abuse", "held", "threat_to_kill", "sexual_abuse", "child_abuse"}:
        lines.append(page["traces"])
    lines.append(page["check"])
    return HelpPage(page["titles"].get(kind, page["title"]), tuple(lines), tuple(shown), places[stem][0] if stem else None)


def wording(reading: Reading) -> Tuple[str, ...]:
    """What the app says for a reading: two to four sentences in lines. Empty when there is nothing to say."""
    words = _words()
    if reading.danger is None or reading.danger is Danger.none:
        return tuple(words["past"]) if reading.past else ()
    said = words["said"]
    kind = reading.danger.value
    if reading.by_learner:
        chosen = said["learner"]
    elif reading.by_her and reading.about == "self":
        chosen = said["her"]
    elif kind in said:
        chosen = said[kind]
    else:
        chosen = said["harm"]
    return tuple(chosen.get(reading.about) or chosen["other"])
