{{- define "traefik.selector" -}}
app.kubernetes.io/name: traefik
app.kubernetes.io/instance: {{ .Release.Name }}-{{ .Release.Namespace }}
{{- end }}
{{- define "traefik.labels" -}}
{{ include "traefik.selector" . }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- /* Values as arguments of the program: a dictionary with path and value. */}}
{{- define "traefik.arguments" -}}
{{- $path := .path }}
{{- range $key, $value := .value }}
{{- if kindIs "map" $value }}
{{- include "traefik.arguments" (dict "path" (printf "%s.%s" $path $key) "value" $value) }}
{{- else if eq $key "enabled" }}
- --{{ $path }}={{ $value }}
{{- else }}
- --{{ $path }}.{{ $key }}={{ kindIs "slice" $value | ternary (join "," $value) (toString $value) }}
{{- end }}
{{- end }}
{{- end }}
