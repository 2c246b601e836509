"""Visit a server as a browser does that keeps cookies and sends the forms that it is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

from tests.web.serving import Answer, Served

FORM = "application/x-www-form-urlencoded"


@dataclass
class Visitor:
    """A browser without a script.

    :param served: the server.
    :param cookies: what it was given to keep.
    """

    served: Served
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page, and follow where it leads."""
        answer = self._send("GET", path, None, headers)
        return self.get(answer.headers["location"], **headers) if answer.status == 303 else answer

    def post(
        self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None, *, follow: bool = True
    ) -> Answer:
        """Send a form."""
        usual = {"Content-Type": FORM, "Origin": self.served.url, "Sec-Fetch-Site": "same-origin"}
        answer = self._send("POST", path, urlencode(fields).encode(), {**usual, **(headers or {})})
        return self.get(answer.headers["location"]) if follow and answer.status == 303 else answer

    def step(self, name: str, do: str, item: str = "", **fields: str) -> Answer:
        """Fill in the form of a statement and press a button."""
        return self.post(f"/edit/draft/{name}", {**self.form(name, item), **fields, "do": do})

    def form(self, name: str, item: str = "") -> dict[str, str]:
        """Read the fields of the form of a statement as it is shown."""
        page = self.get(f"/edit/draft/{name}?{urlencode({'item': item})}")
        assert page.status == 200, page.text
        return fields_of(page.text)

    def introduce(self, who: str = "Jane Doe") -> Visitor:
        """Say who confirms."""
        token = fields_of(self.get("/edit/who").text)["token"]
        assert self.post("/edit/who", {"token": token, "who": who, "to": "/edit"}).status == 200
        return self

    def _send(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Accept": "text/html", **({"Cookie": cookie} if cookie else {}), **headers}
        answer = self.served.ask(path, method=method, body=body, headers=sent)
        for found in re.finditer(r"(?:^|, )(counterpoint-[\w-]+)=([^;]*)", answer.headers.get("set-cookie", "")):
            self.cookies[found[1]] = found[2]
        return answer


def fields_of(page: str) -> dict[str, str]:
    """Read what the fields of a page hold; of those that are there several times, the last."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        given = {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        if "name" not in given or (given.get("type") in ("radio", "checkbox") and " checked" not in tag):
            continue
        found[given["name"]] = given.get("value", "on" if given.get("type") == "checkbox" else "")
    for attributes, text in re.findall(r"<textarea\b([^>]*)>(.*?)</textarea>", page, re.DOTALL):
        name = re.search(r'name="([^"]*)"', attributes)
        found[name[1] if name else ""] = unescape(text)
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: value for name, value in found.items() if name not in ("q", "reason")}
