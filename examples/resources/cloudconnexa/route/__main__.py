"""A network with an IPv4 and an IPv6 route."""

from pulumi_isp import cloudconnexa

office = cloudconnexa.Network("office", name="Office")

cloudconnexa.Route("lan", network_id=office, subnet="10.30.0.0/24", description="Office LAN")
cloudconnexa.Route("lan6", network_id=office, subnet="2001:db8:30::/48", description="Office LAN")
