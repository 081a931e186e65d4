{{- /* `facts`, and the image by its digest as soon as there is one, through the image mirror where there is one. */ -}}
{{- define "image" -}}
{{- with index .facts "image-mirror" }}{{ . }}/{{ end }}{{ .image.repository }}:{{ .image.tag }}{{ with .image.digest }}@{{ . }}{{ end }}
{{- end }}

{{- define "labels" -}}
app.kubernetes.io/part-of: longshore
app.kubernetes.io/name: fence
app.kubernetes.io/instance: {{ . }}
{{- end }}
