package rest

import (
	"net/http"

	"github.com/traefik/traefik/v3/pkg/provider/absent"
)

const ProviderName = "rest"

type Provider struct {
	absent.Provider
	Insecure bool
}

func (Provider) CreateRouter() http.Handler { return http.NotFoundHandler() }
