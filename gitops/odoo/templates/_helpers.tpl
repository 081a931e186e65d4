{{- define "labels" -}}
app.kubernetes.io/part-of: longshore
app.kubernetes.io/version: {{ .Values.spec.odoo.version | quote }}
longshore.dev/tenant: {{ .Values.tenant.name }}
longshore.dev/business-unit: {{ .Values.spec.businessUnit }}
{{ include "selector" . }}
{{- end }}

{{- define "selector" -}}
app.kubernetes.io/name: odoo
{{- end }}

{{- /* AKS gives pods with this label a token of their service account; EKS needs none. */ -}}
{{- define "identity" -}}
{{- if eq .Values.switches.cloud "azure" }}azure.workload.identity/use: "true"{{ end }}
{{- end }}

{{- define "image" -}}
{{- $image := index .Values.images.odoo .Values.spec.odoo.version -}}
{{- $name := printf "%s:%s" $image.repository $image.tag -}}
{{- with $image.digest }}{{ $name = printf "%s@%s" $name . }}{{ end -}}
{{- include "mirrored" (dict "root" . "image" $name) -}}
{{- end }}

{{- /* An image through the image mirror, where there is one. */ -}}
{{- define "mirrored" -}}
{{ with index .root.Values.facts "image-mirror" }}{{ . }}/{{ end }}{{ .image }}
{{- end }}

{{- /* Opening to the cluster's resolver, which has a private or a node-local address. */ -}}
{{- define "resolver" -}}
- ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
  to:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
      podSelector: { matchLabels: { k8s-app: kube-dns } }
    {{- range list "10.0.0.0/8" "172.16.0.0/12" "192.168.0.0/16" "169.254.0.0/16" }}
    - ipBlock: { cidr: {{ . }} }
    {{- end }}
{{- end }}

{{- /* The Secret in pods' environment, named after the date of its passwords: another date is another Secret, and so another pod. */ -}}
{{- define "secret" -}}
odoo-{{ .Values.tenant.passwordDate }}
{{- end }}

{{- /* The same for the mail server's credential, whose owner makes it anew: the date on which it ends stands in tenant.yaml. */ -}}
{{- define "mail-secret" -}}
{{- $ends := "" -}}
{{- range .Values.spec.integrations }}{{ if eq .credential $.Values.spec.mail.credential }}{{ $ends = regexFind "^[0-9-]+" (print .expires) }}{{ end }}{{ end -}}
odoo-mail{{ with $ends }}-{{ . }}{{ end }}
{{- end }}

{{- /* On what is read from the secret store under one name: with other dates External Secrets reads it at once. */ -}}
{{- define "password-dates" -}}
longshore.dev/password-dates: {{ print .Values.tenant.passwordDate " " .Values.tenant.formerPasswordDate | trim | quote }}
{{- end }}

{{- /* A copy of another tenant calls nobody outside. */ -}}
{{- define "integrations" -}}
{{- if and .Values.spec.integrations (not (hasKey .Values.spec "copyOf")) }}true{{ end }}
{{- end }}

{{- /* A recovery platform that waits runs nothing that could write. */ -}}
{{- define "at-rest" -}}
{{- if ne .Values.switches.role "primary" }}true{{ end }}
{{- end }}

{{- /* Pods of a dedicated tenant run on its own machines, which take nobody else's. */ -}}
{{- define "nodes" -}}
{{- if eq .Values.tenant.isolation "dedicated" -}}
nodeSelector: { longshore.dev/tenant: {{ .Values.tenant.name }} }
tolerations: [{ key: longshore.dev/tenant, operator: Equal, value: {{ .Values.tenant.name }}, effect: NoSchedule }]
{{- end }}
{{- end }}

{{- /* Whether the ring has a next version of this tenant's Odoo, which then runs beside this one. */ -}}
{{- define "next" -}}
{{- with .Values.next }}{{ if hasKey .odoo $.Values.spec.odoo.version }}true{{ end }}{{ end }}
{{- end }}
