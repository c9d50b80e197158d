"""What Pulumi starts: `pulumi preview --policy-pack policy-pack`."""

from house_rules import HOUSE

from pulumi_isp.policy import serve

serve(HOUSE)
