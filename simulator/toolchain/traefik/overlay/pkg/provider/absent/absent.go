// Package absent is what stands in for providers that the tests need not: Traefik's settings name all of them.
package absent

import (
	"errors"

	"github.com/traefik/traefik/v3/pkg/config/dynamic"
	"github.com/traefik/traefik/v3/pkg/provider"
	"github.com/traefik/traefik/v3/pkg/safe"
)

// Provider refuses to start.
type Provider struct{}

func (Provider) Init() error {
	return errors.New("this provider is not linked into Longshore's Traefik")
}

func (Provider) Provide(chan<- dynamic.Message, *safe.Pool) error { return nil }

// Builder makes providers that refuse to start.
type Builder struct{}

func (Builder) BuildProviders() []provider.Provider { return []provider.Provider{Provider{}} }
