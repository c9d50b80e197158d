"""Commands about policies: the folder of a pack, its rules, and a test of a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pulumi_isp.policy import Pack

_PACKS = click.Choice(["baseline", "strict"])
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _rules() -> Any:
    try:
        from pulumi_isp import policy as rules
    except ImportError as error:
        if not error.name or error.name.startswith("pulumi_isp"):
            raise
        raise click.ClickException(str(error)) from None
    return rules


@click.command("policy-path")
@click.argument("pack", type=_PACKS)
def policy_path(pack: str) -> None:
    """Print the folder of PACK, for `pulumi preview --policy-pack "$(pulumi-isp policy-path strict)"`.

    Exit codes: 0: done. 1: the folder cannot be made. 2: there is no such pack.
    """
    rules = _rules()
    try:
        click.echo(str(rules.folder(pack)))
    except OSError as error:
        raise click.ClickException(
            f"{error.filename}: {error.strerror}. What to do: name a cache folder that this user can write "
            "to, for example in XDG_CACHE_HOME."
        ) from None


@click.group()
def policy() -> None:
    """Rules against mistakes that cut people off.

    Exit codes: 0: done. 2: an option is wrong. `policy test` has more; see its own help.
    """


@policy.command("list")
@click.option("--pack", type=_PACKS, default="baseline", show_default=True, help="Whose levels to show.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def list_rules(pack: str, as_json: bool) -> None:
    """List the rules of a pack with their levels."""
    found: Pack = _rules().PACKS[pack]
    rows = [
        {"id": rule.id, "level": level.value, "description": rule.description}
        for rule, level in found.levels.items()
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    width = max(len(row["id"]) for row in rows)
    for row in rows:
        click.echo(f"{row['id']:{width}}  {row['level']:9}  {row['description']}")


@policy.command()
@click.argument("rule")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def explain(rule: str, as_json: bool) -> None:
    """Explain RULE: what it demands, why, what to do, and its settings."""
    from pulumi_isp_provider.core.names import instead

    known = {each.id: each for each in _rules().RULES}
    if rule not in known:
        raise click.UsageError(f"{rule} is not a rule; {instead(rule, known)}")
    found, packs = known[rule], _rules().PACKS
    levels = {name: pack.levels[found].value for name, pack in packs.items()}
    settings = {
        name: {
            **{word: schema[word] for word in ("description", "default") if word in schema},
            "packs": {
                word: pack.settings[rule][name]
                for word, pack in packs.items()
                if name in pack.settings.get(rule, {})
            },
        }
        for name, schema in found.settings.properties().items()
    }
    if as_json:
        told = {"id": found.id, "description": found.description, "reason": found.reason}
        click.echo(
            json.dumps({**told, "remedy": found.remedy, "levels": levels, "settings": settings}, indent=2)
        )
        return
    click.echo(f"{found.id}: {found.description}\n\nWhy: {found.reason}\n\nWhat to do: {found.remedy}\n")
    for name, level in levels.items():
        click.echo(f"In {name}: {level}")
    click.echo("\nSettings:")
    for name, each in settings.items():
        default = f" Default: {json.dumps(each['default'])}" if "default" in each else ""
        own = "".join(f"; in {word} {json.dumps(value)}" for word, value in each["packs"].items())
        click.echo(f"  {name}: {each['description']}{default}{own}{'.' * bool(default)}")


@policy.command()
@click.argument("pack", type=_PACKS)
def schema(pack: str) -> None:
    """Print the JSON schema of configuration files for PACK."""
    click.echo(json.dumps(_rules().PACKS[pack].schema(), indent=2))


@policy.command("test")
@click.argument("file", type=_FILE)
@click.option("--pack", type=_PACKS, default="baseline", show_default=True, help="Which rules and levels.")
@click.option("--config", type=_FILE, help="Configuration, as for `pulumi --policy-pack-config`.")
@click.option(
    "--previous",
    type=_FILE,
    help="Export of the state before the preview: for rules about deletions, and for the resources that do "
    "not change, which a preview leaves out.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def test_file(file: Path, pack: str, config: Path | None, previous: Path | None, as_json: bool) -> None:
    """Judge FILE, the output of `pulumi stack export` or `pulumi preview --json`, without an engine.

    Exit codes: 0: no mandatory rule is broken. 1: a mandatory rule is broken. 2: a file cannot be used, such
    as that of a preview that failed, or a rule itself fails.
    """
    rules = _rules()
    from pulumi_isp.policy import offline

    try:
        found = offline.judge_file(rules.PACKS[pack], file, config=config, previous=previous)
    except (rules.BadConfigurationError, rules.RuleBrokenError, offline.StateUnreadableError) as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps([each.as_json() for each in found], indent=2))
    else:
        for each in found:
            click.echo(f"[{each.level}] {each.rule.id}: {each.text}\n")
        click.echo(f"findings: {len(found)}, mandatory: {sum(each.level == 'mandatory' for each in found)}")
    sys.exit(any(each.level == "mandatory" for each in found))
