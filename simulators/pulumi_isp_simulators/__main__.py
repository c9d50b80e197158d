"""``pulumi-isp-sim``, also as ``python -m pulumi_isp_simulators``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command, or say which library is missing: they come with an extra."""
    try:
        from .cli import main as command
    except ModuleNotFoundError as missing:
        sys.exit(
            f"The simulators need more than was installed (there is no {missing.name}).\n"
            "What to do: pip install 'pulumi-isp[simulators]'"
        )
    command(prog_name="pulumi-isp-sim")


if __name__ == "__main__":
    main()
