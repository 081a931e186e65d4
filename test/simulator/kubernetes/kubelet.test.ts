import assert from "node:assert/strict";
import { once } from "node:events";
import { get } from "node:http";
import { text } from "node:stream/consumers";
import type { Pod } from "../../../simulator/kubernetes/api/model.ts";
import { pods, secrets } from "../../../simulator/kubernetes/api/resources.ts";
import { waitFor } from "../../../simulator/kubernetes/api/wait.ts";
import { realImages, standInImages } from "../../../simulator/kubernetes/client/images.ts";
import { runCronJob } from "../../../simulator/kubernetes/client/jobs.ts";
import { account, image, type Simulation, simulation } from "./simulation.ts";

const timeoutSeconds = 180;

const cronJob = (name: string, args: readonly string[], more = "") => `
apiVersion: batch/v1
kind: CronJob
metadata: { name: ${name} }
spec:
  schedule: "0 2 * * *"
  jobTemplate:
    spec:
      backoffLimit: 0
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: main
              image: ${image}
              args: ${JSON.stringify(args)}
${more}
`;

describe("the process kubelet", function () {
  this.timeout(240_000);
  let sim: Simulation;
  before(async () => {
    sim = await simulation();
  });

  /** Runs a CronJob's work and gives the outcome with what it wrote. */
  async function run(namespace: string, name: string) {
    const outcome = await runCronJob(sim.api, { namespace, name, timeoutSeconds });
    return { ...outcome, log: (await sim.cluster.log(namespace, outcome.pods.at(-1) ?? "")) ?? "" };
  }

  const untilPod = <R>(namespace: string, until: (pod: Pod) => R | undefined) =>
    waitFor(sim.api, {
      resource: pods,
      selection: { namespace },
      timeoutSeconds,
      what: `a pod in ${namespace}`,
      until: (all) => all.map(until).find((result) => result !== undefined),
    });

  it("runs a CronJob's image with the environment and volumes that stand on the API server", async () => {
    const pod = `
              env:
                - { name: PLAIN, value: "for $(TENANT)" }
                - { name: WORD, valueFrom: { secretKeyRef: { name: words, key: word } } }
                - { name: ABSENT, valueFrom: { secretKeyRef: { name: none, key: word, optional: true } } }
                - { name: WHERE, valueFrom: { fieldRef: { fieldPath: metadata.namespace } } }
                - { name: MEMORY, valueFrom: { resourceFieldRef: { resource: limits.memory, divisor: 1Mi } } }
                - { name: SCRATCH, value: /scratch/work }
              envFrom: [{ configMapRef: { name: facts } }]
              resources: { limits: { memory: 64Mi } }
              volumeMounts:
                - { name: scratch, mountPath: /scratch }
                - { name: words, mountPath: /etc/words }
                - { name: all, mountPath: /etc/all }
          volumes:
            - { name: scratch, emptyDir: {} }
            - { name: words, secret: { secretName: words, items: [{ key: word, path: the/word }] } }
            - name: all
              projected:
                sources:
                  - configMap: { name: facts }
                  - downwardAPI: { items: [{ path: name, fieldRef: { fieldPath: metadata.name } }] }`;
    const args = ["show", "/etc/words/the/word", "--file=/etc/all/TENANT", "/etc/all/name", "$(TENANT)", "$$(TENANT)"];
    const objects = `
apiVersion: v1
kind: Secret
metadata: { name: words }
stringData: { word: anchor }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: facts }
data: { TENANT: velmora-nord }`;
    await sim.apply("reads", [objects, cronJob("show", args, pod)].join("\n---\n"));
    const { succeeded, log, pods: names } = await run("reads", "show");
    assert.ok(succeeded, log);
    const shown: { env: Record<string, string>; args: string[]; files: Record<string, string> } = JSON.parse(log);
    const expected = {
      TENANT: "velmora-nord",
      PLAIN: "for velmora-nord",
      WORD: "anchor",
      WHERE: "reads",
      MEMORY: "64",
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(shown.env[name], value, name);
    assert.equal("ABSENT" in shown.env, false);
    assert.match(shown.env.SCRATCH ?? "", /\/containers\/main\/scratch\/work$/);
    assert.deepEqual(Object.values(shown.files), ["anchor", names.at(-1)]);
    assert.deepEqual(shown.args.slice(3), ["velmora-nord", "$(TENANT)"]);
    assert.match(shown.args[1] ?? "", /^--file=\/.*\/etc\/all\/TENANT$/);
    assert.equal(shown.env.PULUMI_HOME, undefined, "nothing of this machine's own environment");
    assert.ok(shown.env.HTTPS_PROXY, "the way to the simulated internet");
  });

  it("reports a failure with its exit code and the end of its log", async () => {
    await sim.apply("fails", cronJob("fail", ["fail"]));
    const outcome = await run("fails", "fail");
    assert.equal(outcome.succeeded, false);
    const state = await untilPod("fails", ({ status }) => status?.containerStatuses?.[0]?.state.terminated);
    assert.equal(state.exitCode, 3);
    assert.equal(state.reason, "Error");
    assert.match(state.message ?? "", /reading the orders\nthe orders are gone/);
  });

  it("runs init containers in their order, before the others", async () => {
    const pod = `
              volumeMounts: [{ name: shared, mountPath: /shared }]
          initContainers:
            - { name: first, image: ${image}, args: [leave, /shared/word, first], volumeMounts: [{ name: shared, mountPath: /shared }] }
            - { name: elsewhere, image: example.org/other:1 }
            - { name: second, image: ${image}, args: [leave, /shared/word, second], volumeMounts: [{ name: shared, mountPath: /shared }] }
          volumes: [{ name: shared, emptyDir: {} }]`;
    await sim.apply("ordered", cronJob("show", ["show", "/shared/word"], pod));
    const { succeeded, log } = await run("ordered", "show");
    assert.ok(succeeded, log);
    assert.match(log, /"second"}}$/m);
  });

  it("waits for a Secret that is not there yet, and says so", async () => {
    const pod = "              envFrom: [{ secretRef: { name: late } }]";
    await sim.apply("waits", cronJob("show", ["show"], pod));
    const running = run("waits", "show");
    const waiting = await untilPod("waits", ({ status }) => {
      const state = status?.containerStatuses?.[0]?.state.waiting;
      return state?.reason === "CreateContainerConfigError" ? state : undefined;
    });
    assert.equal(waiting.message, 'secret "late" not found');
    await sim.apply("waits", "{ apiVersion: v1, kind: Secret, metadata: { name: late }, stringData: { WORD: now } }");
    const { succeeded, log } = await running;
    assert.ok(succeeded, log);
    assert.match(log, /"WORD":"now"/);
  });

  it("gives a pod its own service account and no more than its roles allow", async () => {
    const path = "/api/v1/namespaces/asks";
    const roles = `
{ apiVersion: v1, kind: ServiceAccount, metadata: { name: reader } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [list] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: reader }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: reader, namespace: asks }]`;
    const asks = cronJob(
      "ask",
      ["ask", `${path}/configmaps`, `${path}/secrets`],
      "          serviceAccountName: reader",
    );
    await sim.apply("asks", [roles, asks].join("\n---\n"));
    const { log } = await run("asks", "ask");
    assert.equal(log, `200 ${path}/configmaps\n403 ${path}/secrets\n`);
  });

  it("gives a pod the cloud identity that is associated with its service account", async () => {
    const role = `arn:aws:iam::${account}:role/dump`;
    const trust = {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
        },
      ],
    };
    sim.put("aws:iam/role:Role", "dump", { arn: role, name: "dump", assumeRolePolicy: JSON.stringify(trust) });
    const cluster = { name: "harbor", arn: `arn:aws:eks:eu-central-1:${account}:cluster/harbor` };
    sim.put("aws:eks/cluster:Cluster", "harbor", cluster);
    sim.put("aws:eks/podIdentityAssociation:PodIdentityAssociation", "a-1", {
      clusterName: "harbor",
      namespace: "identified",
      serviceAccount: "default",
      roleArn: role,
    });
    await sim.apply("identified", cronJob("identity", ["identity"]));
    const { log } = await run("identified", "identity");
    assert.match(log, /^200 eu-central-1 .*"AccessKeyId":"ASIA/);
  });

  const server = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: server }
