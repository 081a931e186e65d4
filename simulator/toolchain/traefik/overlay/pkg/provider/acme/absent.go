// Package acme has the settings of certificate resolvers that Traefik's own settings refer to, and no resolver: the
// platform's certificates come from cert-manager.
package acme

import "github.com/traefik/paerser/types"

type Configuration struct {
	CAServer      string
	Storage       string
	DNSChallenge  *DNSChallenge
	HTTPChallenge *HTTPChallenge
	TLSChallenge  *struct{}
}

type HTTPChallenge struct{ EntryPoint string }

type DNSChallenge struct {
	Provider                string
	DisablePropagationCheck bool
	DelayBeforeCheck        types.Duration
	Propagation             *Propagation
}

type Propagation struct {
	DisableChecks     bool
	DelayBeforeChecks types.Duration
}
