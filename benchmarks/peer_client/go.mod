module peer

go 1.25.0

require github.com/openvpn/cloudconnexa-go-client/v2 v2.5.1

require golang.org/x/time v0.15.0 // indirect
