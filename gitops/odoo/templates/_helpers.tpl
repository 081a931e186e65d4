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
{{ with index .Values.facts "image-mirror" }}{{ . }}/{{ end }}{{ $image.repository }}:{{ $image.tag }}{{ with $image.digest }}@{{ . }}{{ end }}
{{- end }}

{{- /* A recovery platform that waits runs nothing that could write. */ -}}
{{- define "at-rest" -}}
{{- if ne .Values.switches.role "primary" }}true{{ end }}
{{- end }}
