// Package main writes a package for Go and one for TypeScript from a schema, with the generators that Pulumi's
// own language plugins are made of: those plugins are served by no package registry.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if err := write(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(described, folder string) error {
	text, err := os.ReadFile(described)
	if err != nil {
		return err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return err
	}
	pkg, err := schema.ImportSpec(spec, nil, schema.NewNullLoader(), schema.ValidationOptions{})
	if err != nil {
		return err
	}
	forGo, err := gogen.GeneratePackage("pulumi-isp", pkg, nil)
	if err != nil {
		return err
	}
	forNode, err := nodejs.GeneratePackage("pulumi-isp", pkg, nil, nil, false, nil)
	if err != nil {
		return err
	}
	for language, files := range map[string]map[string][]byte{"go": forGo, "nodejs": forNode} {
		for name, content := range files {
			path := filepath.Join(folder, language, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(path, content, 0o600); err != nil {
				return err
			}
		}
	}
	return nil
}
