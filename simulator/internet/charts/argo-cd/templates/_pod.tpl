{{- /*
The pod of one component: as Argo CD's own manifests have it, with what the values say laid over it.
A dictionary with root, component, values and account.
*/}}
{{- define "argo-cd.pod" -}}
{{- $root := .root }}
{{- $values := .values }}
{{- $pod := $root.Files.Get (printf "pods/%s.yaml" .component) | fromYaml }}
{{- $container := first $pod.containers }}
{{- $image := include "argo-cd.image" $root }}
{{- if eq .component "redis" }}
{{- $image = printf "%s:%s" $values.image.repository $values.image.tag }}
{{- $_ := unset $pod "initContainers" }}
{{- else }}
{{- $own := dict "name" (printf "ARGOCD_%s_NAME" (.component | upper | replace "-" "_")) "value" (printf "%s-%s" (include "argo-cd.prefix" $root) .component) }}
{{- $_ := set $container "env" (prepend ($container.env | default list) $own) }}
{{- end }}
{{- $_ := set $container "image" $image }}
{{- $_ := set $container "resources" $values.resources }}
{{- $_ := set $container "env" (concat $values.env ($container.env | default list)) }}
{{- range $pod.initContainers }}
{{- $_ := set . "image" $image }}
{{- $_ := set . "resources" $values.resources }}
{{- end }}
{{- $_ := set $pod "serviceAccountName" .account }}
{{- with $root.Values.global.priorityClassName }}
{{- $_ := set $pod "priorityClassName" . }}
{{- end }}
{{- $labels := include "argo-cd.selector" . | fromYaml }}
{{- $spread := list }}
{{- range $root.Values.global.topologySpreadConstraints }}
{{- $spread = append $spread (merge (dict "labelSelector" (dict "matchLabels" $labels)) .) }}
{{- end }}
{{- $_ := set $pod "topologySpreadConstraints" $spread }}
{{- toYaml $pod }}
{{- end }}
