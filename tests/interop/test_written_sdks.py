"""The packages for other languages that Pulumi's own generators make of the plugin's schema."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytestmark = pytest.mark.foreign_toolchain

GO = """package main

import (
	"example.com/pulumi-isp/sdk/go/isp/calix"
	"example.com/pulumi-isp/sdk/go/isp/cloudconnexa"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		ont, err := calix.NewOnt(ctx, "ont", &calix.OntArgs{
			Network_name: pulumi.String("hill"),
			Ont_id:       pulumi.String("7"),
			Ont_profile:  pulumi.String("162"),
			Admin_state:  calix.OntAdminStateEnabled,
		})
		if err != nil {
			return err
		}
		_, err = cloudconnexa.NewNetwork(ctx, "plant", &cloudconnexa.NetworkArgs{
			Name: pulumi.String("Plant"),
			Routes: cloudconnexa.NetworkRouteArray{
				cloudconnexa.NetworkRouteArgs{Subnet: pulumi.String("10.1.0.0/24")},
			},
		})
		if err != nil {
			return err
		}
		asked := calix.GetDiscoveredOntsArgs{Network_name: []string{"hill"}}
		seen, err := calix.GetDiscoveredOnts(ctx, &asked)
		if err != nil {
			return err
		}
		ctx.Export("seen", pulumi.Int(len(seen.Discovered_onts)))
		ctx.Export("node", ont.Node_name)
		return nil
	})
}
"""

TYPESCRIPT = """import { calix, cloudconnexa } from "./index";

const ont = new calix.Ont("ont", {
    network_name: "hill", ont_id: "7", ont_profile: "162", admin_state: "enabled",
});
new cloudconnexa.Network("plant", { name: "Plant", routes: [{ subnet: "10.1.0.0/24" }] });
export const seen = calix.getDiscoveredOntsOutput({ network_name: ["hill"] }).discovered_onts;
export const found = calix.getOntOutput({ id: ont.id }).serial_number;
export const node = ont.node_name;
"""


def test_the_go_package_compiles_and_serves_a_program(compile_go: Callable[[str], str]) -> None:
    """Resources with enumerations and lists of things, functions with typed rows."""
    compile_go(GO)


def test_the_typescript_package_compiles_and_serves_a_program(
    compile_typescript: Callable[[str], str],
) -> None:
    """The same in TypeScript, with all checks that the generator asks for."""
    compile_typescript(TYPESCRIPT)


def test_what_does_not_fit_does_not_compile(compile_typescript: Callable[[str], str]) -> None:
    """A property that is missing, and one of another type: the package's types say so."""
    with pytest.raises(AssertionError, match="ont_profile"):
        compile_typescript(
            'import { calix } from "./index";\nnew calix.Ont("ont", { network_name: "hill" });\n'
        )
