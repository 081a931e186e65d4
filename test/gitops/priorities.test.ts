/** Who goes first when room is short: what runs the platform, then people at their screens, then what can wait. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { gitops } from "./support/application-sets.ts";
import { platformOf } from "./support/facts.ts";
import { at } from "./support/objects.ts";
import { renderTenants } from "./support/render.ts";

const component = z.object({ chart: z.object({ name: z.string() }).optional() });
const named = z.object({ priorityClassName: z.string().optional() });
const values = named.extend({ global: named.default({}) });

describe("what makes tenants' databases", () => {
  it("is pushed out by no tenant's pod", async () => {
    const rendered = await renderTenants(platformOf("aws-production"));
    const jobs = rendered.flatMap(({ objects }) => objects).filter(({ kind }) => kind === "Job");
    const provisioning = jobs.filter(({ metadata }) => metadata.name.startsWith("provision-"));
    assert.ok(provisioning.length > 0);
    for (const job of provisioning) assert.equal(at(job, "spec.template.spec.priorityClassName"), "platform");
  });
});

describe("operators that come by a vendor's chart", () => {
  it("are pushed out by no tenant's pod", () => {
    const read = (file: string): unknown => parse(readFileSync(join(gitops, "platform", file), "utf8"));
    const folders = globSync("*/component.yaml", { cwd: join(gitops, "platform") })
      .filter((file) => component.parse(read(file)).chart)
      .map(dirname);
    const priorities = folders.map((folder) => {
      const { priorityClassName, global } = values.parse(read(join(folder, "values.yaml")));
      return [folder, priorityClassName ?? global.priorityClassName];
    });
    assert(priorities.some(([folder]) => folder === "argo-cd"));
    const others = priorities.filter(
      ([, priority]) => priority !== "platform" && priority !== "system-cluster-critical",
    );
    assert.deepEqual(others, []);
  });
});
