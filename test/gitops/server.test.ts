/** The real API server takes all of `gitops/`; what it refuses stands beside it (admission*.test.ts). */
import assert from "node:assert/strict";
import { stacks } from "./support/facts.ts";
import { type KubernetesObject, nameOf, podOf } from "./support/objects.ts";
import { objectsOf, rendering } from "./support/platforms.ts";
import { type SharedServer, sharedServer, tracked, trackedBy } from "./support/shared-server.ts";
import { image, namespace, pod, resources, securityContext } from "./support/workloads.ts";

describe("the real API server", function () {
  this.timeout(180_000);
  let server: SharedServer;
  before(async () => {
    server = await sharedServer();
  });

  it("takes every object of every stack, as Argo CD applies it", async () => {
    const platforms = await Promise.all(stacks.map((stack) => rendering(stack)));
    const objects = platforms.flat().flatMap(tracked);
    const different = new Map(objects.map((object) => [JSON.stringify(object), object])).values();
    const refusals: string[] = [];
    for (const object of different) {
      const why = await server.refusal(object, server.argocd);
      if (why) refusals.push(`${nameOf(object)}: ${why}`);
    }
    assert.deepEqual(refusals, []);
  });

  it("takes every object of a platform that waits for its primary", async () => {
    for (const name of ["tenant-velmora-nord", "odoo-velmora-nord", "backup-velmora-nord"])
      for (const object of await objectsOf(name, { role: "recovery" }))
        assert.equal(await server.refusal(trackedBy(name, object), server.argocd), "", nameOf(object));
  });

  it("starts every pod that our own workloads make", async () => {
    const objects = (await rendering("aws-production")).flatMap(({ objects }) => objects);
    const workloads = objects.filter(({ metadata }) => metadata.labels?.["app.kubernetes.io/part-of"] === "longshore");
    const pods = workloads.flatMap((object) => {
      const spec = podOf(object);
      const metadata = { name: "probe", namespace: object.metadata.namespace };
      return spec ? [{ apiVersion: "v1", kind: "Pod", metadata, spec }] : [];
    });
    assert(pods.length >= 7, "web, cron, four backup jobs and provisioning at least");
    for (const each of pods) assert.equal(await server.refusal(each), "");
  });

  const refused: readonly (readonly [what: string, object: KubernetesObject, says: RegExp])[] = [
    ["a pod that runs as root", pod({ securityContext: {} }), /violates PodSecurity "restricted/],
    ["a pod on the node's own network", pod({}, { hostNetwork: true }), /violates PodSecurity/],
    [
      "a pod with a folder of the node",
      pod({}, { volumes: [{ name: "v", hostPath: { path: "/" } }] }),
      /violates PodSecurity/,
    ],
    [
      "more memory than the tenant's quota",
      pod({ resources: { requests: resources.requests, limits: { cpu: "10m", memory: "1Ti" } } }),
      /exceeded quota: tenant/,
    ],
  ];
  for (const [what, object, says] of refused) {
    it(`refuses ${what}`, async () => {
      assert.match(await server.refusal(object), says);
    });
  }

  it("refuses an image from elsewhere that is put into a running pod", async () => {
    const running = { ...pod(), metadata: { namespace, name: "debugged" } };
    const container = { name: "debugger", image, securityContext };
    assert.equal(await server.debug(running, container), "");
    const stranger = { ...container, image: "docker.io/somebody/shell:1" };
    assert.match(await server.debug(running, stranger), /not from an approved registry: docker\.io\/somebody/);
  });
});
