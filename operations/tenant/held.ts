/** What a legal hold keeps from being ended. */
import { InvalidInput } from "../../stacks/problems.ts";
import type { Placed } from "../../stacks/tenant/contradictions.ts";

/** @throws InvalidInput with each tenant that is on legal hold, and who may end it */
export function refuseHeld(tenants: readonly Placed[]): void {
  const problems = tenants.flatMap(({ file, tenant: { spec } }) =>
    spec.legalHold
      ? [
          {
            path: `${file} spec.legalHold`,
            found: `since ${spec.legalHold.since}: ${spec.legalHold.reason}`,
            fits: `no hold: ${spec.legalHold.owner} ends it by taking the section out`,
          },
        ]
      : [],
  );
  if (problems.length > 0) throw new InvalidInput(problems, "removed");
}
