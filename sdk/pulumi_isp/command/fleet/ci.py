"""CI files that run each stack on its own machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_GITHUB: Final = """\
# .github/workflows/fleet.yaml
name: fleet
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
env:
  PULUMI_BACKEND_URL: ${{{{ vars.PULUMI_BACKEND_URL }}}}
  PULUMI_CONFIG_PASSPHRASE: ${{{{ secrets.PULUMI_CONFIG_PASSPHRASE }}}}
jobs:
  fleet:
    runs-on: [self-hosted, management]
    strategy:
      fail-fast: false # it would end updates that are under way
      max-parallel: 4 # they share what a CMS and a tenant allow
      matrix:
        stack:
{stacks}
    concurrency: fleet-${{{{ matrix.stack }}}} # one after the other
    steps:
      - uses: actions/checkout@v4
      - run: python3 -m venv --clear .venv
      - run: .venv/bin/python -m pip install --requirement requirements.txt
      - if: github.event_name == 'pull_request'
        run: pulumi preview --stack "${{{{ matrix.stack }}}}" --diff --config isp:preview=strict
      - if: github.event_name == 'push'
        run: pulumi up --stack "${{{{ matrix.stack }}}}" --yes
"""
_GITLAB: Final = """\
# .gitlab-ci.yml
default:
  tags: [management]
  before_script:
    - python3 -m venv --clear .venv
    - .venv/bin/python -m pip install --requirement requirements.txt
.stacks:
  parallel:
    matrix:
      - STACK:
{stacks}
preview:
  extends: .stacks
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - pulumi preview --stack "$STACK" --diff --config isp:preview=strict
up:
  extends: .stacks
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  resource_group: $STACK # one after the other
  interruptible: false
  script:
    - pulumi up --stack "$STACK" --yes
"""
SYSTEMS: Final[Mapping[str, str]] = {"github": _GITHUB, "gitlab": _GITLAB}
"""The template for each CI system."""


def written(system: str, stacks: Sequence[str]) -> str:
    """The file for a CI system and these stacks."""
    return SYSTEMS[system].format(stacks="\n".join(f"          - {stack}" for stack in stacks))
