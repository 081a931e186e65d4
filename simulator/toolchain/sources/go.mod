module longshore.dev/tools/sources

go 1.26.0

require (
	github.com/cert-manager/cert-manager v1.21.2
	github.com/external-secrets/external-secrets v1.3.2
	github.com/traefik/traefik/v3 v3.7.11
	sigs.k8s.io/external-dns v0.22.0
	sigs.k8s.io/karpenter v1.13.0
)
