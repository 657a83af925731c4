"""The built file comes from the source beside it, the source keeps to its rules, and a plain client of npm's talks as the page does."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

from bot.settings import PROJECT
from tests.conftest import Running

WIDGET = PROJECT / "widget"
BUILT = PROJECT / "bot" / "channels" / "widget" / "softstart.js"
WAYS_TO_PARSE_TEXT = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML|\beval\(|new Function|srcdoc|javascript:")


def node(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["node", *arguments], cwd=WIDGET, capture_output=True, text=True, timeout=300)


def test_the_built_file_is_what_the_source_gives(node_modules: Path, tmp_path: Path) -> None:
    done = node("build.js", str(tmp_path / "softstart.js"))

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "softstart.js").read_bytes() == BUILT.read_bytes(), "run npm run build in widget/"


def test_the_tests_of_the_widget_pass(node_modules: Path) -> None:
    done = node("--test")

    assert done.returncode == 0, done.stdout[-3000:]


def test_no_text_is_ever_parsed_as_markup() -> None:
    files = sorted((WIDGET / "src").rglob("*.js"))

    assert len(files) > 20
    for path in files:
        code = re.sub(r"^\s*(//|\*|/\*).*$", "", path.read_text(encoding="utf-8"), flags=re.M)
        assert not WAYS_TO_PARSE_TEXT.search(code), path.name


def test_nothing_outlives_the_tab() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in sorted((WIDGET / "src").rglob("*.js"))}

    for way in ("localStorage", "document.cookie", "indexedDB", "caches.", "serviceWorker", "pushState", "replaceState"):
        assert not [name for name, code in sources.items() if way in code], way
    assert [name for name, code in sources.items() if "sessionStorage." in code] == ["keep.js"]


def test_the_ten_documented_lines_hold_a_talk(stack: Running, node_modules: Path, tmp_path: Path) -> None:
    lines = re.search(r"```js\n(import \{ io \}.*?)```", (PROJECT / "docs" / "embedding.md").read_text(encoding="utf-8"), re.S)
    assert lines and len(lines[1].strip().splitlines()) == 10
    (tmp_path / "client.mjs").write_text(lines[1])
    (tmp_path / "node_modules").symlink_to(node_modules)

    done = node(str(tmp_path / "client.mjs"), stack.url)

    assert done.returncode == 0, done.stderr
    said = done.stdout.strip().splitlines()
    assert said[0].startswith("her: ") and said[-1].startswith("persona: ")
