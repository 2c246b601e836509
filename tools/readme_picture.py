"""Take the README's pictures: the network page with the words of one disagreement, and the page of a claim.

python -m tools.readme_picture
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from counterpoint import Corpus

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
    command = [sys.executable, "-m", "counterpoint", "-w", ":demo:", "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        address = server.stdout.readline().strip() if server.stdout else ""
        page = chromium.new_page(viewport={"width": 1280, "height": 760})
        page.goto(f"{address}claim/every-doctor-is-a-leader")
        page.screenshot(path=IMAGES / "claim.png")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def main() -> None:
    """Take both."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        take_network(chromium)
        take_claim(chromium)
        chromium.close()


if __name__ == "__main__":
    main()
