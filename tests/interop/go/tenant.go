package main

import (
	"github.com/openvpn/cloudconnexa-go-client/v2/cloudconnexa"
)

func regions(c *cloudconnexa.Client) steps {
	return steps{
		"listed": must(c.VPNRegions.List()),
		"got":    must(c.VPNRegions.GetByID("it-mxp")),
	}
}

func groups(c *cloudconnexa.Client) steps {
	wanted := cloudconnexa.UserGroup{
		Name:           "field",
		ConnectAuth:    "NO_AUTH",
		InternetAccess: cloudconnexa.InternetAccessSplitTunnelOn,
		MaxDevice:      3,
		VpnRegionIDs:   []string{"us-east-1", "it-mxp"},
	}
	created := must(c.UserGroups.Create(&wanted))
	changed := *created
	changed.MaxDevice = 5
	return steps{
		"created": created,
		"updated": must(c.UserGroups.Update(created.ID, &changed)),
		"listed":  must(c.UserGroups.List()),
		"got":     must(c.UserGroups.GetByID(created.ID)),
		"by name": must(c.UserGroups.GetByName("field")),
	}
}

func users(c *cloudconnexa.Client, group string, newer bool) steps {
	created := must(c.Users.Create(cloudconnexa.User{
		Username: "ada", Email: "ada@isp.example", FirstName: "Ada", LastName: "Example", GroupID: group, Role: "MEMBER",
	}))
	changed := *created
	changed.FirstName = "Augusta"
	check(c.Users.Update(changed))
	told := steps{
		"created":     created,
		"listed":      must(c.Users.List()),
		"got":         must(c.Users.GetByID(created.ID)),
		"by username": must(c.Users.GetByUsername("ada")),
		"by role":     must(c.Users.FindByUsernameAndRole("ada", "MEMBER")),
		"devices":     devices(c, created.ID),
	}
	if newer {
		check(c.Users.Suspend(created.ID))
		told["suspended"] = must(c.Users.GetByID(created.ID))
		check(c.Users.Activate(created.ID))
		told["activated"] = must(c.Users.GetByID(created.ID))
	}
	check(c.Users.Delete(created.ID))
	told["gone"] = refused(c.Users.GetByID(created.ID))
	return told
}

func devices(c *cloudconnexa.Client, user string) steps {
	created := must(c.Devices.Create(user, cloudconnexa.DeviceCreateRequest{Name: "phone"}))
	told := steps{
		"created": created,
		"updated": must(c.Devices.Update(user, created.ID, cloudconnexa.DeviceUpdateRequest{Name: "laptop"})),
		"got":     must(c.Devices.GetByID(user, created.ID)),
		"listed":  must(c.Devices.ListByUserID(user)),
		"all":     must(c.Devices.ListAll()),
		"profile": must(c.Devices.GenerateProfile(user, created.ID, "it-mxp")),
	}
	check(c.Devices.RevokeProfile(user, created.ID))
	check(c.Devices.Delete(user, created.ID))
	told["gone"] = refused(c.Devices.GetByID(user, created.ID))
	return told
}

func dnsRecords(c *cloudconnexa.Client) steps {
	created := must(c.DNSRecords.Create(cloudconnexa.DNSRecord{
		Domain: "cms.example", Description: "first", IPV4Addresses: []string{"192.0.2.20", "192.0.2.10"},
		IPV6Addresses: []string{"2001:db8:85a3:0:0:8a2e:370:7334"},
	}))
	changed := *created
	changed.Description = "second"
	check(c.DNSRecords.Update(changed))
	told := steps{
		"created": created,
		"listed":  must(c.DNSRecords.List()),
		"got":     must(c.DNSRecords.GetByID(created.ID)),
		"by scan": must(c.DNSRecords.GetDNSRecord(created.ID)),
	}
	check(c.DNSRecords.Delete(created.ID))
	told["gone"] = refused(c.DNSRecords.GetByID(created.ID))
	return told
}

func accessGroups(c *cloudconnexa.Client, group string) steps {
	wanted := cloudconnexa.AccessGroup{
		Name:        "support",
		Description: "first",
		Source:      []cloudconnexa.AccessItem{{Type: "USER_GROUP", AllCovered: true, Parent: group}},
		Destination: []cloudconnexa.AccessItem{{Type: "NETWORK_SERVICE", AllCovered: true}},
	}
	created := must(c.AccessGroups.Create(&wanted))
	wanted.Description = "second"
	told := steps{
		"created": created,
		"updated": must(c.AccessGroups.Update(created.ID, &wanted)),
		"listed":  must(c.AccessGroups.List()),
		"got":     must(c.AccessGroups.Get(created.ID)),
		"by name": must(c.AccessGroups.GetByName("support")),
	}
	check(c.AccessGroups.Delete(created.ID))
	told["gone"] = refused(c.AccessGroups.Get(created.ID))
	return told
}

