"""A headless Chromium, over the W3C's WebDriver protocol: `chromedriver` speaks it as plain HTTP."""

from __future__ import annotations

import base64
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from tests.support.waiting import wait_until

_LIMIT = 60
_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
]
_KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004"}
_KEYS |= {"ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015"}


class Browser:
    """One window.

    Args:
        address: The session's address at the driver.
    """

    def __init__(self, address: str) -> None:
        self._address = address

    def _ask(self, path: str, body: dict[str, Any]) -> Any:
        with requests.post(f"{self._address}/{path}", json=body, timeout=_LIMIT) as reply:
            value = reply.json()["value"]
        assert reply.ok, value
        return value

    def open(self, page: Path) -> None:
        self._ask("url", {"url": page.as_uri()})

    def run(self, script: str, *args: Any) -> Any:
        """What a script returns; its arguments are `arguments`."""
        return self._ask("execute/sync", {"script": script, "args": args})

    def press(self, *keys: str) -> None:
        """Press keys: one by its name, or a text."""
        typed = "".join(_KEYS.get(each, each) for each in keys)
        actions = [{"type": kind, "value": key} for key in typed for kind in ("keyDown", "keyUp")]
        self._ask("actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def move(self, selector: str, *, click: bool = False) -> None:
        """Move the mouse to the middle of an element."""
        [element] = self._ask("elements", {"using": "css selector", "value": selector})
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        at: dict[str, Any] = {"type": "pointerMove", "duration": 0, "origin": element, "x": 0, "y": 0}
        pressed = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}] if click else []
        self._ask("actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": [at, *pressed]}]})

    def control(self, command: str, **params: Any) -> Any:
        """A command of Chromium's own."""
        return self._ask("goog/cdp/execute", {"cmd": command, "params": params})

    def prefer(self, scheme: str) -> None:
        """Whether the user's system is light or dark."""
        self.control(
            "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}]
        )

    def complaints(self) -> list[str]:
        """What the browser had to complain of: errors, and what a policy has stopped."""
        return [each["message"] for each in self._ask("se/log", {"type": "browser"})]

    def picture(self) -> bytes:
        """The window as PNG."""
        return base64.b64decode(self.control("Page.captureScreenshot", format="png")["data"])

    def printed(self) -> bytes:
        """The page on paper, as PDF."""
        return base64.b64decode(self.control("Page.printToPDF", preferCSSPageSize=True)["data"])


@contextmanager
def chromium(folder: Path, size: tuple[int, int] = (1280, 900)) -> Iterator[Browser]:
    """A window that is closed in the end.

    Args:
        folder: For what Chromium writes.
        size: Of the window.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = f"http://127.0.0.1:{port}"
    flags = [*_FLAGS, f"--window-size={size[0]},{size[1]}", f"--user-data-dir={folder / 'profile'}"]
    wanted = {"goog:chromeOptions": {"args": flags}, "goog:loggingPrefs": {"browser": "ALL"}}
    with subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL) as driver:
        try:
            wait_until(lambda: _listens(port), "chromedriver")
            body = {"capabilities": {"alwaysMatch": wanted}}
            with requests.post(f"{root}/session", json=body, timeout=_LIMIT) as reply:
                session = reply.json()["value"]["sessionId"]
            try:
                yield Browser(f"{root}/session/{session}")
            finally:
                requests.delete(f"{root}/session/{session}", timeout=_LIMIT).close()
        finally:
            driver.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
