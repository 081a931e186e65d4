{{- /* Web-facing: it listens. (How many replicas there are is not known where a scaler decides it.) */ -}}
{{- define "listening" -}}
- name: listens
  expression: >-
    object.spec.template.spec.containers.exists(c, c.?ports.orValue([]).size() > 0) || object.spec.?replicas.orValue(1) > 1
{{- end }}
