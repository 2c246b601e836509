"""Take the README's picture of the network page, with the words of one disagreement beside it.

python -m tools.readme_picture
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from counterpoint import Corpus

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "images" / "network.png"


def main() -> None:
    """Open the page of the shipped debate, choose a line in its table, and keep what is seen."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Corpus.open(":demo:").view().write(Path(folder) / "network.html")
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1280, "height": 800}, bypass_csp=True)
        page.goto(f"{page_file.as_uri()}#show=table")
        words = page.get_by_role("link", name="Read the words: Peter Wilson disagrees with Stephen Gillam")
        address = words.get_attribute("href") or ""
        page.goto(f"{page_file.as_uri()}{address.replace('show=table&', '')}")
        page.wait_for_timeout(800)
        page.screenshot(path=PICTURE)
        chromium.close()


if __name__ == "__main__":
    main()
