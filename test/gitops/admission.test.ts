/** docs/admission.md says of every policy what it holds, and of nothing else; the lists of kinds agree. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { applicationsOf, gitops } from "./support/application-sets.ts";
import { platformOf, type Stack } from "./support/facts.ts";
import { at, find, type KubernetesObject } from "./support/objects.ts";
import { render } from "./support/render.ts";

const page = readFileSync(join(gitops, "..", "docs", "admission.md"), "utf8");
const folder = join(gitops, "platform", "admission", "objects");
const whitelist = z.array(z.object({ group: z.string(), kind: z.string() }));

/** Of each policy, from its template: the threat that it is for. */
const threats = new Map(
  readdirSync(join(folder, "templates"))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => {
      const text = readFileSync(join(folder, "templates", file), "utf8");
      return [file.replace(".yaml", ""), /^# Threat: (.*)\.$/m.exec(text)?.[1] ?? `${file} names none`];
    }),
);
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split(" | ").map((cell) => cell.replace(/^\| /, "").trim()));

/** What one Application of a platform brings. */
async function objectsOf(stack: Stack, name: string): Promise<readonly KubernetesObject[]> {
  const applications = await applicationsOf(platformOf(stack));
  const found = applications.find(({ metadata }) => metadata.name === name);
  return found ? (await render(found)).objects : [];
}

describe("the page about admission", function () {
  this.timeout(180_000);

  it("has a row for every policy, with the threat that its file names", () => {
    assert.deepEqual(
      rows.map(([policy = "", threat]) => [policy.replaceAll("`", ""), threat]),
      [...threats].sort(),
    );
  });

  it("says where each policy is asked", async () => {
    const planes: Record<string, string> = {};
    for (const stack of ["aws-production", "aws-development"] as const) {
      const objects = await objectsOf(stack, "admission");
      for (const binding of objects.filter(({ kind }) => kind === "ValidatingAdmissionPolicyBinding")) {
        const [selector] = [at(binding, "spec.matchResources.namespaceSelector.matchExpressions")].flat();
        const where = [at(selector, "values") ?? "everywhere"].flat().join(", ");
        const policy = String(at(binding, "spec.policyName"));
        planes[policy] = stack === "aws-production" ? `${where}, in production` : where;
      }
    }
    assert.deepEqual(
      Object.fromEntries(rows.map(([policy = "", , where]) => [policy.replaceAll("`", ""), where])),
      planes,
    );
  });

  it("binds every policy, and refuses with it", async () => {
    const objects = await objectsOf("aws-production", "admission");
    for (const name of threats.keys()) {
      find(objects, "ValidatingAdmissionPolicy", name);
      const bindings = objects.filter((each) => at(each, "spec.policyName") === name);
      assert(bindings.length > 0, name);
      for (const binding of bindings) assert.deepEqual(at(binding, "spec.validationActions"), ["Deny", "Audit"]);
    }
  });
});

describe("the kinds of a tenant", () => {
  it("are in the policy what they are in the tenant's project, and pods, jobs and events", async () => {
    const { tenantKinds }: { tenantKinds: readonly string[] } = parse(
      readFileSync(join(folder, "values.yaml"), "utf8"),
    );
    const project = find(await objectsOf("aws-production", "tenant-velmora-nord"), "AppProject", "tenant-velmora-nord");
    const listed = whitelist
      .parse(at(project, "spec.namespaceResourceWhitelist"))
      .map(({ group, kind }) => (group ? `${kind}.${group}` : kind));
    const byHand = ["Event", "Event.events.k8s.io", "Job.batch", "Pod"];
    assert.deepEqual(tenantKinds, [...new Set([...listed, ...byHand])].sort());
  });
});
