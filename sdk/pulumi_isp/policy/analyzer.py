"""Runs a pack for Pulumi's engine, in the engine's own protocol for policy packs.

Pulumi's SDK for policies reads each resource again for every rule, and does not say which values are secret.
The engine sends a resource once, with its secrets marked. Here it is read once for all rules.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict
from google.protobuf.struct_pb2 import Struct, Value
from pulumi.runtime.proto import analyzer_pb2 as wire
from pulumi.runtime.proto.plugin_pb2 import PluginInfo
from pulumi_policy import EnforcementLevel

from .._sorts import SIGNATURE
from . import previous
from .judging import RuleBrokenError, judge, told, where
from .kinds import KINDS
from .packs import BadConfigurationError, Pack
from .resources import Plan, Resource
from .rule import ResourceRule, Rule, StackRule
from .rules.state import PREVIOUS_STATE, StateSettings
from .settings import Settings
from .values import secrets_in

_VERSION: Final = importlib.metadata.version("pulumi-isp")
_LEVELS: Final = {
    EnforcementLevel.ADVISORY: wire.ADVISORY,
    EnforcementLevel.MANDATORY: wire.MANDATORY,
    EnforcementLevel.REMEDIATE: wire.REMEDIATE,
    EnforcementLevel.DISABLED: wire.DISABLED,
}
_OF_ENGINE: Final = {number: level for level, number in _LEVELS.items()}


MOST_TOLD: Final = 50
"""Findings of one rule that are shown; the rest is counted. Nobody reads thousands of them."""
_ALL_OF_THEM: Final = "`pulumi-isp policy test` over a file names all of them."


@dataclass(frozen=True)
class _InForce:
    """A rule with its level and its settings."""

    rule: Rule[Any]
    level: EnforcementLevel
    settings: Settings


class Analyzer:
    """Answers the engine for one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._configured: Mapping[str, Any] = {}
        self._in_force: tuple[_InForce, ...] | None = None
        self._about: dict[str, tuple[_InForce, ...]] = {}
        self._plans: bool | None = None
        self._before: Future[Mapping[str, Resource] | None] | None = None
        self._aside = ThreadPoolExecutor(max_workers=1)

    def server(self) -> tuple[grpc.Server, int]:
        """Start a server; gives it and its port."""
        # The engine sends a whole stack in one message.
        server = grpc.server(
            ThreadPoolExecutor(max_workers=4), options=[("grpc.max_receive_message_length", -1)]
        )
        server.add_generic_rpc_handlers([_Calls(self)])
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        return server, port

    def info(self, _: Empty) -> wire.AnalyzerInfo:
        """The rules, their levels and their settings."""
        about = wire.AnalyzerInfo(
            name=self._pack.name, description=self._pack.description, version=_VERSION, supportsConfig=True
        )
        for rule, level in self._pack.levels.items():
            is_of_stack = isinstance(rule, StackRule)
            each = about.policies.add(
                name=rule.id,
                description=rule.description,
                enforcementLevel=_LEVELS[level],
                policy_type=wire.POLICY_TYPE_STACK if is_of_stack else wire.POLICY_TYPE_RESOURCE,
                remediation_steps=rule.remedy,
            )
            # The engine adds the defaults of this schema to every configuration.
            each.configSchema.properties.update(self._pack.properties(rule))
        return about

    def version(self, _: Empty) -> PluginInfo:
        """The version of the rules."""
        return PluginInfo(version=_VERSION)

    def meet(self, request: wire.AnalyzerStackConfigureRequest) -> wire.AnalyzerStackConfigureResponse:
        """Note whether this is a preview. Nothing else of the message is used."""
        self._plans, self._before = request.dry_run, None
        return wire.AnalyzerStackConfigureResponse()

    def configure(self, request: wire.ConfigureAnalyzerRequest) -> Empty:
        """Take levels and settings. If one cannot be used, the run ends before it plans anything."""
        self._configured = dict(request.policyConfig)
        self._in_force = None
        self._about.clear()
        self._rules()
        return Empty()

    def analyze(self, request: wire.AnalyzeRequest) -> wire.AnalyzeResponse:
        """What the rules about single resources find in a resource."""
        # The export of a large state takes seconds. It runs beside the rest of the preview.
        if self._plans and self._before is None and self._needs_state:
            self._ask_for_state(request.urn)
        answer = wire.AnalyzeResponse()
        rules = self._rules_about(request.type)
        if rules and _is_judged(request):
            self._judge(rules, Plan((_read(request),)), answer)
        return answer

    def analyze_stack(self, request: wire.AnalyzeStackRequest) -> wire.AnalyzeResponse:
        """What the rules about the whole stack find."""
        answer = wire.AnalyzeResponse()
        rules = [each for each in self._rules() if isinstance(each.rule, StackRule)]
        if not rules:
            return answer
        before, trouble = None, ""
        if self._needs_state:
            before, trouble = self._state(next((each.urn for each in request.resources), ""))
        found = tuple(
            _read(each, {name: made_of.urns for name, made_of in each.propertyDependencies.items()})
            for each in request.resources
            if _is_judged(each)
        )
        self._judge(rules, Plan(found, before, trouble), answer)
        return answer

    @property
    def repairs(self) -> bool:
        """Whether a rule may repair."""
        return next(self._repairing(), None) is not None

    def remediate(self, request: wire.AnalyzeRequest) -> wire.RemediateResponse:
        """Let the rules that may repair change a resource, one after the other."""
        answer = wire.RemediateResponse()
        for each, rule, repair in self._repairing() if _is_judged(request) else ():
            if not list(judge(rule, Plan((_read(request),)), each.settings)):
                continue
            changes = repair(each.settings)
            # In place: everything else, such as secrets and the provider, goes back unchanged.
            for name, value in changes.items():
                _set(request.properties, name, value)
            if changes:
                answer.remediations.add(
                    policyName=rule.id,
                    policyPackName=self._pack.name,
                    policyPackVersion=_VERSION,
                    description=rule.description,
                    properties=request.properties,
                )
        return answer

    def _repairing(self) -> Iterator[tuple[_InForce, ResourceRule[Any], Callable[[Any], dict[str, Any]]]]:
        for each in self._rules():
            rule = each.rule
            if each.level is EnforcementLevel.REMEDIATE and isinstance(rule, ResourceRule) and rule.repair:
                yield each, rule, rule.repair

    def _judge(self, rules: Iterable[_InForce], plan: Plan, answer: wire.AnalyzeResponse) -> None:
        for each in rules:
            # A rule that repairs was asked before. What it still finds is a violation.
            repairs = each.level is EnforcementLevel.REMEDIATE
            found = judge(each.rule, plan, each.settings)
            told_of = [(told(each.rule, one), one.resource) for one in islice(found, MOST_TOLD)]
            if rest := sum(1 for _ in found):
                told_of.append((f"{rest:,} more of the same. {_ALL_OF_THEM}", None))
            for text, resource in told_of:
                answer.diagnostics.add(
                    policyName=each.rule.id,
                    policyPackName=self._pack.name,
                    policyPackVersion=_VERSION,
                    message=f"{each.rule.description}\n{text}",
                    urn=resource.urn if resource else "",
                    description=each.rule.description,
                    enforcementLevel=wire.MANDATORY if repairs else _LEVELS[each.level],
                )

    def _rules(self) -> tuple[_InForce, ...]:
        """The rules that are not disabled.

        Raises:
            BadConfigurationError: The settings of a rule cannot be used.
        """
        if self._in_force is None:
            levels = {rule: self._level(rule) for rule in self._pack.rules}
            self._in_force = tuple(
                _InForce(rule, level, self._settings(rule))
                for rule, level in levels.items()
                if level is not EnforcementLevel.DISABLED
            )
        return self._in_force

    def _rules_about(self, token: str) -> tuple[_InForce, ...]:
        """The rules about single resources of a type. They are selected once for each type."""
        if token not in self._about:
            kind = KINDS.get(token)
            self._about[token] = tuple(
                each
                for each in self._rules()
                if isinstance(each.rule, ResourceRule) and each.rule.concerns(kind)
            )
        return self._about[token]

    def _level(self, rule: Rule[Any]) -> EnforcementLevel:
        given = self._configured.get(rule.id)
        return _OF_ENGINE[given.enforcementLevel] if given else self._pack.levels[rule]

    def _settings(self, rule: Rule[Any]) -> Settings:
        given = self._configured.get(rule.id)
        return self._pack.load(rule, MessageToDict(given.properties) if given else {})

    @property
    def _needs_state(self) -> bool:
        rules = (each.rule for each in self._rules())
        return any(
            rule is PREVIOUS_STATE or (isinstance(rule, StackRule) and rule.needs_state) for rule in rules
        )

    def _state(self, urn: str) -> tuple[Mapping[str, Resource] | None, str]:
        """The resources of the state when it was first read, or None; and why they are not known, or ""."""
        before = self._before or self._ask_for_state(urn)
        try:
            return before.result(), ""
        except previous.StateUnreadableError as error:
            return None, str(error)

    def _ask_for_state(self, urn: str) -> Future[Mapping[str, Resource] | None]:
        # This rule's settings say where the state is, even if the rule is disabled.
        settings = self._settings(PREVIOUS_STATE) if PREVIOUS_STATE in self._pack.levels else None
        file = settings.file if isinstance(settings, StateSettings) else ""
        stack = urn.removeprefix("urn:pulumi:").partition("::")[0]
        if file:
            self._before = self._aside.submit(previous.from_file, Path(file))
        elif self._plans is False:
            # At the end of an `up` the state is already the new one, so nothing is removed any more.
            self._before = self._aside.submit(lambda: None)
        else:
            self._before = self._aside.submit(previous.exported, stack)
        return self._before


