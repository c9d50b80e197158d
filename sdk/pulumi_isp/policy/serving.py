"""Our rules as policies of Pulumi: what a policy pack is made of.

Pulumi tells a rule neither which values are secret nor what the plan deletes. The first is learned from the
hidden property that each of our resources has, which only remediations are shown; until it is, no value is
printed. The second is learned from the state.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    PolicyPack,
    PolicyResourceOptions,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)

from pulumi_isp_provider.fronts import engine

from . import previous
from .judging import judge, told
from .kinds import KINDS
from .packs import SEES_SECRETS, Pack
from .resources import SECRETS, Plan, Resource
from .rule import ResourceRule, Rule, StackRule
from .rules.state import PREVIOUS_STATE, StateSettings
from .settings import Settings
from .values import plain


class _Session:
    """What the rules of one pack process know together."""

    def __init__(self) -> None:
        self._secrets: dict[str, list[str]] = {}
        self._previous: Mapping[str, Resource] | None = None
        self._trouble = ""
        self._has_state = False
        self._read: tuple[tuple[str, ...], tuple[Resource, ...]] = ((), ())
        self._here = threading.local()

    def learn(self, args: ResourceValidationArgs) -> None:
        """Note which values of a resource are secret."""
        if args.resource_type in KINDS:
            properties = args.props
            named = plain(properties[SECRETS]) if SECRETS in list(properties) else []
            self._secrets[args.urn] = [str(name) for name in named]

    def begin(self, args: ResourceValidationArgs, _: ReportViolation) -> None:
        """Read a resource for all rules about single ones, which come after this in the same thread."""
        if args.resource_type in KINDS:
            self._here.resource = self.resource(args.resource_type, args.urn, args.props, args.opts)

    def seen(self, args: ResourceValidationArgs) -> Resource:
        """The resource that a rule is asked about."""
        known: Resource | None = getattr(self._here, "resource", None)
        if known is not None and known.urn == args.urn:
            return known
        return self.resource(args.resource_type, args.urn, args.props, args.opts)

    def resource(self, token: str, urn: str, properties: Any, options: PolicyResourceOptions) -> Resource:
        """A resource, with what is known of its secrets."""
        return Resource.of(
            token,
            urn,
            properties,
            is_protected=options.protect,
            aliases=options.aliases,
            secrets=self._secrets.get(urn),
        )

    def read_state(self, args: StackValidationArgs, file: str) -> None:
        """Read the state; at the end of an `up` it has what was done, and nothing is removed any more."""
        if self._has_state:
            return
        self._has_state = True
        stack = next((each.urn.removeprefix("urn:pulumi:").partition("::")[0] for each in args.resources), "")
        try:
            self._previous = previous.from_file(Path(file)) if file else previous.exported(stack)
        except previous.StateUnreadableError as error:
            self._trouble = str(error)

    def plan(self, args: StackValidationArgs) -> Plan:
        """All resources of ours."""
        ours = [each for each in args.resources if each.resource_type in KINDS]
        names = tuple(each.urn for each in ours)
        # A process sees the stack once, and each rule about it gets the same resources.
        if self._read[0] != names:
            read = tuple(self.resource(each.resource_type, each.urn, each.props, each.opts) for each in ours)
            self._read = (names, read)
        return Plan(self._read[1], self._previous, self._trouble)


class _Loader:
    """Takes a rule's settings as Pulumi hands them over for each resource: checked once for all."""

    def __init__(self, pack: Pack, rule: Rule[Any]) -> None:
        self._pack = pack
        self._rule = rule
        self._known: tuple[Mapping[str, Any], Settings] | None = None

    def __call__(self, configured: Mapping[str, Any]) -> Settings:
        known = self._known
        if known is None or known[0] != configured:
            known = self._known = (configured, self._pack.load(self._rule, configured))
        return known[1]


def policies(pack: Pack) -> list[Policy]:
    """A pack's rules as policies, to be put into a pack of one's own beside others."""
    session = _Session()
    made: list[Policy] = [
        ResourceValidationPolicy(
            SEES_SECRETS,
            "Values that the program marked secret are not shown.",
            session.begin,
            EnforcementLevel.REMEDIATE,
            remediate=session.learn,
        )
    ]
    # The others stand on the one that reads the state.
    for rule, level in sorted(pack.levels.items(), key=lambda entry: entry[0] is not PREVIOUS_STATE):
        match rule:
            case ResourceRule():
                made.append(_of_resource(pack, rule, level, session))
            case StackRule():
                made.append(_of_stack(pack, rule, level, session))
    return made


