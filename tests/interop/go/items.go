package main

import (
	"github.com/openvpn/cloudconnexa-go-client/v2/cloudconnexa"
)

func networks(c *cloudconnexa.Client) steps {
	created := must(c.Networks.Create(cloudconnexa.Network{
		Name:              "office",
		Description:       "first",
		Egress:            true,
		InternetAccess:    cloudconnexa.InternetAccessSplitTunnelOn,
		TunnelingProtocol: "OPENVPN",
		Connectors:        []cloudconnexa.NetworkConnector{{Name: "gate", VpnRegionID: "it-mxp"}},
	}))
	changed := *created
	changed.Name, changed.Description = "headquarters", "second"
	check(c.Networks.Update(changed))
	taken := changed
	taken.ID, taken.Connectors = "", nil
	return steps{
		"created": created,
		"listed":  must(c.Networks.List()),
		"got":     must(c.Networks.Get(created.ID)),
		"by name": must(c.Networks.GetByName("headquarters")),
		"taken":   refused(c.Networks.Create(taken)),
	}
}

func routes(c *cloudconnexa.Client, network string) steps {
	created := must(c.Routes.Create(network, cloudconnexa.Route{Subnet: "10.1.0.0/16", Description: "first"}))
	second := must(c.Routes.Create(network, cloudconnexa.Route{Subnet: "2001:db8:1::/48", Description: "first"}))
	changed := *created
	changed.Description = "second"
	check(c.Routes.Update(changed))
	told := steps{
		"created":    created,
		"second":     second,
		"overlap":    refused(c.Routes.Create(network, cloudconnexa.Route{Subnet: "10.1.2.0/24", Description: "x"})),
		"got":        must(c.Routes.Get(created.ID)),
		"of network": must(c.Routes.GetNetworkRoute(network, created.ID)),
	}
	check(c.Routes.Delete(second.ID))
	told["listed"] = must(c.Routes.List(network))
	return told
}

func networkConnectors(c *cloudconnexa.Client, network string, newer bool) steps {
	created := must(c.NetworkConnectors.Create(cloudconnexa.NetworkConnector{
		Name: "spare", Description: "first", VpnRegionID: "us-east-1",
	}, network))
	changed := *created
	changed.Description, changed.VpnRegionID = "second", "it-mxp"
	told := steps{
		"created":  created,
		"updated":  must(c.NetworkConnectors.Update(changed)),
		"got":      must(c.NetworkConnectors.GetByID(created.ID)),
		"by name":  must(c.NetworkConnectors.GetByName("spare")),
		"all":      must(c.NetworkConnectors.List()),
		"profile":  must(c.NetworkConnectors.GetProfile(created.ID)),
		"token":    must(c.NetworkConnectors.GetToken(created.ID)),
		"no IPsec": refused(0, c.NetworkConnectors.StartIPsec(created.ID)),
	}
	if newer {
		check(c.NetworkConnectors.Suspend(created.ID))
		check(c.NetworkConnectors.Activate(created.ID))
	}
	check(c.NetworkConnectors.Delete(created.ID, network))
	told["gone"] = refused(c.NetworkConnectors.GetByID(created.ID))
	told["listed"] = must(c.NetworkConnectors.ListByNetworkID(network))
	return told
}

func ipsec(c *cloudconnexa.Client) steps {
	phase := cloudconnexa.Phase{
		EncryptionAlgorithms: []string{"AES256"},
		IntegrityAlgorithms:  []string{"SHA2_256"},
		DiffieHellmanGroups:  []string{"G_14"},
		LifetimeSec:          3600,
	}
	created := must(c.Networks.Create(cloudconnexa.Network{
		Name:              "partner",
		Description:       "first",
		InternetAccess:    cloudconnexa.InternetAccessSplitTunnelOn,
		TunnelingProtocol: "IPSEC",
		Connectors: []cloudconnexa.NetworkConnector{{
			Name:        "peer",
			VpnRegionID: "it-mxp",
			IPSecConfig: &cloudconnexa.IPSecConfig{
				Platform:           "OTHER",
				AuthenticationType: "SHARED_SECRET",
				RemoteSitePublicIP: "192.0.2.1",
				PreSharedKey:       "made-up",
				IkeProtocol: cloudconnexa.IkeProtocol{
					ProtocolVersion:   "IKE_V2",
					Phase1:            phase,
					Phase2:            phase,
					Rekey:             cloudconnexa.Rekey{MarginTimeSec: 270, FuzzPercent: 100, ReplayWindowSize: 1024},
					DeadPeerDetection: cloudconnexa.DeadPeerDetection{TimeoutSec: 30, DeadPeerHandling: "RESTART"},
					StartupAction:     "START",
				},
			},
		}},
	}))
	peer := created.Connectors[0].ID
	check(c.NetworkConnectors.StartIPsec(peer))
	started := must(c.NetworkConnectors.GetByID(peer))
	check(c.NetworkConnectors.StopIPsec(peer))
	check(c.Networks.Delete(created.ID))
	return steps{"created": created, "started": started}
}

