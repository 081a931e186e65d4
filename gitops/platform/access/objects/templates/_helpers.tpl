{{- define "labels" -}}
app.kubernetes.io/part-of: longshore
longshore.dev/operating-model: {{ index .Values.switches "operating-model" }}
{{- end }}

{{- define "groups" -}}
{{- range . }}
- { apiGroup: rbac.authorization.k8s.io, kind: Group, name: {{ . | quote }} }
{{- end }}
{{- end }}
