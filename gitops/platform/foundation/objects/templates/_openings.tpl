{{- define "ranges" -}}
{{- range . }}
- ipBlock: { cidr: {{ . }} }
{{- end }}
{{- end }}

{{- /* The cluster's resolver has a private or a node-local address; Cilium knows it by its labels only (https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium, limitations, read 2026-11). */ -}}
{{- define "opening.dns" -}}
policyTypes: [Egress]
egress:
  - ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
    to:
      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
        podSelector: { matchLabels: { k8s-app: kube-dns } }
      {{- include "ranges" (list "10.0.0.0/8" "172.16.0.0/12" "192.168.0.0/16" "169.254.0.0/16") | nindent 6 }}
{{- end }}

{{- /* The Kubernetes API, the cloud's APIs, Git and chart repositories, certificate authorities; and on AWS the node's agent from which a pod gets its cloud identity (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html). */ -}}
{{- define "opening.https" -}}
policyTypes: [Egress]
egress:
  - ports: [{ port: 443, protocol: TCP }]
  {{- if eq .cloud "aws" }}
  - ports: [{ port: 80, protocol: TCP }]
    to: {{- include "ranges" (list "169.254.170.23/32") | nindent 6 }}
  {{- end }}
{{- end }}

{{- define "opening.inside" -}}
policyTypes: [Ingress, Egress]
ingress: [{ from: [{ podSelector: {} }] }]
egress: [{ to: [{ podSelector: {} }] }]
{{- end }}

{{- define "opening.metrics" -}}
policyTypes: [Ingress]
ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: observability } } }] }]
{{- end }}

{{- define "opening.to-platform" -}}
policyTypes: [Egress]
egress: [{ to: [{ namespaceSelector: { matchLabels: { longshore.dev/plane: platform } } }] }]
{{- end }}

{{- /* The API server calls webhooks from its own addresses: in the application plane on AWS, in the management plane on Azure. */ -}}
{{- define "opening.control-plane" -}}
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 10250, protocol: TCP }]
    from: {{- include "ranges" (ternary .planes.application .planes.management (eq .cloud "aws")) | nindent 6 }}
{{- end }}

{{- /* Clients keep their address on the way through the load balancer; its health checks come from the edge plane. */ -}}
{{- define "opening.internet" -}}
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 8000, protocol: TCP }, { port: 8443, protocol: TCP }]
  - ports: [{ port: 8080, protocol: TCP }]
    from: {{- include "ranges" .planes.edge | nindent 6 }}
{{- end }}

{{- define "opening.tenants" -}}
policyTypes: [Egress]
egress:
  - ports: [{ port: 8069, protocol: TCP }, { port: 8072, protocol: TCP }]
    to: [{ namespaceSelector: { matchLabels: { longshore.dev/plane: tenant } } }]
{{- end }}

{{- define "opening.database" -}}
policyTypes: [Egress]
egress:
  - ports: [{ port: {{ index .facts "database-port" }}, protocol: TCP }]
    to: {{- include "ranges" .planes.database | nindent 6 }}
{{- end }}

{{- define "opening.reports" -}}
policyTypes: [Egress]
egress:
  - ports: [{ port: 9091, protocol: TCP }]
    to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: observability } } }]
{{- end }}

{{- define "opening.from-jobs" -}}
policyTypes: [Ingress]
ingress:
  - ports: [{ port: 9091, protocol: TCP }]
    from:
      - namespaceSelector: { matchLabels: { longshore.dev/plane: tenant } }
      - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: longshore-system } }
{{- end }}