def _is_judged(asked: wire.AnalyzeRequest | wire.AnalyzerResource) -> bool:
    """Whether it is a resource of this package, and the engine has sent its properties.

    For a new resource that is no ``--target`` of the run, the engine (3.259) sends no properties.
    """
    return asked.type in KINDS and bool(asked.properties.fields)


def _read(
    asked: wire.AnalyzeRequest | wire.AnalyzerResource,
    refers: Mapping[str, Iterable[str]] = MappingProxyType({}),
) -> Resource:
    properties = _plain(asked.properties)
    return Resource.of(
        asked.type,
        asked.urn,
        properties,
        is_protected=asked.options.protect,
        aliases=asked.options.aliases,
        refers=refers,
        secrets=secrets_in(properties),
    )


def _plain(struct: Struct) -> dict[str, Any]:
    """The same as `MessageToDict`, but faster: each resource comes twice."""
    return {name: _value(value) for name, value in struct.fields.items()}


def _value(value: Value) -> Any:
    match value.WhichOneof("kind"):
        case "string_value":
            return value.string_value
        case "struct_value":
            return _plain(value.struct_value)
        case "list_value":
            return [_value(each) for each in value.list_value.values]
        case "number_value":
            return value.number_value
        case "bool_value":
            return value.bool_value
        case _:
            return None


