package docker

import (
	"github.com/traefik/paerser/types"
	"github.com/traefik/traefik/v3/pkg/provider/absent"
)

const (
	DockerName = "docker"
	SwarmName  = "swarm"
)

type Provider struct {
	absent.Provider
	HTTPClientTimeout types.Duration
}

type SwarmProvider struct {
	absent.Provider
	HTTPClientTimeout types.Duration
	RefreshSeconds    types.Duration
}
