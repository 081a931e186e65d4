{{- define "argo-cd.prefix" -}}
{{- if contains "argocd" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-argocd{{ end }}
{{- end }}

{{- define "argo-cd.image" -}}
{{ .Values.global.image.repository }}:{{ .Values.global.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- /* Labels of one component: a dictionary with root and component. */}}
{{- define "argo-cd.selector" -}}
app.kubernetes.io/name: argocd-{{ .component }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}
{{- define "argo-cd.labels" -}}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{ include "argo-cd.selector" . }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
app.kubernetes.io/part-of: argocd
app.kubernetes.io/version: {{ .root.Chart.AppVersion }}
{{- end }}

{{- /* Values section and service account of each workload. */}}
{{- define "argo-cd.components" -}}
application-controller: { values: controller, account: argocd-application-controller }
applicationset-controller: { values: applicationSet, account: argocd-applicationset-controller }
repo-server: { values: repoServer, account: {{ include "argo-cd.prefix" . }}-repo-server }
server: { values: server, account: argocd-server }
redis: { values: redis, account: default }
{{- end }}
