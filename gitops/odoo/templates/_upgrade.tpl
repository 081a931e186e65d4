{{- /* Names the image and the modules: a database that carries it needs no update. */ -}}
{{- define "upgrade.release" -}}
{{- list (include "image" .) .Values.spec.odoo.modules (.Values.spec.odoo.addons | default "") | toJson | sha256sum | trunc 12 -}}
{{- end }}

{{- /* Whose pods stop and start, and how many there are when they run: a copy has nothing that acts by itself. */ -}}
{{- define "upgrade.deployments" -}}
{{- $running := list (printf "odoo-web=%v" .Values.generated.web.replicas.minimum) -}}
{{- $background := ternary 0 1 (eq (include "background-at-rest" .) "true") -}}
{{- $running = append $running (printf "odoo-cron=%v" $background) -}}
{{- if .Values.generated.queue }}{{ $running = append $running (printf "odoo-queue=%v" $background) }}{{ end -}}
{{- if include "next" . }}{{ $running = append $running (printf "odoo-web-next=%v" .Values.generated.web.replicas.minimum) }}{{ end -}}
{{- join "," $running -}}
{{- end }}

{{- /* A copy of another tenant acts on nobody: no scheduled actions, no background jobs. */ -}}
{{- define "background-at-rest" -}}
{{- if or (include "at-rest" .) (hasKey .Values.spec "copyOf") }}true{{ end }}
{{- end }}

{{- define "upgrade.labels" -}}
{{ include "labels" . }}
app.kubernetes.io/component: upgrade
{{- end }}

{{- /*
A Job that runs once for what it is made of: its name has a hash of its spec, and it stays, so that Argo CD finds it done.
  root  the chart's own context
  name  what it is called before the hash
  wave  when it runs; what comes after waits for its end, and does not come where it fails
  spec  of the Job
*/ -}}
{{- define "upgrade.job" -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .name }}-{{ .spec | sha256sum | trunc 8 }}
  namespace: {{ .root.Values.tenant.namespace }}
  labels: {{- include "upgrade.labels" .root | nindent 4 }}
  annotations:
    argocd.argoproj.io/sync-wave: {{ .wave | quote }}
spec: {{- .spec | nindent 2 }}
{{- end }}

{{- /* What the pods of all upgrade Jobs have in common. `account`: service account. `user`: of the image. */ -}}
{{- define "upgrade.pod" -}}
{{- include "nodes" .root }}
restartPolicy: Never
serviceAccountName: {{ .account }}
automountServiceAccountToken: false
enableServiceLinks: false
priorityClassName: tenant-background
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .user }}
  runAsGroup: {{ .group }}
  fsGroup: {{ .group }}
  seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- /* images/backup, as the ring has it. */ -}}
{{- define "upgrade.image" -}}
{{- $backup := .Values.images.backup -}}
{{- $image := printf "%s:%s" $backup.repository $backup.tag -}}
{{- with $backup.digest }}{{ $image = printf "%s@%s" $image . }}{{ end -}}
{{- include "mirrored" (dict "root" . "image" $image) -}}
{{- end }}

{{- /* The volume that a dump and all files pass through. */ -}}
{{- define "upgrade.scratch" -}}
{{- $scratch := .Values.generated.backup.scratch -}}
- name: scratch
  {{- if $scratch.volume }}
  ephemeral:
    volumeClaimTemplate:
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: scratch
        resources: { requests: { storage: {{ $scratch.size }} } }
  {{- else }}
  emptyDir: { sizeLimit: {{ $scratch.size }} }
  {{- end }}
{{- end }}

{{- /* A container of images/backup that asks the database as the role that upgrades, and the Kubernetes API. */ -}}
{{- define "upgrade.container" -}}
image: {{ include "upgrade.image" .root }}
args: [{{ .command }}]
env:
  - { name: TENANT, value: {{ .root.Values.tenant.name | quote }} }
  - { name: RELEASE, value: {{ include "upgrade.release" .root | quote }} }
  - { name: MODULES, value: {{ join "," .root.Values.spec.odoo.modules | quote }} }
  - { name: DEPLOYMENTS, value: {{ include "upgrade.deployments" .root | quote }} }
  - { name: PODS_LEAVE, value: {{ add .root.Values.seconds.cronLeaves 30 | quote }} }
  - { name: SERVICE_ACCOUNT, value: /var/run/secrets/kubernetes.io/serviceaccount }
  - { name: RUN, valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/controller-uid']" } } }
  - { name: METRICS_URL, value: http://pushgateway.observability.svc:9091 }
  {{- include "upgrade.server" (dict "root" .root "host" .host) | nindent 2 }}
  - { name: PGDATABASE, value: {{ .root.Values.tenant.databaseName | quote }} }
  {{- range $name, $key := dict "PGUSER" "upgradeUser" "PGPASSWORD" "upgradePassword" }}
  - { name: {{ $name }}, valueFrom: { secretKeyRef: { name: odoo-upgrade, key: {{ $key }} } } }
  {{- end }}
  {{- with .more }}
  {{- . | nindent 2 }}
  {{- end }}
terminationMessagePolicy: FallbackToLogsOnError
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
resources:
  requests: { cpu: 50m, memory: 128Mi }
  limits: { cpu: 500m, memory: 256Mi }
{{- end }}

{{- /* The database server itself (`host`: another one than the tenant's): an upgrade goes past PgBouncer. RDS has authorities of its own; Azure's are public ones, which every image has. */ -}}
{{- define "upgrade.server" -}}
- { name: PGHOST, value: {{ .host | default .root.Values.tenant.databaseHost | quote }} }
- { name: PGPORT, value: {{ index .root.Values.facts "database-port" | quote }} }
- { name: PGSSLMODE, value: verify-full }
- { name: PGSSLROOTCERT, value: {{ ternary "/etc/ssl/longshore/database.pem" "/etc/ssl/certs/ca-certificates.crt" (eq .root.Values.switches.cloud "aws") }} }
{{- end }}

{{- /* The token with which a container asks the Kubernetes API, for those containers that mount it and for no others. */ -}}
{{- define "upgrade.token" -}}
- name: token
  projected:
    sources:
      - serviceAccountToken: { path: token, expirationSeconds: 3600 }
      - configMap: { name: kube-root-ca.crt, items: [{ key: ca.crt, path: ca.crt }] }
      - downwardAPI: { items: [{ path: namespace, fieldRef: { fieldPath: metadata.namespace } }] }
{{- end }}
