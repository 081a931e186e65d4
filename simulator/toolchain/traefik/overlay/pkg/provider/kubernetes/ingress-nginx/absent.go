package ingressnginx

import "github.com/traefik/traefik/v3/pkg/provider/absent"

const ProviderName = "kubernetesingressnginx"

type Provider struct {
	absent.Provider
	WatchNamespace         string
	WatchNamespaceSelector string
	NonTLSEntryPoints      []string
}
