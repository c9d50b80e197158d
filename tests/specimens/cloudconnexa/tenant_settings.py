"""The settings of a tenant."""

from __future__ import annotations

from tests.support.lives import Life, Step, no_longer_declared
from tests.support.specimen import Drift, Fault, Missing, Specimen

LEAST = {"dns_default_suffix": "isp.example"}
ZONE = {"domain": "corp.isp.example", "addresses": ["192.0.2.5"]}
FULL = {
    "two_factor_auth": True,
    "trusted_devices_allowed": True,
    "user_connect_auth": "EVERY_TIME",
    "user_device_allowance": 611,
    "user_device_allowance_force_update": True,
    "user_device_enforcement": "LEARN_AND_ENFORCE",
    "user_profile_distribution": "MANUAL",
    "user_connection_timeout": 7211,
    "dns_proxy_enabled": False,
    "dns_default_suffix": "tenant.oldfield.example",
    "dns_custom_servers": ["198.51.100.53", "198.51.100.54"],
    "dns_zones": [
        {"domain": "plant.zone.example", "addresses": ["203.0.113.53", "2001:db8::53"]},
        {"domain": "yard.zone.example", "addresses": ["203.0.113.55"]},
    ],
    "wpc_topology": "CUSTOM",
    "wpc_snat": True,
    "wpc_default_region": "eu-central-1",
    "wpc_client_options": ["push-peer-info", "ping 23"],
    "wpc_subnets": ["100.97.0.0/16", "fd:0:0:9000::/52"],
    "wpc_domain_routing_subnets": ["100.81.0.0/16", "fd:0:0:5000::/52"],
    "wpc_ip_allocation_mode": "BOTH",
    "wpc_routes_advanced_configuration": True,
}


def changed(path: str, value: object) -> Drift:
    """Drift: somebody changes a setting in the portal."""
    return Drift("value", value, "settings", ("id", path))


SPECIMEN = Specimen(
    kind="cloudconnexa.TenantSettings",
    collection="settings",
    # They always exist.
    writes=("settings.update", "settings.update", "settings.update"),
    least=LEAST,
    full=FULL,
    changed={
        "dns_default_suffix": "tenant.newfield.example",
        "user_device_allowance": 612,
        "dns_zones": [{"domain": "plant.zone.example", "addresses": ["203.0.113.56"]}],
    },
    lives={
        "bare": Life(born=LEAST, id="settings"),
        "full": Life(born=FULL, id="settings"),
        "changes": Life(
            born={**LEAST, "dns_proxy_enabled": False, "dns_custom_servers": ["192.0.2.1", "192.0.2.2"]},
            steps=(
                Step(
                    {**LEAST, "dns_proxy_enabled": True, "dns_custom_servers": ["192.0.2.2", "192.0.2.1"]},
                    ("dns_proxy_enabled", "dns_custom_servers"),
                ),
                Step({**LEAST, "dns_proxy_enabled": True, "dns_custom_servers": []}, ("dns_custom_servers",)),
                Step({**LEAST, "wpc_snat": True, "two_factor_auth": False}, ("wpc_snat", "two_factor_auth")),
            ),
        ),
        "no longer declared": no_longer_declared(
            FULL, (), ("wpc_topology", "dns_zones", "user_connect_auth")
        ),
        "zones": Life(
            born={"dns_zones": [ZONE]},
            steps=(
                Step({"dns_zones": [{**ZONE, "domain": "CORP.isp.example"}]}, ()),
                Step(
                    {"dns_zones": [{"domain": "lab.isp.example", "addresses": ["192.0.2.6"]}, ZONE]},
                    ("dns_zones",),
                ),
                Step({"dns_zones": [{**ZONE, "addresses": ["192.0.2.6", "192.0.2.5"]}]}, ("dns_zones",)),
            ),
        ),
        "subnets": Life(
            born={"wpc_subnets": ["100.97.0.0/16", "fd:0:0:9000::/52"]},
            steps=(
                Step({"wpc_subnets": ["fd:0:0:9000::/52", "100.97.0.0/16"]}, ()),
                Step({"wpc_subnets": ["100.98.0.0/16"]}, ("wpc_subnets",)),
                Step(
                    {"wpc_subnets": ["100.98.0.0/16"], "wpc_domain_routing_subnets": ["100.82.0.0/16"]},
                    ("wpc_domain_routing_subnets",),
                ),
            ),
        ),
    },
    drift={
        "two_factor_auth": changed("auth/two-factor-auth", False),
        "trusted_devices_allowed": changed("auth/trusted-devices-allowed", False),
        "user_connect_auth": changed("user/connect-auth", "NO_AUTH"),
        "user_device_allowance": changed("user/device-allowance", 4),
        "user_device_allowance_force_update": changed("user/device-allowance-force-update", False),
        "user_device_enforcement": changed("user/device-enforcement", "OFF"),
        "user_profile_distribution": changed("user/profile-distribution", "AUTOMATIC"),
        "user_connection_timeout": changed("users/connection-timeout", 30),
        "dns_proxy_enabled": changed("dns/proxy-enabled", True),
        "dns_default_suffix": changed("dns/default-suffix", "changed.example"),
        "dns_custom_servers": changed("dns/custom-servers", {"primaryIpV4": "198.51.100.53"}),
        "dns_zones": Drift("value.zones.1.addresses", ["203.0.113.57"], "settings", ("id", "dns/zones")),
        "wpc_topology": changed("wpc/topology", "FULL_MESH"),
        "wpc_snat": changed("wpc/snat", False),
        "wpc_default_region": changed("wpc/default-region", "it-mxp"),
        "wpc_client_options": changed("wpc/client-options", ["ping 23"]),
        "wpc_subnets": changed("wpc/subnet", {"ipV4Address": ["100.99.0.0/16"], "ipV6Address": []}),
        "wpc_domain_routing_subnets": changed("wpc/domain-routing-subnet", {"ipV4Address": "100.83.0.0/16"}),
        "wpc_ip_allocation_mode": changed("wpc/ip-allocation-mode", "IP_V4_ONLY"),
        "wpc_routes_advanced_configuration": changed("wpc/routes-advanced-configuration-enabled", False),
    },
    bad={
        "two_factor_auth": "perhaps",
        "trusted_devices_allowed": "perhaps",
        "user_connect_auth": "NEVER",
        "user_device_allowance": 0,
        "user_device_allowance_force_update": "perhaps",
        "user_device_enforcement": "ON",
        "user_profile_distribution": "BY_MAIL",
        "user_connection_timeout": -1,
        "dns_proxy_enabled": "perhaps",
        "dns_default_suffix": "",
        "dns_custom_servers[0]": ["2001:db8::53"],
        "dns_zones[0].addresses": [{"domain": "corp.isp.example", "addresses": []}],
        "wpc_topology": "STAR",
        "wpc_snat": "perhaps",
        "wpc_default_region": "",
        "wpc_client_options[0]": ["two\nlines"],
        "wpc_subnets[0]": ["100.96.0.1/11"],
        "wpc_domain_routing_subnets": ["100.81.0.0/16", "100.82.0.0/16"],
        "wpc_ip_allocation_mode": "IP_V6_ONLY",
        "wpc_routes_advanced_configuration": "perhaps",
    },
    missing={"wpc_default_region": Missing("moon-1", "wpc_default_region: there is no region moon-1")},
    faults={
        "tenant settings": Fault(
            {**LEAST, "user_connect_auth": "NO_AUTH"},
            {"user_connect_auth": "EVERY_TIME"},
            ("settings", "value", "isp.example"),
        )
    },
)
