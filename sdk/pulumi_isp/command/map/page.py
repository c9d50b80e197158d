"""Writes a map as one HTML page. It needs no network and no other file, and runs only its own script."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterator, Sequence
from typing import Any

from .layout import Box, Cell, Curve, Section
from .model import Map
from .svg import clean, fragment


def document(shown: Map, parts: Sequence[Section], styles: str, script: str) -> str:
    """The page."""
    # Only the style and the script with these digests run. One in a name from a vendor would not.
    policy = (
        f"default-src 'none'; style-src {_digest(styles)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    title = html.escape(clean(shown.title))
    figures = "\n".join(f"<section>{fragment(part)}</section>" for part in parts)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{html.escape(policy, quote=True)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{styles}</style>
</head>
<body>
<header>
<input id="search" type="search" placeholder="Search names, serial numbers, states …" \
aria-label="Search" aria-describedby="hits" autocomplete="off" spellcheck="false">
<output id="hits" for="search" aria-live="polite"></output>
<span class="keys"><kbd>/</kbd> search <kbd>←↑↓→</kbd> move \
<kbd>Enter</kbd> details <kbd>Esc</kbd> close</span>
<button id="theme" type="button">Dark</button>
</header>
<main id="picture">
{figures}
</main>
<div id="tip" role="tooltip" hidden></div>
<aside id="details" role="dialog" aria-labelledby="details-name" tabindex="-1" hidden>
<button id="close" type="button" aria-label="Close">&times;</button>
<h2 id="details-name"></h2>
<dl id="details-list"></dl>
</aside>
<script type="application/json" id="data">{_data(parts)}</script>
<script>{script}</script>
</body>
</html>
"""


def _data(parts: Sequence[Section]) -> str:
    """The items by key: kind, name, details, and the middle of the shape; from top to bottom."""
    items = dict(_items(parts))
    ways = [
        curve.ends for part in parts for curve in part.shapes if isinstance(curve, Curve) and curve.ends[0]
    ]
    text = json.dumps({"items": items, "ways": ways}, ensure_ascii=False, separators=(",", ":"))
    # In a script element, only `<` can begin markup.
    return text.replace("<", "\\u003c")


def _items(parts: Sequence[Section]) -> Iterator[tuple[str, list[Any]]]:
    top = 0.0
    for part in parts:
        for shape in part.shapes:
            if isinstance(shape, Box | Cell) and shape.item is not None:
                item = shape.item
                x, y = (shape.x + 10, shape.y + 10) if isinstance(shape, Box) else (shape.x + 5, shape.y + 5)
                details = [[clean(name), clean(value)] for name, value in item.details]
                yield item.key, [item.kind, clean(item.name), details, round(x, 1), round(top + y, 1)]
        top += part.height


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
