"""What an IPsec connector is configured with."""

from __future__ import annotations

from .shapes import Choice, Field, Flag, Many, Shape, Text, Whole

_CERTIFICATES_UNTIL = "1.2.3"

SECRET_FIELDS = frozenset({"preSharedKey", "peerCertificatePrivateKey", "peerCertificateKeyPassphrase"})

_PHASE = Shape(
    Field("encryptionAlgorithms", Many(Choice("AES128", "AES256", "AES128_GCM_16", "AES256_GCM_16"))),
    Field("integrityAlgorithms", Many(Choice("SHA1", "SHA2_256", "SHA2_384", "SHA2_512"))),
    Field(
        "diffieHellmanGroups",
        Many(Choice("G_1", "G_2", "G_5", "G_14", "G_15", "G_16", "G_19", "G_20", "G_24")),
    ),
    Field("lifetimeSec", Whole()),
)
_IKE_PROTOCOL = Shape(
    Field("protocolVersion", Choice("IKE_V1", "IKE_V2")),
    Field("phase1", _PHASE),
    Field("phase2", _PHASE),
    Field(
        "rekey",
        Shape(
            Field("marginTimeSec", Whole()), Field("fuzzPercent", Whole()), Field("replayWindowSize", Whole())
        ),
    ),
    # Seen: an empty object is refused.
    Field(
        "deadPeerDetection",
        Shape(Field("timeoutSec", Whole()), Field("deadPeerHandling", Choice("RESTART", "NONE")), least=1),
    ),
    Field("startupAction", Choice("START", "ATTACH")),
    Field("autoInitiate", Flag(), since="1.2.3"),
)
_PLATFORM = Field("platform", Choice("AWS", "CISCO", "AZURE", "GCP", "OTHER"))
_AUTHENTICATION = Field("authenticationType", Choice("SHARED_SECRET", "CERTIFICATE"))
_SITE = (Field("remoteSitePublicIp", Text()), Field("preSharedKey", Text()))


def _certificates(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, Text(), until=_CERTIFICATES_UNTIL) for name in names)


_PEER = _certificates(
    "peerCertificate",
    "remoteGatewayCertificate",
    "peerCertificatePrivateKey",
    "peerCertificateKeyPassphrase",
)
_NAMES = (Field("hostname", Text()), Field("domain", Text()))

IPSEC_REQUEST = Shape(
    _PLATFORM,
    _AUTHENTICATION,
    *_SITE,
    *_certificates("caCertificate"),
    *_PEER,
    Field("ikeProtocol", _IKE_PROTOCOL),
    *_NAMES,
)
IPSEC_REPLY = Shape(
    _PLATFORM,
    Field("connectorState", Choice("ACTIVE", "SUSPENDED")),
    _AUTHENTICATION,
    *_SITE,
    *_certificates("caCertificate", "caCertificateFileName"),
    *_PEER,
    Field("pairedAwsConnectorId", Text()),
    Field("ikeProtocol", _IKE_PROTOCOL),
    Field("serverId", Text()),
    Field("serverIp", Text(), since="1.2.0"),
    *_NAMES,
)
