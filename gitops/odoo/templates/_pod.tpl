{{- /* What web and cron pods have in common: everything but what they do. */ -}}
{{- define "pod" -}}
serviceAccountName: odoo
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  # The user of the official image since Odoo 18.
  runAsUser: 100
  runAsGroup: 101
  fsGroup: 101
  seccompProfile: { type: RuntimeDefault }
volumes:
  - name: configuration
    configMap: { name: odoo }
  - name: data
    emptyDir: { sizeLimit: {{ .Values.generated.localDisk.limit }} }
  - name: tmp
    emptyDir: { sizeLimit: {{ .Values.generated.localDisk.limit }} }
{{- end }}

{{- define "container" -}}
image: {{ include "image" . }}
env:
  - { name: PGHOST, value: {{ .Values.tenant.databaseHost | quote }} }
  - { name: PGPORT, value: {{ index .Values.facts "database-port" | quote }} }
  {{- with .Values.tenant.databaseReadHost }}
  - { name: PGHOST_REPLICA, value: {{ . | quote }} }
  - { name: PGPORT_REPLICA, value: {{ index $.Values.facts "database-port" | quote }} }
  {{- end }}
  - { name: PGSSLMODE, value: verify-full }
  {{- /* RDS has authorities of its own; Azure's are public ones, which every image has. */}}
  - { name: PGSSLROOTCERT, value: {{ ternary "/etc/ssl/longshore/database.pem" "/etc/ssl/certs/ca-certificates.crt" (eq .Values.switches.cloud "aws") }} }
  {{- if eq .Values.switches.cloud "aws" }}
  - { name: AWS_DEFAULT_REGION, value: {{ .Values.facts.region }} }
  {{- end }}
  {{- if eq (index .Values.facts "cache-isolation") "keys" }}
  - { name: ODOO_SESSION_REDIS, value: "1" }
  - { name: ODOO_SESSION_REDIS_PREFIX, value: {{ .Values.tenant.name | quote }} }
  {{- end }}
envFrom:
  - secretRef: { name: odoo }
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
volumeMounts:
  - { name: configuration, mountPath: /etc/odoo, readOnly: true }
  - { name: data, mountPath: /var/lib/odoo }
  - { name: tmp, mountPath: /tmp }
{{- end }}

{{- /* Requests and limits of a container, with the pod's local disk. */ -}}
{{- define "resources" -}}
{{- $disk := .disk -}}
requests: { cpu: {{ .of.requests.cpu }}, memory: {{ .of.requests.memory }}, ephemeral-storage: {{ $disk.request }} }
limits: { cpu: {{ .of.limits.cpu }}, memory: {{ .of.limits.memory }}, ephemeral-storage: {{ $disk.limit }} }
{{- end }}
