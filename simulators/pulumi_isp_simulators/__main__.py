"""``python -m pulumi_isp_simulators`` is ``pulumi-isp-sim``."""

from .cli import main

if __name__ == "__main__":
    main(prog_name="python -m pulumi_isp_simulators")
