#!/usr/bin/env bash
# CloudConnexa's Go client is made without an error when the server refuses its credentials.
#
# Versions:    github.com/openvpn/cloudconnexa-go-client/v2 v2.5.1
# Behaviour:   NewClient asks for a token and reads the answer without looking at its status. A 401 with a JSON body gives a
#              client whose token is empty, and no error; the first request fails with whatever the API says to that.
# Most guess:  that NewClient, which returns (client, error), returns an error.
# Seen on 2026-11-28:
#   the token request: answered with 401
#   NewClient: error <nil>, token ""
set -euo pipefail
folder="$(mktemp -d)"
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
export GOPATH="$folder/go" GOFLAGS=-mod=mod

cat > go.mod <<'GO'
module login

go 1.25.0

require (
	github.com/openvpn/cloudconnexa-go-client/v2 v2.5.1
	golang.org/x/time v0.15.0
)
GO

cat > main.go <<'GO'
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/openvpn/cloudconnexa-go-client/v2/cloudconnexa"
)

func main() {
	server := httptest.NewServer(http.HandlerFunc(func(writer http.ResponseWriter, _ *http.Request) {
		fmt.Println("the token request: answered with 401")
		writer.Header().Set("Content-Type", "application/json")
		writer.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(writer, `{"error": "invalid_client"}`)
	}))
	defer server.Close()
	client, err := cloudconnexa.NewClientWithOptions(
		server.URL, "id", "wrong", &cloudconnexa.ClientOptions{AllowInsecureHTTP: true})
	if err != nil {
		fmt.Println("NewClient: error", err)
		return
	}
	fmt.Printf("NewClient: error %v, token %q\n", err, client.Token)
}
GO

seen="$(go run .)"
echo "$seen"
[ "$seen" = 'the token request: answered with 401
NewClient: error <nil>, token ""' ] || { echo "changed since 2026-11-28"; exit 1; }
