"""A stock Firefox, driven over WebDriver BiDi (W3C).

Playwright 1.65 speaks BiDi, too, but sends every new context a command that Firefox ESR does not know.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from typing import TYPE_CHECKING, Any, Final, Self

from websocket import create_connection

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

WAIT: Final = 20.0
"""Seconds that anything may take before the test fails."""

KEYS: Final = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015", "Control": "\ue009"}
_EVENTS: Final = ["log.entryAdded", "network.beforeRequestSent", "browsingContext.userPromptOpened"]


class Firefox:
    """A Firefox of its own, without a window, with one tab.

    :param program: its path.
    :param folder: an empty folder, for its profile and for what it downloads.
    """

    def __init__(self, program: str, folder: Path) -> None:
        self.complaints: list[str] = []
        """Whatever no page should do: errors, dialogs, requests for anything but files."""
        self.downloads = folder / "downloads"
        profile = folder / "profile"
        for each in (self.downloads, profile):
            each.mkdir()
        settings = {"browser.download.folderList": 2, "browser.download.dir": str(self.downloads)}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items()]
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self._log = (folder / "log").open("w+", encoding="utf-8", errors="replace")
        command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
        self._process = subprocess.Popen(command, stdout=self._log, stderr=self._log)
        self._number = 0
        self._socket = create_connection(f"{self._address()}/session", timeout=WAIT, suppress_origin=True)
        self.command("session.new", capabilities={})
        self.command("session.subscribe", events=_EVENTS)
        self._tab = self.command("browsingContext.getTree")["contexts"][0]["context"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._process.terminate()
        try:
            self._process.wait(WAIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and give its result; what happens meanwhile is looked at for complaints.

        :raises RuntimeError: where the browser refuses it.
        """
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv())
            if message["type"] == "event":
                self._notice(message["method"], message["params"])
            elif message.get("id") == self._number:
                if message["type"] == "error":
                    raise RuntimeError(f"{method}: {message['message']}")
                result: dict[str, Any] = message["result"]
                return result

    def open(self, address: str, *, width: int = 1280, height: int = 800) -> None:
        """Go to an address and wait until it is loaded."""
        self.command("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})
        self.command("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Give the value of a JavaScript expression that JSON can hold.

        :raises RuntimeError: where it throws.
        """
        found = self.command(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self._tab},
            awaitPromise=True,
        )
        if found["type"] != "success":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"].get("value", "null"))

    def wait_for(self, expression: str) -> Any:
        """Evaluate an expression again and again until its value is true.

        :raises TimeoutError: where it never is.
        """
        end = time.monotonic() + WAIT
        while not (value := self.evaluate(expression)):
            if time.monotonic() > end:
                raise TimeoutError(f"never true: {expression}")
            time.sleep(0.05)
        return value

    def press(self, *keys: str) -> None:
        """Press keys together, the last one let go first: ``press("Control", "a")``."""
        codes = [KEYS.get(key, key) for key in keys]
        self._keyboard(
            [{"type": "keyDown", "value": code} for code in codes]
            + [{"type": "keyUp", "value": code} for code in reversed(codes)]
        )

    def type(self, text: str) -> None:
        """Type text, sign by sign."""
        self._keyboard([{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")])

    def click(self, place: str, *, times: int = 1) -> None:
        """Click, with the mouse, the middle of an element that a selector names, or a point written ``x,y``."""
        if re.fullmatch(r"[\d.]+,[\d.]+", place):
            x, y = (float(number) for number in place.split(","))
        else:
            x, y = self.wait_for(
                f"(() => {{ const element = document.querySelector({json.dumps(place)});"
                " if (!element?.checkVisibility()) return null;"
                " element.scrollIntoView({block: 'nearest'}); const box = element.getBoundingClientRect();"
                " return [box.left + box.width / 2, box.top + box.height / 2]; })()"
            )
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        actions = [{"type": "pointerMove", "x": round(x), "y": round(y)}, *press * times]
        self._act({"type": "pointer", "id": "mouse", "actions": actions})

    def text(self, selector: str) -> str:
        """Give the visible text of an element, in one line."""
        found = self.evaluate(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")
        return " ".join(str(found).split())

    def wait_for_text(self, selector: str, text: str) -> None:
        """Wait until an element's visible text holds some words.

        :raises TimeoutError: where it never does.
        """
        end = time.monotonic() + WAIT
        while text not in (found := self.text(selector)):
            if time.monotonic() > end:
                raise TimeoutError(f"{selector} says {found!r}, not {text!r}")
            time.sleep(0.05)

    def _keyboard(self, actions: list[dict[str, str]]) -> None:
        self._act({"type": "key", "id": "keyboard", "actions": actions})

    def _act(self, source: dict[str, Any]) -> None:
        self.command("input.performActions", context=self._tab, actions=[source])

    def _address(self) -> str:
        """Read from what the browser says where it listens."""
        end = time.monotonic() + 3 * WAIT
        while time.monotonic() < end and self._process.poll() is None:
            self._log.seek(0)
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", self._log.read()):
                return found[1]
            time.sleep(0.1)
        self._log.seek(0)
        said = self._log.read()
        self._process.kill()
        raise RuntimeError(f"Firefox does not listen: {said[-2000:]}")

    def _notice(self, event: str, about: dict[str, Any]) -> None:
        if event == "log.entryAdded" and about["level"] == "error":
            self.complaints.append(about["text"] or "an error")
        elif event == "network.beforeRequestSent" and re.match("(https?|wss?|ftp):", about["request"]["url"]):
            self.complaints.append(about["request"]["url"])
        elif event == "browsingContext.userPromptOpened":
            self.complaints.append(f"dialog: {about['message']}")
