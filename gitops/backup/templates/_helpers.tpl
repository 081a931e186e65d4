{{- define "labels" -}}
app.kubernetes.io/part-of: longshore
app.kubernetes.io/name: backup
longshore.dev/tenant: {{ .Values.tenant.name }}
longshore.dev/business-unit: {{ .Values.spec.businessUnit }}
{{- end }}

{{- /* Why nothing of the tenant's history goes: a sentence, or nothing. */ -}}
{{- define "legal-hold" -}}
{{- with .Values.spec.legalHold -}}
since {{ .since }} by {{ .owner }}: {{ .reason }}
{{- end }}
{{- end }}

{{- /* What one of the tenant's jobs reports. */ -}}
{{- define "series" -}}
longshore_backup_{{ .metric }}{job="longshore-backup",tenant="{{ .tenant }}",command="{{ .command }}"}
{{- end }}

{{- /* PromQL: the time that it reports is longer ago than so many seconds, or it has reported none since then. */ -}}
{{- define "older" -}}
{{- $series := include "series" . -}}
{{- $seconds := int64 .seconds -}}
time() - max(last_over_time({{ $series }}[{{ $seconds }}s])) > {{ $seconds }} or absent_over_time({{ $series }}[{{ $seconds }}s])
{{- end }}

{{- define "image" -}}
{{- $image := .Values.images.backup -}}
{{ with index .Values.facts "image-mirror" }}{{ . }}/{{ end }}{{ $image.repository }}:{{ $image.tag }}{{ with $image.digest }}@{{ . }}{{ end }}
{{- end }}

{{- /* Variables by name, as a list; empty ones are left out. */ -}}
{{- define "variables" -}}
{{- range $name, $value := . }}
{{- if $value }}
- { name: {{ $name }}, value: {{ $value | toString | quote }} }
{{- end }}
{{- end }}
{{- end }}

{{- /* Where the tenant's database is: the server itself, never a pooler. RDS has certificate authorities of its own; Azure's are public ones, which every image has. */ -}}
{{- define "database" -}}
{{- include "variables" (dict
  "PGHOST" .Values.tenant.databaseHost
  "PGPORT" (index .Values.facts "database-port")
  "PGDATABASE" .Values.tenant.databaseName
  "PGSSLMODE" "verify-full"
  "PGSSLROOTCERT" (ternary "/etc/ssl/longshore/database.pem" "/etc/ssl/certs/ca-certificates.crt" (eq .Values.switches.cloud "aws"))
  "SCRATCH" "/scratch") }}
{{- end }}

{{- /* Pods of a dedicated tenant run on its own machines, which take nobody else's. */ -}}
{{- define "nodes" -}}
{{- if eq .Values.tenant.isolation "dedicated" -}}
nodeSelector: { longshore.dev/tenant: {{ .Values.tenant.name }} }
tolerations: [{ key: longshore.dev/tenant, operator: Equal, value: {{ .Values.tenant.name }}, effect: NoSchedule }]
{{- end }}
{{- end }}
