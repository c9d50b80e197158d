"""Everything that cms-nbi-client 0.1.0 can do with an E7, through its public methods.

Left out, because the client fails by itself whatever the CMS answers:

- ``Query.show_dhcp_leases`` always raises AttributeError;
- ``Update.ont_geth`` always raises KeyError, and so reaches no wire;
- listings of one child only: the client puts a mapping's keys, or one mapping, where a list belongs;
- ``Query.show_ont`` with several matches: the client asks for the next page by the only match of a page.

``Update.ont_ethsvc`` asks for a bare ``<ok/>`` and then takes it for a failure: what it returns is the
response itself.
"""

import json
import sys
from typing import Any
from urllib.parse import urlsplit

import requests
from cmsnbiclient import Client
from cmsnbiclient.E7 import create, delete, query, update
from cmsnbiclient.REST import query as rest_query

TIMEOUT = 20


def plain(value: object) -> object:
    """What the client returned; of a raw response, which stands for a failure, its text."""
    return {"response": value.text} if isinstance(value, requests.Response) else value


def main() -> None:
    """Log in, create, read, change, delete, log out."""
    given = json.load(sys.stdin)
    where, rest = urlsplit(given["url"]), urlsplit(given["rest_url"])
    account = {"cms_user_nm": given["username"], "cms_user_pass": given["password"]}
    client = Client()
    uri = client.cms_nbi_config["cms_netconf_uri"]["e7"]
    node = {"port": str(where.port), "cms_node_ip": where.hostname, "uri": uri, "http_timeout": TIMEOUT}
    told: dict[str, Any] = {}

    told["bad login"] = client.login_netconf(**{**account, "cms_user_pass": "wrong"}, **node)
    told["login"] = client.login_netconf(**account, **node)
    about = (client, given["network"], TIMEOUT)
    creates, reads = create.Create(*about), query.Query(*about)
    changes, deletes = update.Update(*about), delete.Delete(*about)

    told["system"] = reads.system()
    told["children"] = reads.system_children()
    told["discovered"] = reads.system_children_discont()
    told["discovered of a model"] = reads.system_children_discont(attr_filter={"model": "812G"})
    told["discovered one"] = reads.discont(ont_sn=given["discovered"])
    told["profiles"] = reads.system_children_ontprof()
    told["profile"] = reads.ontprof(ontprof_id="162")
    told["pwe3 profiles"] = reads.system_children_ontpwe3prof()
    told["pwe3 profile"] = reads.ontpwe3prof(ontpwe3prof_id="1")

    serial = given["discovered"].removeprefix("CXNK")
    words = {"ont_sn": serial, "sub_id": "1001", "ont_desc": "first", "ontprof_id": "162"}
    told["ont"] = creates.ont(**words)
    ont = told["ont"]["id"]["ont"]
    told["ont again"] = creates.ont(**{**words, "ont_id": ont})
    told["ont shown"] = reads.show_ont(action_args={"serno": serial})
    told["ont of the subscriber"] = reads.show_ont(action_args={"subscr-id": "1001"})
    told["ont changed"] = changes.ont(ont_id=ont, ont_desc="second", admin_state="disabled")
    told["ont unlinked"] = changes.ont(ont_id=ont, ont_sn="0", replace_sn="1")
    told["ont swapped"] = changes.ont(ont_id=ont, ont_sn=given["spare"], admin_state="enabled")
    told["port"] = reads.ont_geth(ont_id=ont, ontethge="1")

    told["vlan"] = creates.vlan(vlan_id="100", name="internet")
    told["other vlan"] = creates.vlan(vlan_id="200", name="voice")
    told["vlan read"] = reads.vlan(vlan_id="100")
    told["vlans"] = reads.system_children_vlan()
    for card in ("1", "2"):
        interface = {"type": "EthIntf", "id": {"shelf": "1", "card": card, "ethintf": "1"}}
        told[f"member {card}"] = creates.vlan_members(vlan_id="100", int_id={"ethintf": interface})
    told["members"] = reads.show_vlan_members(vlan_id="100")

    service = {"ont_id": ont, "svctagaction_id": "1"}
    told["service"] = creates.ont_ethsvc(**service, bwprof_id="1", out_tag_id="100")
    told["other service"] = creates.ont_ethsvc(**service, ethsvc="2", bwprof_id="2", out_tag_id="200")
    told["service read"] = reads.ont_ethsvc(ont_id=ont)
    told["services"] = reads.ont_children_ethsvc(ont_id=ont)
    told["service changed"] = changes.ont_ethsvc(
        ont_id=ont, ontslot="3", ontethany="1", ethsvc="1", bwprof_id="2", admin_state="disabled"
    )

    told["devices"] = rest_query.Query(client).device(
        port=str(rest.port), cms_node_ip=rest.hostname, device_type="e7", http_timeout=TIMEOUT, **account
    )

    told["service deleted"] = deletes.ont_ethsvc(ont_id=ont, ethsvc="2")
    told["ont kept"] = deletes.ont(ont_id=ont)
    told["ont deleted"] = deletes.ont(ont_id=ont, force="true")
    told["ont gone"] = deletes.ont(ont_id=ont)
    told["vlan kept"] = deletes.vlan(vlan_id="100")
    told["member deleted"] = deletes.vlanmem(vlan_id="100", vlan_member_id="1")
    told["vlan deleted"] = deletes.vlan(vlan_id="100", force="true")

    told["logout"] = client.logout_netconf(**node)
    client.session_id = "1"
    told["after logout"] = reads.system()
    json.dump({name: plain(value) for name, value in told.items()}, sys.stdout)


main()