spec:
  replicas: 2
  selector: { matchLabels: { app: server } }
  template:
    metadata: { labels: { app: server } }
    spec:
      containers:
        - name: main
          image: ${image}
          args: [serve]
          env: [{ name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }]
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { path: /, port: http } }
---
apiVersion: v1
kind: Service
metadata: { name: server }
spec: { selector: { app: server }, ports: [{ port: 80, targetPort: http }] }`;

  const untilReady = (namespace: string, restarts: number) =>
    untilPod(namespace, (pod) => {
      const status = pod.status?.containerStatuses?.[0];
      return status?.ready && status.restartCount >= restarts ? { pod, status } : undefined;
    });

  it("starts a container again whose process was killed, and lets a Service find it", async () => {
    await sim.apply("serves", server);
    const { status, pod } = await untilReady("serves", 0);
    const pid = Number(status.containerID?.split("-").at(-1));
    process.kill(pid, "SIGKILL");
    const again = await untilReady("serves", 1);
    assert.equal(again.pod.metadata.name, pod.metadata.name);
    assert.equal(again.status.lastState?.terminated?.exitCode, 137);
    assert.notEqual(again.status.containerID, status.containerID);
  });

  it("lets local pods find each other by their Service's name", async () => {
    await untilReady("serves", 0);
    const address = sim.cluster.services.reach("server.serves:80", "default");
    assert.match(address, /^127\./);
    const request = get(`http://${address}/`);
    const [response] = await once(request, "response");
    assert.match(await text(response), /^answered by server-/);
  });

  it("leaves other pods to KWOK and says which images really ran", async () => {
    const other = server.replaceAll("server", "other").replace(image, "example.org/other:2").replace("serve]", "]");
    await sim.apply("stands-in", other);
    await untilPod("stands-in", ({ status }) => (status?.phase === "Running" ? true : undefined));
    const [real, standIns] = await Promise.all([realImages(sim.api), standInImages(sim.api)]);
    const own = real.filter((use) => use.image === image);
    assert.deepEqual(
      own.map(({ program }) => program),
      [process.execPath],
    );
    assert.ok(standIns.every((use) => use.image !== image));
    assert.ok(standIns.some((use) => use.image === "example.org/other:2" && use.pods.length > 0));
    assert.ok(
      standIns.some((use) => use.image === "example.org/other:1"),
      "the init container without a program",
    );
  });

  it("goes on with the state it had after the simulator was stopped and started", async () => {
    const { pod, status } = await untilReady("serves", 0);
    const restarts = status.restartCount;
    await sim.restart();
    const again = await waitFor(sim.api, {
      resource: pods,
      selection: { namespace: "serves", fields: `metadata.name=${pod.metadata.name}` },
      timeoutSeconds,
      what: "the pod after the restart",
      until: ([found]) => {
        const [container] = found?.status?.containerStatuses ?? [];
        return container?.ready && container.restartCount > restarts ? container : undefined;
      },
    });
    assert.match(again.lastState?.terminated?.message ?? "", /the simulator was stopped/);
    assert.ok(await sim.api.get(secrets, "words", "reads"), "objects survive");
  });

  it("ends a deleted pod's process and takes the pod away", async () => {
    const { status } = await untilReady("serves", 0);
    const pid = Number(status.containerID?.split("-").at(-1));
    const deployments = { apiVersion: "apps/v1", kind: "Deployment", plural: "deployments", namespaced: true };
    await sim.api.remove(deployments, { name: "server", namespace: "serves" });
    await waitFor(sim.api, {
      resource: pods,
      selection: { namespace: "serves" },
      timeoutSeconds,
      what: "no pods",
      until: (all) => all.length === 0 || undefined,
    });
    assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
  });
});
