"""The client: one tenant of CloudConnexa, and a service for each kind of object in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Self

from ...core.frames import without_frames
from ...core.names import instead
from ...core.settings import DEFAULT_CONNECTION, check_url, has_control_characters
from ...errors import IspError
from ...transport import stack
from ...transport.base import Response
from ...transport.circuit_breaker import CircuitBreaker
from ...transport.clock import Clock
from ...transport.http import Http
from ...transport.redact import Redactor
from ...transport.retry import RetryPolicy
from ..errors import ConfigurationError, translate
from ..releases import PATH_PREFIX
from ..settings import CloudConnexaSettings
from . import api, paths
from .answers import classify
from .auth import TokenAuthenticator, TokenRequestStyle, TokenSource, credentials, token_request
from .config import from_environment, from_file
from .extras.detection import detect
from .extras.fallback import StaleCache
from .extras.token_store import TokenStore
from .gateway import ErrorHook, Gateway
from .limits import limiter_for, pace
from .models import (
    Application,
    DnsRecord,
    Host,
    HostApplication,
    HostIpService,
    IpService,
    LocationContext,
    Network,
    Route,
    User,
    UserGroup,
    VpnRegion,
)
from .services.access_groups import AccessGroupService
from .services.children import ChildService
from .services.connectors import HostConnectorService, NetworkConnectorService
from .services.crud import Service
from .services.devices import DeviceService
from .services.read import ReadService
from .services.sessions import SessionService
from .services.switched import SwitchedService
from .services.tenant_settings import SettingsService
from .snapshots import Life

AT_ONCE: Final = 32
"""Requests in flight to a tenant. CloudConnexa tells how many it takes in a time, not how many at once: its
rate limit holds them back, and before that the engine's ``--parallel``."""


