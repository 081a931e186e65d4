/** Objects that an admission policy refuses, each a test of its own. */
import assert from "node:assert/strict";
import type { KubernetesObject } from "./objects.ts";

export type Refused = readonly [what: string, object: KubernetesObject, says: RegExp];

/**
 * @param refused  by the policy that refuses, as the API server names it
 * @param refusal  what the server says of an object
 */
export function describeRefusals(
  refused: Readonly<Record<string, readonly Refused[]>>,
  refusal: (object: KubernetesObject, policy: string) => Promise<string>,
): void {
  for (const [policy, cases] of Object.entries(refused)) {
    describe(policy, () => {
      for (const [what, object, says] of cases) {
        it(`refuses ${what}`, async () => {
          const why = await refusal(object, policy);
          assert.match(why, new RegExp(`ValidatingAdmissionPolicy '${policy}'`));
          assert.match(why, says);
        });
      }
    });
  }
}
