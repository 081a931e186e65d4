/** A copy of a tenant reads its original's backups, and nobody else does. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { tenantIdentityBounded } from "../../policy-pack/rules/over-wide-identity/tenant-identity-bounded.ts";
import type { Registered } from "../components/mocks.ts";
import { stacksFolder } from "../components/platforms.ts";
import { attempt } from "../stacks/program.ts";
import { judge } from "./support/judge.ts";

const stack = "aws-warehouse";
const tenants = join(stacksFolder, "..", "gitops", "platforms", stack);
const file = (name: string) => ({ [`${name}/tenant.yaml`]: readFileSync(join(tenants, name, "tenant.yaml"), "utf8") });

describe("the identity of a copy", function () {
  this.timeout(180_000);
  let resources: readonly Registered[];
  before(async () => {
    const { config } = parse(readFileSync(join(stacksFolder, `Pulumi.${stack}.yaml`), "utf8"));
    const run = await attempt({ stack, config, tenants: { ...file("drovelin"), ...file("drovelin-test") } });
    assert.equal(run.error, undefined);
    resources = run.resources;
  });

  const broken = (all: readonly Registered[]) =>
    judge([tenantIdentityBounded], all).violations.map(({ message }) => message);
  const otherwise = (from: string, to: string): readonly Registered[] =>
    JSON.parse(JSON.stringify(resources).replaceAll(from, to));

  it("reads the backups of the tenant that its document names", () => {
    assert.match(JSON.stringify(resources), /s3:GetObject.*tenants\/drovelin\/\*/);
    assert.deepEqual(broken(resources), []);
  });

  it("may not where no document names one", () => {
    const [first, ...rest] = broken(otherwise(`:${stack}::`, ":nobody::"));
    assert.match(first ?? "", /is broken by tenant-drovelin-test-restore/);
    assert.deepEqual(rest, []);
  });

  it("may not write there", () => {
    const writing = resources.map((resource) =>
      resource.name === "tenant-drovelin-test-restore" && typeof resource.inputs.policy === "string"
        ? {
            ...resource,
            inputs: { ...resource.inputs, policy: resource.inputs.policy.replaceAll('s3:GetObject"', 's3:PutObject"') },
          }
        : resource,
    );
    assert.match(broken(writing).join(), /tenants\/drovelin\/\*/);
  });
});
