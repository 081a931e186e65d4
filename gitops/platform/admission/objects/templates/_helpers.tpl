{{- /* Kinds that make pods. */ -}}
{{- define "workloads" -}}
- { apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods] }
- { apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [daemonsets, deployments, statefulsets] }
- { apiGroups: [batch], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [cronjobs, jobs] }
{{- end }}

{{- /* Their containers, init containers included. */ -}}
{{- define "containers" -}}
- name: pod
  expression: >-
    object.kind == "Pod" ? object.spec :
    object.kind == "CronJob" ? object.spec.jobTemplate.spec.template.spec :
    object.spec.template.spec
- name: containers
  expression: variables.pod.containers + variables.pod.?initContainers.orValue([])
{{- end }}

{{- /* A policy does nothing until it is bound: refused, and written to the audit log. */ -}}
{{- define "binding" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ .name }}
spec:
  policyName: {{ .name }}
  validationActions: [Deny, Audit]
  {{- with .planes }}
  matchResources:
    namespaceSelector:
      matchExpressions: [{ key: longshore.dev/plane, operator: In, values: {{ toJson . }} }]
  {{- end }}
{{- end }}