def serve(pack: Pack, *others: Policy) -> None:
    """Run a pack for Pulumi, as the last thing of a pack's ``__main__.py``.

    A configuration in which something is wrong ends it before anything is planned.

    Args:
        pack: The pack.
        others: Policies of one's own, which belong to it.
    """
    names = frozenset(each.name for each in others)
    wrong = [problem for path in _configurations() for problem in pack.check_file(path, names)]
    if wrong:
        _refuse(pack, wrong)
    PolicyPack(pack.name, [*policies(pack), *others], description=pack.description)


def _refuse(pack: Pack, wrong: Sequence[str]) -> NoReturn:
    lines = "\n".join(f"  {each}" for each in wrong)
    sys.exit(f"The configuration of policy pack {pack.name} cannot be used:\n{lines}")


def _configurations() -> Iterator[Path]:
    """The configuration files that Pulumi was given for this pack.

    Pulumi passes over names that it does not know, and tells a pack nothing of them.
    """
    command = engine.command()
    if command is None:
        return
    # Either flag takes several, also behind one another with commas; the first belongs to the first.
    packs, files = (
        [command.folder / each for value in command.values_of(flag) for each in value.split(",")]
        for flag in ("--policy-pack", "--policy-pack-config")
    )
    own = Path(sys.argv[0]).resolve()
    # One pack may lie in the folder of another.
    around = [pack.resolve() for pack in packs if pack.resolve() in (own, *own.parents)]
    nearest = max(around, key=lambda pack: len(pack.parts), default=None)
    for pack, file in zip(packs, files, strict=False):
        if pack.resolve() == nearest:
            yield file


def _of_resource(
    pack: Pack, rule: ResourceRule[Any], level: EnforcementLevel, session: _Session
) -> ResourceValidationPolicy:
    load = _Loader(pack, rule)
    tokens = {kind.token for kind in rule.kinds or KINDS.values()}

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        if args.resource_type not in tokens:
            return
        settings = load(args.get_config())
        for finding in judge(rule, Plan((session.seen(args),)), settings):
            report(told(rule, finding), None)

    def remediate(args: ResourceValidationArgs) -> Any:
        if rule.repair is None or args.resource_type not in tokens:
            return None
        settings = load(args.get_config())
        # Afresh: another remediation may have been here.
        now = session.resource(args.resource_type, args.urn, args.props, args.opts)
        if not list(judge(rule, Plan((now,)), settings)):
            return None
        changes = rule.repair(settings)
        # In place: a new map would put secrets into the state in plain text, and lose the provider.
        properties: Any = args.props
        for name, value in changes.items():
            properties[name] = value
        return properties if changes else None

    return ResourceValidationPolicy(
        rule.id,
        rule.description,
        validate,
        level,
        _schema(pack, rule),
        remediate if rule.repair else None,
        remediation_steps=rule.remedy,
    )


def _of_stack(
    pack: Pack, rule: StackRule[Any], level: EnforcementLevel, session: _Session
) -> StackValidationPolicy:
    load = _Loader(pack, rule)

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        settings = load(args.get_config())
        # The rule that says where the state is comes first, and may be disabled.
        session.read_state(args, settings.file if isinstance(settings, StateSettings) else "")
        plan = session.plan(args)
        if rule.needs_state and plan.trouble:
            report(f"The stack: cannot be judged, as the state is not known: {plan.trouble}", None)
        for finding in judge(rule, plan, settings):
            report(told(rule, finding), finding.resource.urn if finding.resource else None)

    return StackValidationPolicy(
        rule.id, rule.description, validate, level, _schema(pack, rule), remediation_steps=rule.remedy
    )


def _schema(pack: Pack, rule: Rule[Any]) -> PolicyConfigSchema:
    # The engine puts defaults of the schema into every configuration.
    return PolicyConfigSchema(pack.properties(rule))
