//go:build tools

// Package languagehost names Pulumi's Python language host so that go.mod and go.sum cover it.
package languagehost

import _ "github.com/pulumi/pulumi/sdk/python/cmd/pulumi-language-python/v3"
