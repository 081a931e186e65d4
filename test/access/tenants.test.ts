/** What the operating model asks of a platform's tenants. */
import assert from "node:assert/strict";
import { readSettings } from "../../operations/settings.ts";
import { workTree } from "../../simulator/paths.ts";
import { contradictions } from "../../stacks/tenant/contradictions.ts";
import { readPlaced } from "../../stacks/tenants.ts";

describe("a tenant of a federated platform", () => {
  const settings = readSettings(workTree, "aws-national");
  const placed = readPlaced(`${workTree}/gitops/platforms/aws-national`);
  const [one] = placed;
  assert(one);
  const inUnit = (businessUnit: string) => {
    const changed = { ...one, tenant: { ...one.tenant, spec: { ...one.tenant.spec, businessUnit } } };
    return contradictions(changed, [changed], settings).filter(({ path }) => path.endsWith("spec.businessUnit"));
  };

  it("belongs to a business unit whose engineers are named", () => {
    assert.deepEqual(inUnit("tarquell-cold"), []);
    assert.deepEqual(inUnit("stranger"), [
      {
        path: `${one.file} spec.businessUnit`,
        found: '"stranger"',
        fits: "a unit of longshore:access.businessUnits, because the model is federated: tarquell, tarquell-cold, tarquell-returns",
      },
    ]);
  });

  it("may belong to any where the platform's team does all", () => {
    const { access, ...rest } = settings;
    const central = { ...rest, access: { ...access, businessUnits: {} }, operatingModel: "centralised" as const };
    assert.deepEqual(
      placed.flatMap((each) => contradictions(each, placed, central)).filter(({ path }) => /businessUnit/.test(path)),
      [],
    );
  });
});