class CloudConnexaClient:
    """A tenant of CloudConnexa. Safe under threads; use it as a context manager, or close it.

    Args:
        api_url: The tenant's address, ``https://<cloud id>.api.openvpn.com``.
        client_id: Id of the API credentials.
        client_secret: Their secret.
        api_version: Release of the API to rely on, one of :data:`.api.VERSIONS`.
        retry_policy: When to send again; None takes the defaults of :class:`RetryPolicy`.
        circuit_breaker: Holds requests back while the vendor fails; None has none.
        timeout: Seconds to wait for a connection, and for each next piece of an answer.
        ca_bundle: File with the CA certificates to trust instead of the system's.
        token_store: Keeps the token from one run to the next; None keeps it in memory.
        stale_cache: Answers reads during an outage with what was last known; None does not.
        token_request_style: How the credentials go to the token endpoint.
        snapshot_lifetime: Seconds for which a snapshot's listing is good; longer where the vendor's rate
            limit makes it dear, see :class:`.snapshots.Life`. 0 lists at each read.
        clock: Where waits take their time from.

    Raises:
        ConfigurationError: A setting is not usable; nothing was sent.
    """

    @without_frames
    def __init__(
        self,
        api_url: str,
        client_id: str,
        client_secret: str,
        *,
        api_version: str = api.DEFAULT,
        retry_policy: RetryPolicy | None = None,
        circuit_breaker: CircuitBreaker | None = None,
        timeout: tuple[float, float] = (5.0, 60.0),
        ca_bundle: str | None = None,
        token_store: TokenStore | None = None,
        stale_cache: StaleCache | None = None,
        token_request_style: TokenRequestStyle = "basic",  # noqa: S107 - names a way, guards nothing
        snapshot_lifetime: float = 60.0,
        clock: Clock | None = None,
    ) -> None:
        self._api = api.select(api_version)
        for name, value in (("api_url", api_url), ("client_id", client_id), ("client_secret", client_secret)):
            # None is what a variable gives that is not set.
            if not isinstance(value, str):
                raise ConfigurationError(f"{name} must be text, not {type(value).__name__}")
            if not value or value.strip() != value:
                raise ConfigurationError(f"{name} is empty or has blanks around it")
            if has_control_characters(value):
                raise ConfigurationError(f"{name} must not hold a line break or another control character")
        self._base_url = base_url = tenant_url(api_url)
        retry = retry_policy or RetryPolicy()
        redactor = Redactor(client_secret)
        try:
            self._http = Http(ca_bundle or True, timeout, pool_size=AT_ONCE)
        except IspError as error:
            raise translate(error) from None
        asking = stack.build(
            self._http,
            classify=classify,
            translate=translate,
            authenticator=credentials(token_request_style, client_id, client_secret),
            redactor=redactor,
        )
        source = TokenSource(
            asking,
            token_request(base_url, token_request_style),
            store=token_store,
            learned=redactor.register,
        )
        limiter = limiter_for(base_url, client_id, clock)
        self._transport = stack.build(
            self._http,
            classify=classify,
            translate=translate,
            authenticator=TokenAuthenticator(source, clock=clock),
            limiter=limiter,
            breaker=circuit_breaker,
            retry=retry,
            redactor=redactor,
            clock=clock,
        )
        self._gateway = Gateway(self._transport, base_url, redactor, stale=stale_cache)
        options: dict[str, Any] = {
            "life": Life(seconds=snapshot_lifetime, pace=lambda: pace(limiter), now=(clock or Clock()).now),
            "retry": retry,
            "clock": clock,
        }
        self._make_services(self._gateway, self._api, options)

    def _make_services(self, gateway: Gateway, known: api.Api, options: dict[str, Any]) -> None:
        self.networks: Service[Network] = Service(gateway, known.networks, **options)
        self.routes: ChildService[Route, Network] = ChildService(
            gateway, known.routes, self.networks, **options
        )
        self.connectors = NetworkConnectorService(gateway, known.connectors, self.networks, **options)
        self.ip_services: Service[IpService] = Service(gateway, known.ip_services, **options)
        self.applications: Service[Application] = Service(gateway, known.applications, **options)
        self.hosts: Service[Host] = Service(gateway, known.hosts, **options)
        self.host_connectors = HostConnectorService(gateway, known.host_connectors, self.hosts, **options)
        self.host_ip_services: Service[HostIpService] = Service(gateway, known.host_ip_services, **options)
        self.host_applications: Service[HostApplication] = Service(
            gateway, known.host_applications, **options
        )
        self.users: SwitchedService[User] = SwitchedService(gateway, known.users, **options)
        self.devices = DeviceService(gateway, known.devices, self.users, **options)
        self.user_groups: Service[UserGroup] = Service(gateway, known.user_groups, **options)
        self.access_groups = AccessGroupService(gateway, known.access_groups, **options)
        self.location_contexts: Service[LocationContext] = Service(
            gateway, known.location_contexts, **options
        )
        self.dns_records: Service[DnsRecord] = Service(gateway, known.dns_records, **options)
        self.vpn_regions: ReadService[VpnRegion] = ReadService(
            gateway, known.vpn_regions, life=options["life"]
        )
        self.sessions = SessionService(gateway, known.sessions)
        self.settings = SettingsService(gateway, known, life=options["life"])
        # What the vendor deletes along with a parent, and the rules that may have named it.
        rules = self.access_groups.snapshot
        offered = (
            (self.networks, "network_id", (self.ip_services, self.applications)),
            (self.hosts, "host_id", (self.host_ip_services, self.host_applications)),
        )
        for parents, field, services in offered:
            parents.owned += [(service.snapshot, field) for service in services]
            parents.cascade += [rules]
        self.user_groups.cascade += [self.users.snapshot, self.location_contexts.snapshot, rules]

    @classmethod
    def from_settings(cls, settings: CloudConnexaSettings, **options: Any) -> Self:
        """A client with these settings; further arguments of the constructor may be added."""
        return cls(
            settings.url,
            settings.client_id,
            settings.client_secret,
            api_version=settings.api_version,
            ca_bundle=settings.ca_bundle,
            **options,
        )

    @classmethod
    def from_env(cls, *, connection: str = DEFAULT_CONNECTION, **options: Any) -> Self:
        """A client with the settings in the environment; see :func:`.config.from_environment`.

        Raises:
            ConfigurationError: Some are missing or not allowed.
        """
        return cls.from_settings(from_environment(connection=connection), **options)

    @classmethod
    def from_file(cls, path: str | Path, *, connection: str = DEFAULT_CONNECTION, **options: Any) -> Self:
        """A client with the settings in a TOML file; see :func:`.config.from_file`.

        Raises:
            ConfigurationError: The file cannot be read, or settings are missing or not allowed.
        """
        return cls.from_settings(from_file(path, connection=connection), **options)

    @property
    def api_version(self) -> str:
        """The release of the API that this client relies on."""
        return self._api.version

    def supports(self, feature: str) -> bool:
        """Whether the selected release can do something.

        Args:
            feature: One of :data:`.api.FEATURES`, such as ``dns_records.get``.

        Raises:
            ConfigurationError: There is no such feature.
        """
        if feature not in api.FEATURES:
            raise ConfigurationError(f"There is no feature {feature!r}; {instead(feature, api.FEATURES)}")
        return feature in self._api.features

    def detect_api_version(self) -> str:
        """Find out which of the known releases the server has, with two or three reads.

        The server does not tell its release; what it can do tells. A server of a later release counts as the
        latest one that is known here.

        Raises:
            CloudConnexaError: It could not be asked.
        """
        with self._gateway.reporting():
            return detect(self._gateway)

    def on_error(self, hook: ErrorHook) -> ErrorHook:
        """Have a function called with each error that reaches a caller of this client.

        Args:
            hook: Called with the error, the request without credentials, and the answer or None. What it
                raises is logged and goes no further.

        Returns:
            The function, so that this can stand above it as a decorator.
        """
        self._gateway.on_error(hook)
        return hook

    def execute_request(
        self, method: str, path: str, *, params: Mapping[str, str] | None = None, json: Any = None
    ) -> Response:
        """Send a request that no service offers, with all that theirs have: token, limits, retries, errors.

        Args:
            method: HTTP verb, one of :data:`.paths.METHODS`.
            path: Path below ``/api/v1``, such as ``/regions``. It cannot lead out of there. ``/dns`` and
                ``/user_groups`` stand for the vendor's ``/dns-records`` and ``/user-groups``.
            params: Query parameters.
            json: Body.

        Raises:
            ValidationError: Method or path are none; nothing was sent.
            CloudConnexaError: It did not succeed.
        """
        with self._gateway.reporting():
            verb = paths.method(method)
            return self._gateway.send(
                "execute_request",
                verb,
                paths.below_prefix(path),
                params=params,
                json=json,
                repeatable=verb not in {"POST", "PATCH"},
            )

    def close(self) -> None:
        """Give back connections; a request that is sent later opens new ones. Twice is harmless."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"CloudConnexaClient({self._base_url!r}, api_version={self.api_version!r})"


def connect(settings: CloudConnexaSettings) -> CloudConnexaClient:
    """A client for the resources: with a circuit breaker, and never with old answers."""
    breaker = CircuitBreaker(failure_threshold=10, recovery_timeout=60)
    return CloudConnexaClient.from_settings(settings, circuit_breaker=breaker)


def tenant_url(url: str) -> str:
    """The address of a tenant, ready to have a path put behind it.

    Raises:
        ConfigurationError: It is not an address.
    """
    problems = check_url(url, "api_url")
    if problems:
        raise ConfigurationError(
            "; ".join(problems),
            hint="Set it to https://<cloud id>.api.openvpn.com, or whatever stands in front of it.",
        )
    return url.rstrip("/").removesuffix(PATH_PREFIX).rstrip("/")