func networkIPServices(c *cloudconnexa.Client, network string) steps {
	wanted := cloudconnexa.IPService{
		Name:          "web",
		Description:   "first",
		NetworkItemID: network,
		Type:          "SERVICE_DESTINATION",
		Routes:        []*cloudconnexa.IPServiceRoute{{Value: "10.1.2.0/24"}},
		Config: &cloudconnexa.IPServiceConfig{
			ServiceTypes: []string{"HTTPS", "CUSTOM"},
			CustomServiceTypes: []*cloudconnexa.CustomIPServiceType{
				{Protocol: "TCP", Port: []cloudconnexa.Range{{LowerValue: 8000, UpperValue: 8080}}},
			},
		},
	}
	created := must(c.NetworkIPServices.Create(&wanted))
	wanted.Description = "second"
	told := steps{
		"created": created,
		"updated": must(c.NetworkIPServices.Update(created.ID, &wanted)),
		"got":     must(c.NetworkIPServices.Get(created.ID)),
		"by name": must(c.NetworkIPServices.GetByName("web")),
		"listed":  must(c.NetworkIPServices.List()),
	}
	check(c.NetworkIPServices.Delete(created.ID))
	told["gone"] = refused(c.NetworkIPServices.Get(created.ID))
	return told
}

func networkApplications(c *cloudconnexa.Client, network string) steps {
	wanted := cloudconnexa.NetworkApplication{
		Name:          "wiki",
		Description:   "first",
		NetworkItemID: network,
		Routes:        []*cloudconnexa.NetworkApplicationRoute{{Value: "wiki.example", AllowEmbeddedIP: true}},
		Config:        &cloudconnexa.ApplicationConfig{ServiceTypes: []string{"HTTPS"}},
	}
	created := must(c.NetworkApplications.Create(&wanted))
	wanted.Description = "second"
	told := steps{
		"created": created,
		"updated": must(c.NetworkApplications.Update(created.ID, &wanted)),
		"got":     must(c.NetworkApplications.Get(created.ID)),
		"by name": must(c.NetworkApplications.GetByName("wiki")),
		"listed":  must(c.NetworkApplications.List()),
	}
	check(c.NetworkApplications.Delete(created.ID))
	told["gone"] = refused(c.NetworkApplications.Get(created.ID))
	return told
}

func hosts(c *cloudconnexa.Client) steps {
	created := must(c.Hosts.Create(cloudconnexa.Host{
		Name:           "server",
		Description:    "first",
		Domain:         "server.example",
		InternetAccess: cloudconnexa.InternetAccessSplitTunnelOn,
		Connectors:     []cloudconnexa.HostConnector{{Name: "agent", VpnRegionID: "it-mxp"}},
	}))
	changed := *created
	changed.Description = "second"
	check(c.Hosts.Update(changed))
	return steps{
		"created": created,
		"listed":  must(c.Hosts.List()),
		"got":     must(c.Hosts.Get(created.ID)),
		"by name": must(c.Hosts.GetByName("server")),
	}
}

func hostConnectors(c *cloudconnexa.Client, host string, newer bool) steps {
	created := must(c.HostConnectors.Create(cloudconnexa.HostConnector{Name: "standby", VpnRegionID: "it-mxp"}, host))
	changed := *created
	changed.Description = "second"
	told := steps{
		"created": created,
		"updated": must(c.HostConnectors.Update(changed)),
		"got":     must(c.HostConnectors.GetByID(created.ID)),
		"by name": must(c.HostConnectors.GetByName("standby")),
		"all":     must(c.HostConnectors.List()),
		"profile": must(c.HostConnectors.GetProfile(created.ID)),
		"token":   must(c.HostConnectors.GetToken(created.ID)),
	}
	if newer {
		check(c.HostConnectors.Suspend(created.ID))
		check(c.HostConnectors.Activate(created.ID))
	}
	check(c.HostConnectors.Delete(created.ID, host))
	told["gone"] = refused(c.HostConnectors.GetByID(created.ID))
	told["listed"] = must(c.HostConnectors.ListByHostID(host))
	return told
}

func hostIPServices(c *cloudconnexa.Client, host string) steps {
	wanted := cloudconnexa.IPService{
		Name:          "ssh",
		Description:   "first",
		NetworkItemID: host,
		Config:        &cloudconnexa.IPServiceConfig{ServiceTypes: []string{"SSH"}},
	}
	created := must(c.HostIPServices.Create(&wanted))
	wanted.Description = "second"
	told := steps{
		"created": created,
		"updated": must(c.HostIPServices.Update(created.ID, &wanted)),
		"got":     must(c.HostIPServices.Get(created.ID)),
		"by name": must(c.HostIPServices.GetByName("ssh")),
		"listed":  must(c.HostIPServices.List()),
	}
	check(c.HostIPServices.Delete(created.ID))
	told["gone"] = refused(c.HostIPServices.Get(created.ID))
	return told
}

func hostApplications(c *cloudconnexa.Client, host string) steps {
	wanted := cloudconnexa.Application{
		Name:          "shop",
		Description:   "first",
		NetworkItemID: host,
		Routes:        []*cloudconnexa.ApplicationRoute{{Value: "shop.example"}},
		Config:        &cloudconnexa.ApplicationConfig{ServiceTypes: []string{"ANY"}},
	}
	created := must(c.HostApplications.Create(&wanted))
	wanted.Description = "second"
	told := steps{
		"created": created,
		"updated": must(c.HostApplications.Update(created.ID, &wanted)),
		"got":     must(c.HostApplications.Get(created.ID)),
		"by name": must(c.HostApplications.GetByName("shop")),
		"listed":  must(c.HostApplications.List()),
	}
	check(c.HostApplications.Delete(created.ID))
	told["gone"] = refused(c.HostApplications.Get(created.ID))
	return told
}
