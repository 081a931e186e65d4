{{- define "pooler.labels" -}}
app.kubernetes.io/part-of: longshore
app.kubernetes.io/version: {{ .Values.pooler.image.tag | quote }}
longshore.dev/tenant: {{ .Values.tenant.name }}
longshore.dev/business-unit: {{ .Values.spec.businessUnit }}
app.kubernetes.io/name: pooler
app.kubernetes.io/component: pooler
{{- end }}

{{- /* By this name Odoo reaches it, and for it the certificate is. */ -}}
{{- define "pooler.host" -}}
pooler.{{ .Values.tenant.namespace }}.svc
{{- end }}

{{- /*
One PgBouncer listens on one port, so each way of pooling is one of its own:
  transactions  Odoo's own connections
  sessions      the job runner's: its lock and its LISTEN belong to one session (OCA queue_job 19.0, jobrunner/runner.py)
  reads         the read replica, where the platform has one
*/ -}}
{{- define "pooler.pools" -}}
{{- $pools := .Values.generated.pooler.pools -}}
{{- $host := .Values.tenant.databaseHost -}}
{{- $all := list (dict "name" "transactions" "port" 5432 "host" $host "mode" "transaction" "size" $pools.transactions "listeners" $pools.listeners) -}}
{{- if .Values.generated.queue -}}
{{- $all = append $all (dict "name" "sessions" "port" 5433 "host" $host "mode" "session" "size" $pools.sessions) -}}
{{- end -}}
{{- with .Values.tenant.databaseReadHost -}}
{{- $all = append $all (dict "name" "reads" "port" 5434 "host" . "mode" "transaction" "size" $pools.reads) -}}
{{- end -}}
{{- toJson $all -}}
{{- end }}
