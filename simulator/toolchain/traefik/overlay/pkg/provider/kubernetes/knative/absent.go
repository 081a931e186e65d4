package knative

import "github.com/traefik/traefik/v3/pkg/provider/absent"

const ProviderName = "knative"

type Provider struct{ absent.Provider }
