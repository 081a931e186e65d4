{{- /*
One CronJob.
  root            the chart's own context
  command         of images/backup, and name of the job
  serviceAccount  whose cloud identity it has
  env             variables besides those that every job has
  scratch         whether a dump and all files pass through it
  audience        of a token for another cluster's cloud, which it is given in place of secrets; none by default
*/ -}}
{{- define "job" -}}
{{- $root := .root }}
{{- $generated := $root.Values.generated }}
apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup-{{ .command }}
  namespace: {{ $root.Values.tenant.namespace }}
  labels: {{- include "labels" $root | nindent 4 }}
  {{- with include "legal-hold" $root }}
  annotations:
    longshore.dev/legal-hold: {{ . | quote }}
  {{- end }}
spec:
  schedule: {{ index $generated.rhythm .command | quote }}
  timeZone: {{ $generated.rhythm.timeZone }}
  # A recovery platform that waits has nothing of its own to save.
  suspend: {{ ne $root.Values.switches.role "primary" }}
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 3600
  successfulJobsHistoryLimit: 3
  failedJobsHistoryLimit: 3
  jobTemplate:
    metadata:
      labels: {{- include "labels" $root | nindent 8 }}
    spec:
      backoffLimit: 2
      activeDeadlineSeconds: {{ mul 3600 (index $root.Values.deadline .command) }}
      podFailurePolicy:
        rules:
          - { action: Ignore, onPodConditions: [{ type: DisruptionTarget }] }
          # Settings, target occupied, damaged, password: another attempt would find the same.
          - { action: FailJob, onExitCodes: { containerName: backup, operator: In, values: [2, 4, 5, 6] } }
      template:
        metadata:
          labels:
            {{- include "labels" $root | nindent 12 }}
            {{- /* AKS gives pods with this label a token of their service account; EKS needs none. */}}
            {{- if eq $root.Values.switches.cloud "azure" }}
            azure.workload.identity/use: "true"
            {{- end }}
        spec:
          {{- include "nodes" $root | nindent 10 }}
          restartPolicy: Never
          serviceAccountName: {{ .serviceAccount }}
          automountServiceAccountToken: false
          enableServiceLinks: false
          priorityClassName: tenant-background
          securityContext:
            runAsNonRoot: true
            runAsUser: 65532
            runAsGroup: 65532
            fsGroup: 65532
            seccompProfile: { type: RuntimeDefault }
          containers:
            - name: backup
              image: {{ include "image" $root }}
              args: [{{ .command }}]
              env:
                {{- $common := include "variables" (dict
                  "TENANT" $root.Values.tenant.name
                  "METRICS_URL" "http://pushgateway.observability.svc:9091"
                  "AWS_DEFAULT_REGION" (ternary $root.Values.facts.region "" (eq $root.Values.switches.cloud "aws"))
                  "AZURE_ACCOUNT_NAME" (ternary $root.Values.tenant.backupAccount "" (eq $root.Values.switches.cloud "azure"))) }}
                {{- print $common .env | trim | nindent 16 }}
              {{- if not .audience }}
              envFrom:
                - secretRef: { name: backup-{{ .command }} }
              {{- end }}
              securityContext:
                allowPrivilegeEscalation: false
                readOnlyRootFilesystem: true
                capabilities: { drop: [ALL] }
              {{- $scratch := $generated.backup.scratch }}
              {{- $onNode := and .scratch (not $scratch.volume) }}
              resources:
                {{- range $kind, $amount := $generated.backup.resources }}
                {{ $kind }}: { cpu: {{ $amount.cpu }}, memory: {{ $amount.memory }}{{ if $onNode }}, ephemeral-storage: {{ $scratch.size }}{{ end }} }
                {{- end }}
              volumeMounts:
                - { name: tmp, mountPath: /tmp }
                {{- if .scratch }}
                - { name: scratch, mountPath: /scratch }
                {{- end }}
                {{- if .audience }}
                - { name: receiver, mountPath: /var/run/secrets/receiver, readOnly: true }
                {{- end }}
          volumes:
            - name: tmp
              emptyDir: { sizeLimit: 256Mi }
            {{- with .audience }}
            - name: receiver
              projected:
                sources:
                  - serviceAccountToken: { path: token, audience: {{ . | quote }}, expirationSeconds: 3600 }
            {{- end }}
            {{- if $onNode }}
            - name: scratch
              emptyDir: { sizeLimit: {{ $scratch.size }} }
            {{- else if .scratch }}
            - name: scratch
              ephemeral:
                volumeClaimTemplate:
                  spec:
                    accessModes: [ReadWriteOnce]
                    storageClassName: scratch
                    resources: { requests: { storage: {{ $scratch.size }} } }
            {{- end }}
{{- end }}
