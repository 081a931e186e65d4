/** Secure by default, read from what is really rendered: our own workloads and those of the vendors' charts. */
import assert from "node:assert/strict";
import { type Container, type KubernetesObject, nameOf, podOf } from "./support/objects.ts";
import { allObjects } from "./support/platforms.ts";

/** One container, with all that says how it may run. */
interface Running {
  readonly where: string;
  readonly container: Container;
  readonly pod: NonNullable<ReturnType<typeof podOf>>;
}

function containersOf(objects: readonly KubernetesObject[]): readonly Running[] {
  return objects.flatMap((object) => {
    const pod = podOf(object);
    const containers = pod ? [...pod.initContainers, ...pod.containers] : [];
    return pod ? containers.map((container) => ({ where: `${nameOf(object)}/${container.name}`, container, pod })) : [];
  });
}

/** @param holds  whether a container is as it should be */
async function assertEvery(holds: (running: Running) => unknown): Promise<void> {
  const running = containersOf(await allObjects());
  assert(running.length >= 12, "eight of the vendors and at least one for each of ours");
  assert.deepEqual(
    running.filter((each) => !holds(each)).map(({ where }) => where),
    [],
  );
}

describe("every container", function () {
  this.timeout(180_000);

  it("runs as somebody, not as root", () =>
    assertEvery(({ container, pod }) => container.securityContext.runAsNonRoot ?? pod.securityContext.runAsNonRoot));

  it("cannot change its own image", () =>
    assertEvery(({ container }) => container.securityContext.readOnlyRootFilesystem));

  it("cannot gain rights", () =>
    assertEvery(({ container }) => container.securityContext.allowPrivilegeEscalation === false));

  it("has no capability of the kernel", () =>
    assertEvery(({ container }) => container.securityContext.capabilities?.drop.includes("ALL")));

  it("is confined to ordinary system calls", () =>
    assertEvery(({ container, pod }) => {
      const profile = container.securityContext.seccompProfile ?? pod.securityContext.seccompProfile;
      return profile?.type === "RuntimeDefault";
    }));

  it("says what it needs and where it ends", () =>
    assertEvery(({ container: { resources } }) =>
      ["cpu", "memory"].every((each) => each in resources.requests && each in resources.limits),
    ));

  it("gets no secret as a plain value", () =>
    assertEvery(({ container }) =>
      container.env.every(({ name, value }) => !value || !/(PASSWORD|PASSWD|SECRET|TOKEN|PRIVATE_KEY)$/.test(name)),
    ));

  it("has a fixed version of its image", () => assertEvery(({ container }) => /:[^/:]+$/.test(container.image)));
});

describe("our own workloads", function () {
  this.timeout(180_000);

  it("have no token of the Kubernetes API", async () => {
    const own = (await allObjects()).filter(
      ({ metadata }) => metadata.labels?.["app.kubernetes.io/part-of"] === "longshore",
    );
    const pods = own.flatMap((object) => podOf(object) ?? []);
    const each =
      "on each cloud: web, cron, queue, pooler, three jobs of an upgrade, opening, closing and freezing, five of backup, provisioning";
    assert.equal(pods.length, 32, each);
    assert(pods.every(({ automountServiceAccountToken }) => automountServiceAccountToken === false));
  });

  it("are probed wherever they serve", async () => {
    const serving = containersOf(await allObjects()).filter(({ container }) => container.ports.length > 0);
    // It has nothing to say about its own health, and its vendor's chart takes no probe for it.
    const unprobed = ["Deployment cert-manager-cainjector/cert-manager-cainjector"];
    const bad = serving.filter(({ container }) => !container.livenessProbe && !container.readinessProbe);
    assert.deepEqual(
      bad.map(({ where }) => where),
      unprobed,
    );
  });
});

describe("every namespace", function () {
  this.timeout(180_000);

  it("is restricted, and closed until something opens it", async () => {
    const objects = await allObjects();
    const namespaces = objects.filter(({ kind }) => kind === "Namespace");
    assert(namespaces.length >= 8);
    for (const { metadata } of namespaces) {
      assert.equal(metadata.labels?.["pod-security.kubernetes.io/enforce"], "restricted", metadata.name);
      const inside = objects.filter((object) => object.metadata.namespace === metadata.name).map(nameOf);
      assert(inside.includes("NetworkPolicy default-deny"), `${metadata.name} is open`);
      for (const kind of ["ResourceQuota", "LimitRange"])
        assert(
          inside.some((name) => name.startsWith(`${kind} `)),
          `${metadata.name} has no ${kind}`,
        );
    }
  });

  it("stays when its line goes missing", async () => {
    for (const { kind, metadata } of await allObjects())
      if (kind === "Namespace")
        assert.equal(
          metadata.annotations?.["argocd.argoproj.io/sync-options"],
          "Prune=false,Delete=false",
          metadata.name,
        );
  });
});
