"""Take the README's pictures: the words of one disagreement in the network, the page of a claim, and a draft's.

python -m tools.readme_picture [network] [claim] [review]
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from counterpoint import Corpus
from counterpoint.drafting.reviewing import Session
from counterpoint.workspace import Workspace
from tests.web.editing import eastmere

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"


def take_network(chromium: Browser) -> None:
    """Open the page of the shipped debate, choose a line in its table, and keep what is seen."""
    with tempfile.TemporaryDirectory() as folder:
        page_file = Corpus.open(":demo:").view().write(Path(folder) / "network.html")
        page = chromium.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        page.goto(f"{page_file.as_uri()}#show=table")
        words = page.get_by_role("link", name="Read the words: Peter Wilson disagrees with Stephen Gillam")
        address = words.get_attribute("href") or ""
        page.goto(f"{page_file.as_uri()}{address.replace('show=table&', '')}")
        page.wait_for_timeout(800)
        page.screenshot(path=IMAGES / "network.png")


def take_claim(chromium: Browser) -> None:
    """Serve the shipped debate, and keep what is seen of a claim that two speakers stand on both sides of."""
    with served("-w", ":demo:", "serve") as address:
        page = chromium.new_page(viewport={"width": 1280, "height": 760})
        page.goto(f"{address}claim/every-doctor-is-a-leader")
        page.screenshot(path=IMAGES / "claim.png")


def take_review(chromium: Browser) -> None:
    """Serve a draft of an article that nobody wrote, and keep what is seen of it half decided."""
    with tempfile.TemporaryDirectory() as folder:
        root = eastmere.furnish(Path(folder) / "eastmere")
        said = eastmere.statements()
        words = '"Without the weir there is no harbour, and without the harbour there is no Eastmere,"'
        said.insert(4, eastmere.statement("okafor-1", words, "Without the weir there is no harbour", "tom-okafor"))
        review = Session(Workspace(root), eastmere.draft(root, "weir", said), "jane-doe")
        for identifier in ("weir-1", "weir-2"):
            review.accept(identifier, stances={"supports": "weir-serves-nobody"})
        with served("-w", str(root), "serve", "--edit", "--as", "jane-doe") as address:
            page = chromium.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
            page.goto(f"{address}edit/draft/weir")
            page.locator("html[data-ready=true]").wait_for()
            for key in ("+", "1"):
                page.keyboard.press(key)
            page.evaluate("document.activeElement.blur()")
            page.wait_for_timeout(400)
            page.screenshot(path=IMAGES / "review.png")


@contextmanager
def served(*words: str) -> Iterator[str]:
    """Serve a debate on a free port, and give its address."""
    command = [sys.executable, "-m", "counterpoint", *words, "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield server.stdout.readline().strip() if server.stdout else ""
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


PICTURES: dict[str, Callable[[Browser], None]] = {"network": take_network, "claim": take_claim, "review": take_review}


def main(names: list[str]) -> None:
    """Take some of them, or all."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in names or PICTURES:
            PICTURES[name](chromium)
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1:])
