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

{{- /* Why releases may arrive in hours that the calendar closes: an annotation, or nothing. */ -}}
{{- define "lifted" -}}
{{- if eq .Values.switches.role "recovery" -}}
longshore.dev/windows-lifted: the platform waits for its primary
{{- else if index .Values.facts "windows-lifted" -}}
longshore.dev/windows-lifted: {{ index .Values.facts "windows-lifted" | quote }}
{{- else }}
{{- with .Values.spec.emergency -}}
longshore.dev/windows-lifted: {{ printf "emergency until %s by %s: %s" .until .owner .reason | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- /* JSON list of the groups that have a right here: on every tenant, or on those of this one's business unit. */ -}}
{{- define "holders" -}}
{{- $fact := fromJson (index .root.Values.facts .fact) -}}
{{- $everywhere := index $fact.tenants .right | default list -}}
{{- $unit := index $fact.units .root.Values.spec.businessUnit | default dict -}}
{{- concat $everywhere (index $unit .right | default list) | toJson -}}
{{- end }}

{{- /* Roles of the tenant's project, for the rights that Argo CD knows; a right that nobody has is left out. */ -}}
{{- define "project-roles" -}}
{{- $rights := dict
  "view" (list "applications, get" "logs, get")
  "sync" (list "applications, sync" "applications, action/apps/Deployment/restart") -}}
{{- $project := .Values.tenant.namespace -}}
{{- range $role, $policies := $rights }}
{{- with include "holders" (dict "root" $ "fact" "argocd-groups" "right" $role) | fromJsonArray }}
- name: {{ $role }}
  groups: {{- toYaml . | nindent 4 }}
  policies:
    {{- range $policies }}
    - {{ printf "p, proj:%s:%s, %s, %s/*, allow" $project $role . $project }}
    {{- end }}
{{- end }}
{{- end }}
{{- end }}
