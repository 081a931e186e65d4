package ingress

import "github.com/traefik/traefik/v3/pkg/provider/absent"

const ProviderName = "kubernetes"

type Provider struct {
	absent.Provider
	DefaultRuleSyntax string
}
