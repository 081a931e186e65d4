// Package register links the secret stores that Longshore's clouds have. The upstream file links three dozen more, and
// some of their modules are not on the registry.
package register

import (
	_ "github.com/external-secrets/external-secrets/pkg/provider/aws"
	_ "github.com/external-secrets/external-secrets/pkg/provider/azure/keyvault"
)
