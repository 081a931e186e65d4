{{- /* Labels on everything that belongs to the tenant. */ -}}
{{- define "labels" -}}
app.kubernetes.io/part-of: longshore
longshore.dev/tenant: {{ .Values.tenant.name }}
longshore.dev/business-unit: {{ .Values.spec.businessUnit }}
{{- end }}

{{- /* An image of a ring, by digest as soon as there is one, through the image mirror where there is one. */ -}}
{{- define "image" -}}
{{- $mirror := index .facts "image-mirror" -}}
{{ with $mirror }}{{ . }}/{{ end }}{{ .image.repository }}:{{ .image.tag }}{{ with .image.digest }}@{{ . }}{{ end }}
{{- end }}
