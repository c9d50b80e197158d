// Makes and reads the resources of a benchmark with the vendor's own Go client, as Terraform walks its graph:
// what waits for nothing comes first, ten at a time, and a route as soon as its network is there.
//
// Terraform's provider for this vendor is built on that client, whose limiter all its requests pass. It sends at
// least the one request for each object that is sent here, so it takes at least as long.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/openvpn/cloudconnexa-go-client/v2/cloudconnexa"
)

const atOnce = 10

// given is what the benchmark says.
type given struct {
	URL    string `json:"url"`
	ID     string `json:"id"`
	Secret string `json:"secret"`
	// Routes has the subnets of each network.
	Routes [][]string `json:"routes"`
	Users  []string   `json:"users"`
}

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// walk runs steps, so many at a time; each may add more.
type walk struct {
	places  chan struct{}
	running sync.WaitGroup
}

func (w *walk) add(step func()) {
	w.running.Add(1)
	go func() {
		defer w.running.Done()
		w.places <- struct{}{}
		step()
		<-w.places
	}()
}

func main() {
	var in given
	check(json.NewDecoder(os.Stdin).Decode(&in))
	c := must(cloudconnexa.NewClient(in.URL, in.ID, in.Secret))

	group := must(c.UserGroups.List())[0].ID
	networks, users := make([]string, len(in.Routes)), make([]string, len(in.Users))
	var routes sync.Map

	phase("create", func(w *walk) {
		for n, subnets := range in.Routes {
			w.add(func() {
				networks[n] = must(c.Networks.Create(cloudconnexa.Network{
					Name:              fmt.Sprintf("Network %d", n),
					Description:       "-",
					InternetAccess:    cloudconnexa.InternetAccessSplitTunnelOn,
					TunnelingProtocol: "OPENVPN",
				})).ID
				for _, subnet := range subnets {
					w.add(func() {
						made := must(c.Routes.Create(networks[n], cloudconnexa.Route{Subnet: subnet, Description: "-"}))
						routes.Store(subnet, made.ID)
					})
				}
			})
		}
		for u, name := range in.Users {
			w.add(func() {
				users[u] = must(c.Users.Create(cloudconnexa.User{
					Username: name, Email: name + "@isp.example", FirstName: "A", LastName: "B", GroupID: group, Role: "MEMBER",
				})).ID
			})
		}
	})
	phase("again", func(w *walk) {
		for _, network := range networks {
			w.add(func() { must(c.Networks.Get(network)) })
		}
		routes.Range(func(_, route any) bool {
			w.add(func() { must(c.Routes.Get(route.(string))) })
			return true
		})
		for _, user := range users {
			w.add(func() { must(c.Users.GetByID(user)) })
		}
	})
}

// phase runs a walk to its end, and says how long it took.
func phase(name string, begin func(*walk)) {
	at, w := time.Now(), walk{places: make(chan struct{}, atOnce)}
	begin(&w)
	w.running.Wait()
	check(json.NewEncoder(os.Stdout).Encode(map[string]any{"phase": name, "seconds": time.Since(at).Seconds()}))
}
