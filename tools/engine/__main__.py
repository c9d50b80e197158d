"""``python -m tools.engine``: make sure that there is an engine, and print its folder."""

from __future__ import annotations

import sys

from . import NoEngineError, ensure, say


def main() -> int:
    """Print the folder that belongs in front of PATH."""
    try:
        engine = ensure()
    except NoEngineError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130
    say(f"Pulumi {engine.version} ({engine.origin})")
    print(engine.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
