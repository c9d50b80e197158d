// Walks through an API with the vendor's own Go client, as a user of the client would.
//
// It reads one JSON object from standard input and prints what the client returned, by family and step. Left out,
// because the client fails by itself whatever the server answers: devices that tell their platform (the client
// wants text where the API has an object), and most fields of sessions (the client knows them by other names).
// Everything has a description: the client sends an empty one where the user gives none, which the API refuses.
package main

import (
	"encoding/json"
	"os"

	"github.com/openvpn/cloudconnexa-go-client/v2/cloudconnexa"
)

// given is what the test says.
type given struct {
	URL    string `json:"url"`
	ID     string `json:"id"`
	Secret string `json:"secret"`
	// Newer says that the server has what came after 1.1.0, up to 1.2.3.
	Newer bool `json:"newer"`
}

// steps is what the client returned, by step.
type steps map[string]any

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// refused gives the client's error where one must come.
func refused[T any](_ T, err error) string {
	if err == nil {
		panic("this must be refused")
	}
	return err.Error()
}

func main() {
	var in given
	check(json.NewDecoder(os.Stdin).Decode(&in))
	c := must(cloudconnexa.NewClient(in.URL, in.ID, in.Secret))

	told := map[string]steps{"regions": regions(c), "groups": groups(c)}
	group := told["groups"]["created"].(*cloudconnexa.UserGroup).ID
	told["users"] = users(c, group, in.Newer)
	told["location contexts"] = locationContexts(c, group)
	told["access groups"] = accessGroups(c, group)
	told["DNS records"] = dnsRecords(c)
	told["networks"] = networks(c)
	network := told["networks"]["created"].(*cloudconnexa.Network).ID
	told["routes"] = routes(c, network)
	told["network connectors"] = networkConnectors(c, network, in.Newer)
	told["network IP services"] = networkIPServices(c, network)
	told["network applications"] = networkApplications(c, network)
	told["IPsec"] = ipsec(c)
	told["hosts"] = hosts(c)
	host := told["hosts"]["created"].(*cloudconnexa.Host).ID
	told["host connectors"] = hostConnectors(c, host, in.Newer)
	told["host IP services"] = hostIPServices(c, host)
	told["host applications"] = hostApplications(c, host)
	told["settings"] = settings(c, in.Newer)
	told["sessions"] = sessions(c)
	told["ends"] = ends(c, network, host, group)

	check(json.NewEncoder(os.Stdout).Encode(told))
}