def _set(properties: Struct, name: str, value: Any) -> None:
    now = properties.fields[name]
    # A secret stays a secret.
    if now.HasField("struct_value") and SIGNATURE in now.struct_value.fields:
        now.struct_value["value"] = value
    else:
        properties[name] = value


class _Calls(grpc.GenericRpcHandler):  # type: ignore[misc] # grpc has no types
    """The calls of the engine.

    If no rule repairs, there is no call `Remediate`, as in packs that are older than this call. The engine
    allows that. gRPC then rejects the question for each resource without reading it, which takes half the
    time of an empty answer.
    """

    def __init__(self, pack: Analyzer) -> None:
        self._pack = pack
        self._handlers = {
            f"/pulumirpc.Analyzer/{name}": grpc.unary_unary_rpc_method_handler(
                _answering(answer), asked.FromString, lambda answered: answered.SerializeToString()
            )
            for name, (answer, asked) in {
                "GetAnalyzerInfo": (pack.info, Empty),
                "GetPluginInfo": (pack.version, Empty),
                "ConfigureStack": (pack.meet, wire.AnalyzerStackConfigureRequest),
                "Configure": (pack.configure, wire.ConfigureAnalyzerRequest),
                "Remediate": (pack.remediate, wire.AnalyzeRequest),
                "Analyze": (pack.analyze, wire.AnalyzeRequest),
                "AnalyzeStack": (pack.analyze_stack, wire.AnalyzeStackRequest),
            }.items()
        }

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler | None:
        method = handler_call_details.method
        if method == _REMEDIATE and not self._pack.repairs:
            return None
        return self._handlers.get(method)


_REMEDIATE: Final = "/pulumirpc.Analyzer/Remediate"


def _answering(answer: Callable[[Any], Any]) -> Callable[[Any, grpc.ServicerContext], Any]:
    """The answer to a call. If it fails, the run ends, with a message that holds no value."""

    def answered(request: Any, context: grpc.ServicerContext) -> Any:
        try:
            return answer(request)
        except (RuleBrokenError, BadConfigurationError) as error:
            text = str(error)
        except Exception as error:
            text = f"The policy pack itself has failed: {where(error)}"
        return context.abort(grpc.StatusCode.UNKNOWN, text)

    return answered
