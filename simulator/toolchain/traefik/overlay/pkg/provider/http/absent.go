package http

import "github.com/traefik/traefik/v3/pkg/provider/absent"

const ProviderName = "http"

type Provider struct{ absent.Provider }
