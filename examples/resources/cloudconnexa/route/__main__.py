"""A network with an IPv4 and an IPv6 route."""

from pulumi_isp import cloudconnexa

branch = cloudconnexa.Network("branch", name="Branch")

cloudconnexa.Route("lan", network_id=branch, subnet="10.30.0.0/24", description="Branch LAN")
cloudconnexa.Route("lan6", network_id=branch, subnet="2001:db8:30::/48", description="Branch LAN")
