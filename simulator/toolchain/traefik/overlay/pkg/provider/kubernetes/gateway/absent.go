package gateway

import (
	"github.com/traefik/traefik/v3/pkg/config/dynamic"
	"github.com/traefik/traefik/v3/pkg/provider/absent"
)

const ProviderName = "kubernetesgateway"

type Entrypoint struct {
	Address        string
	HasHTTPTLSConf bool
}

type Provider struct {
	absent.Provider
	EntryPoints map[string]Entrypoint
}

type (
	BuildFilterFunc  func(name, namespace string) (string, *dynamic.Middleware, error)
	BuildBackendFunc func(name, namespace string) (string, *dynamic.Service, error)
)

type ExtensionBuilderRegistry interface {
	RegisterFilterFuncs(group, kind string, builderFunc BuildFilterFunc)
	RegisterBackendFuncs(group, kind string, builderFunc BuildBackendFunc)
}

func (Provider) RegisterFilterFuncs(string, string, BuildFilterFunc)   {}
func (Provider) RegisterBackendFuncs(string, string, BuildBackendFunc) {}
