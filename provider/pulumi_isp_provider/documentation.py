"""What is to be said of a resource and its properties, in every language and on every page."""

from __future__ import annotations

import re

from .core.properties import Property


def sentences(declared: Property, noun: str) -> str:
    """All that is to be said of a property: what it is for, what is allowed, what a change means."""
    traits = declared.traits
    said = [declared.about]
    if declared.limits:
        said.append(f"{declared.limits[0].upper()}{declared.limits[1:]}.")
    if traits.since is not None:
        said.append(f"From release {traits.since} of the vendor's API on.")
    if traits.default is not None:
        said.append(f"Default: ``{traits.default}``.")
    elif traits.reset is not None and not traits.local:
        said.append(f"The vendor's default: ``{traits.reset}``.")
    elif traits.stays and not traits.replaces:
        said.append("Once no longer declared, it stays as it is.")
    if traits.replaces and not traits.local:
        said.append(f"Changing it replaces the {noun}.")
    return " ".join(filter(None, said))


def markdown(text: str) -> str:
    """The same for a page: our docstrings' marks are for Python alone."""
    text = re.sub(r":\w+:`~?\.?([\w.]+)`", lambda found: f"`{found[1].rpartition('.')[2]}`", text)
    return text.replace("``", "`")
