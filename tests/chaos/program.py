"""The program that chance runs: of each kind of resource so many, and one of what a system has once.

``CHAOS_WORD`` is what changes in place, ``CHAOS_SHIFT`` a number whose change means new objects.
"""

from __future__ import annotations

import os

from pulumi_isp import calix, cloudconnexa

word, shift = os.environ["CHAOS_WORD"], int(os.environ["CHAOS_SHIFT"])

cloudconnexa.TenantSettings("tenant", dns_default_suffix=f"{word}.example", user_connection_timeout=shift)

for i in range(int(os.environ["CHAOS_CELLS"])):
    network = cloudconnexa.Network(f"network-{i}", name=f"net-{i}", description=word)
    host = cloudconnexa.Host(f"host-{i}", name=f"host-{i}", description=word)
    group = cloudconnexa.UserGroup(
        f"group-{i}", name=f"group-{i}", max_device=len(word), vpn_region_ids=["us-east-1"]
    )
    ssh = cloudconnexa.IpService(
        f"ssh-{i}",
        network_id=network,
        name=f"ssh-{i}",
        type="SERVICE_DESTINATION",
        service_types=["SSH"],
        description=word,
    )
    panel = cloudconnexa.HostIpService(
        f"panel-{i}", host_id=host, name=f"panel-{i}", service_types=["SSH"], description=word
    )
    cloudconnexa.Application(
        f"app-{i}",
        network_id=network,
        name=f"app-{i}",
        domains=[f"a{i}.isp.example"],
        description=word,
    )
    cloudconnexa.HostApplication(
        f"shop-{i}",
        host_id=host,
        name=f"shop-{i}",
        domains=[f"b{i}.isp.example"],
        description=word,
    )
    cloudconnexa.Route(f"route-{i}", network_id=network, subnet=f"10.{shift}.{i}.0/24", description=word)
    cloudconnexa.NetworkConnector(
        f"line-{i}", network_id=network, name=f"line-{i}", vpn_region_id="us-east-1", description=word
    )
    cloudconnexa.HostConnector(
        f"dial-{i}", host_id=host, name=f"dial-{i}", vpn_region_id="us-east-1", description=word
    )
    cloudconnexa.DnsRecord(
        f"dns-{i}", domain=f"d{i}.isp.example", ipv4_addresses=[f"192.0.2.{shift}"], description=word
    )
    user = cloudconnexa.User(
        f"user-{i}", username=f"user-{i}", email=f"u{i}@isp.example", first_name=word, group_id=group
    )
    cloudconnexa.Device(f"device-{i}", user_id=user, name=f"phone-{shift}", description=word)
    cloudconnexa.LocationContext(
        f"place-{i}",
        name=f"place-{i}",
        description=word,
        user_groups_ids=[group],
        countries=["DE"],
        countries_allowed=True,
        default_allowed=False,
    )
    cloudconnexa.AccessGroup(
        f"rule-{i}",
        name=f"rule-{i}",
        description=word,
        source_user_groups=[group],
        destination_services=[ssh.id],
        destination_host_services=[panel.id],
    )
    terminal = calix.Ont(
        f"ont-{i}",
        network_name="hill",
        ont_id=20 * shift + i,
        ont_profile=162,
        subscriber_id=f"line-{i}",
        description=f"{word}-{i}",
    )
    calix.EthernetService(
        f"service-{i}",
        ont=terminal,
        port=1,
        service_id=1,
        tag_action=1,
        bandwidth_profile=3,
        description=f"{word}-{i}",
    )
    calix.OntEthernetPort(
        f"port-{i}", ont=terminal, port=1, subscriber_id=f"line-{i}", description=f"{word}-{i}"
    )
    data = calix.Vlan(
        f"vlan-{i}",
        network_name="hill",
        vlan_id=100 + 20 * shift + i,
        name=f"vlan-{i}",
        igmp_priority="pbit-1" if word == "red" else "pbit-2",
    )
    calix.VlanMember(f"member-{i}", vlan=data, interface=f"lag:{i + 1}")
