"""``python -m tools.demo``: the main job, start to finish, on the real engine."""

from __future__ import annotations

import argparse
import signal
import sys
from types import FrameType

from tools.engine import NoEngineError, ensure

from .stage import SIGNALS, Stage, StepFailedError
from .story import tell


def main() -> int:
    """Run the demo; exit code 0 means that every promise it shows was kept."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument(
        "--keep", action="store_true", help="leave the simulators and the stack, and say how to go on"
    )
    keep: bool = parser.parse_args().keep
    for number in SIGNALS:
        signal.signal(number, _interrupt)
    try:
        engine = ensure()
        with Stage.set_up(engine, keep=keep) as stage:
            tell(stage)
    except NoEngineError as error:
        print(error, file=sys.stderr)
        return 1
    except StepFailedError as error:
        print(f"\nThe demo stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; everything is cleaned up.", file=sys.stderr)
        return 130
    return 0


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # Once is enough: who is impatient and presses Ctrl-C again must not cut the cleaning up short.
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
