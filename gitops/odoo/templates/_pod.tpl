{{- /* What web, cron and queue pods have in common: everything but what they do. */ -}}
{{- define "pod" -}}
{{ include "nodes" . }}
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
  # The certificate authority of its PgBouncer, without the key.
  - name: authority
    secret: { secretName: pooler-tls, items: [{ key: ca.crt, path: ca.crt }] }
  {{- if include "integrations" . }}
  # One that is missing, or late, must not stop the warehouse.
  - name: integrations
    # 288 is 0440: YAML 1.1 and 1.2 read a leading zero differently.
    secret: { secretName: integrations, optional: true, defaultMode: 288 }
  {{- end }}
  {{- with .Values.spec.odoo.addons }}
  # Modules of this tenant alone, read-only (https://kubernetes.io/docs/tasks/configure-pod-container/image-volumes/: from 1.35).
  - name: tenant-addons
    image: { reference: {{ include "mirrored" (dict "root" $ "image" .) }}, pullPolicy: IfNotPresent }
  {{- end }}
{{- end }}

{{- define "container" -}}
image: {{ include "image" . }}
env:
  - { name: PGHOST, value: {{ include "pooler.host" . }} }
  - { name: PGPORT, value: "5432" }
  {{- if .Values.tenant.databaseReadHost }}
  - { name: PGHOST_REPLICA, value: {{ include "pooler.host" . }} }
  - { name: PGPORT_REPLICA, value: "5434" }
  {{- end }}
  - { name: PGSSLMODE, value: verify-full }
  - { name: PGSSLROOTCERT, value: /etc/odoo-authority/ca.crt }
  {{- if .Values.spec.odoo.addons }}
  # The platform's come first: a tenant's module cannot stand in for one of them.
  - { name: ODOO_ADDONS_PATH, value: "/opt/longshore/addons,/mnt/tenant-addons" }
  {{- end }}
  {{- if eq .Values.switches.cloud "aws" }}
  - { name: AWS_DEFAULT_REGION, value: {{ .Values.facts.region }} }
  {{- end }}
  {{- if eq (index .Values.facts "cache-isolation") "keys" }}
  - { name: ODOO_SESSION_REDIS, value: "1" }
  - { name: ODOO_SESSION_REDIS_PREFIX, value: {{ .Values.tenant.name | quote }} }
  {{- end }}
  {{- with .more }}
  {{- . | trim | nindent 2 }}
  {{- end }}
envFrom:
  - secretRef: { name: {{ include "secret" . }} }
  {{- if .Values.spec.mail }}
  # A mail server's password that is missing, or late, must not stop the warehouse.
  - secretRef: { name: {{ include "mail-secret" . }}, optional: true }
  {{- end }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
volumeMounts:
  - { name: configuration, mountPath: /etc/odoo, readOnly: true }
  - { name: data, mountPath: /var/lib/odoo }
  - { name: tmp, mountPath: /tmp }
  - { name: authority, mountPath: /etc/odoo-authority, readOnly: true }
  {{- if include "integrations" . }}
  - { name: integrations, mountPath: /etc/odoo-integrations, readOnly: true }
  {{- end }}
  {{- if .Values.spec.odoo.addons }}
  - { name: tenant-addons, mountPath: /mnt/tenant-addons, readOnly: true }
  {{- end }}
{{- end }}

{{- /* Requests and limits of a container, with the pod's local disk. */ -}}
{{- define "resources" -}}
{{- $disk := .disk -}}
requests: { cpu: {{ .of.requests.cpu }}, memory: {{ .of.requests.memory }}, ephemeral-storage: {{ $disk.request }} }
limits: { cpu: {{ .of.limits.cpu }}, memory: {{ .of.limits.memory }}, ephemeral-storage: {{ $disk.limit }} }
{{- end }}