func locationContexts(c *cloudconnexa.Client, group string) steps {
	wanted := cloudconnexa.LocationContext{
		Name:          "at home",
		Description:   "first",
		UserGroupsIDs: []string{group},
		IPCheck:       &cloudconnexa.IPCheck{Allowed: true, Ips: []cloudconnexa.IP{{IP: "192.0.2.0/24", Description: "home"}}},
		CountryCheck:  &cloudconnexa.CountryCheck{Allowed: true, Countries: []string{"IT"}},
		DefaultCheck:  &cloudconnexa.DefaultCheck{Allowed: false},
	}
	created := must(c.LocationContexts.Create(&wanted))
	wanted.Description = "second"
	told := steps{
		"created": created,
		"updated": must(c.LocationContexts.Update(created.ID, &wanted)),
		"listed":  must(c.LocationContexts.List()),
		"got":     must(c.LocationContexts.Get(created.ID)),
		"by name": must(c.LocationContexts.GetByName("at home")),
	}
	check(c.LocationContexts.Delete(created.ID))
	told["gone"] = refused(c.LocationContexts.Get(created.ID))
	return told
}

// both sets a setting and reads it again.
func both[T any](value T, set func(T) (T, error), get func() (T, error)) []T {
	return []T{must(set(value)), must(get())}
}

func settings(c *cloudconnexa.Client, newer bool) steps {
	s := c.Settings
	servers := &cloudconnexa.DNSServers{PrimaryIPV4: "192.0.2.53", SecondaryIPV4: "192.0.2.54"}
	zones := []cloudconnexa.DNSZone{{Name: "isp.example", Addresses: []string{"192.0.2.53"}}}
	routing := must(s.GetDomainRoutingSubnet())
	subnet := must(s.GetSubnet())
	told := steps{
		"trusted devices":      both(true, s.SetTrustedDevicesAllowed, s.GetTrustedDevicesAllowed),
		"two factors":          both(true, s.SetTwoFactorAuthEnabled, s.GetTwoFactorAuthEnabled),
		"DNS servers":          both(servers, s.SetDNSServers, s.GetDNSServers),
		"DNS suffix":           both("isp.example", s.SetDefaultDNSSuffix, s.GetDefaultDNSSuffix),
		"DNS proxy":            both(true, s.SetDNSProxyEnabled, s.GetDNSProxyEnabled),
		"DNS zones":            both(zones, s.SetDNSZones, s.GetDNSZones),
		"connect auth":         both("EVERY_TIME", s.SetDefaultConnectAuth, s.GetDefaultConnectAuth),
		"devices per user":     both(7, s.SetDefaultDeviceAllowancePerUser, s.GetDefaultDeviceAllowancePerUser),
		"devices forced":       both(true, s.SetForceUpdateDeviceAllowanceEnabled, s.GetForceUpdateDeviceAllowanceEnabled),
		"device enforcement":   both("ENFORCE", s.SetDeviceEnforcement, s.GetDeviceEnforcement),
		"profile distribution": both("MANUAL", s.SetProfileDistribution, s.GetProfileDistribution),
		"connection timeout":   both(9, s.SetConnectionTimeout, s.GetConnectionTimeout),
		"client options":       both([]string{"mute 20"}, s.SetClientOptions, s.GetClientOptions),
		"default region":       both("it-mxp", s.SetDefaultRegion, s.GetDefaultRegion),
		"SNAT":                 both(true, s.SetSnatEnabled, s.GetSnatEnabled),
		"topology":             both("CUSTOM", s.SetTopology, s.GetTopology),
		"domain routing":       []any{routing, must(s.SetDomainRoutingSubnet(*routing))},
		"subnet":               []any{subnet, must(s.SetSubnet(*subnet))},
		"no such topology":     refused(s.SetTopology("RING")),
	}
	if newer {
		check(s.SetDNSLogEnabled(true))
		check(s.SetAccessVisibilityEnabled(true))
		told["DNS log"] = must(s.GetDNSLogEnabled())
		told["access visibility"] = must(s.GetAccessVisibilityEnabled())
		told["advanced routes"] = both(true, s.SetRoutesAdvancedConfigurationEnabled, s.GetRoutesAdvancedConfigurationEnabled)
		told["IP allocation"] = both("IP_V4_ONLY", s.SetIPAllocationMode, s.GetIPAllocationMode)
	}
	return told
}

func sessions(c *cloudconnexa.Client) steps {
	return steps{
		"first page": must(c.Sessions.List(cloudconnexa.SessionsListOptions{Size: 2})),
		"all":        must(c.Sessions.ListAll(cloudconnexa.SessionsListOptions{Size: 2})),
		"active":     must(c.Sessions.ListActive(10)),
	}
}

// ends deletes the parents, what they still own included, and says what is left.
func ends(c *cloudconnexa.Client, network, host, group string) steps {
	check(c.Networks.Delete(network))
	check(c.Hosts.Delete(host))
	check(c.UserGroups.Delete(group))
	return steps{
		"network":    refused(c.Networks.Get(network)),
		"host":       refused(c.Hosts.Get(host)),
		"group":      refused(c.UserGroups.GetByID(group)),
		"networks":   must(c.Networks.List()),
		"connectors": must(c.NetworkConnectors.List()),
	}
}
