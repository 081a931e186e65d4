/** Facts travel in the annotations of one Secret: as many tenants as a platform may have must fit. */
import assert from "node:assert/strict";
import { ceiling } from "../../stacks/capacity.ts";
import { only } from "../components/mocks.ts";
import { variedPlatform } from "../components/platforms.ts";

/** Bytes of all annotations of an object (`TotalAnnotationSizeLimitB`, k8s.io/apimachinery/pkg/api/validation, 2026-11). */
const limit = 256 * 1024;
/** Letters of a tenant's name (`stacks/tenant/words.ts`). */
const longestName = 30;

describe("facts of a platform at its ceiling", function () {
  this.timeout(180_000);
  for (const cloud of ["aws", "azure"] as const) {
    it(`fit into a Secret's annotations on ${cloud}, with the longest names and a server for each tenant`, async () => {
      const { resources } = await variedPlatform(cloud);
      const { metadata } = only(resources, "kubernetes:core/v1:Secret").inputs;
      const annotations: Readonly<Record<string, string>> = Object(metadata).annotations;
      const { "longshore.dev/tenants": tenants = "", ...others } = annotations;
      const largest = Math.max(...JSON.parse(tenants).filter(isTelling).map(sizeOf));
      const rest = Object.entries(others).reduce((sum, [key, value]) => sum + key.length + String(value).length, 0);
      const needed = rest + ceiling.tenants * (largest + 1);
      assert.ok(
        needed < limit,
        `${ceiling.tenants} tenants of up to ${largest} bytes need ${needed} of ${limit} bytes`,
      );
    });
  }
});

interface Named {
  readonly name: string;
  readonly isolation: string;
}

/** One with a server of its own, and one with the longest name; others are called like a word that facts have anyway. */
const isTelling = ({ name, isolation }: Named): boolean => isolation === "dedicated" || name.length === longestName;

/** Bytes of a tenant's facts under the longest name that a tenant may have. */
function sizeOf(tenant: Named): number {
  const text = JSON.stringify(tenant);
  const places = [tenant.name, tenant.name.replaceAll("-", "_")].map((name) => text.split(name).length - 1);
  return text.length + Math.max(...places) * (longestName - tenant.name.length);
}
