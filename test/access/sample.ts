/** A company's people, named in every role that a model knows; two business units. */
import { type OperatingModel, rolesOf } from "../../components/access/model.ts";
import type { AccessArgs, Group } from "../../components/access/people.ts";
import type { CloudName } from "../../components/contracts/context.ts";

/** The business unit of the tenants that stand in the folders, and one that has none. */
export const units = ["velmora", "other"] as const;

/**
 * @param mark  put into every name, so that the people of two platforms are never the same; default: none
 */
export function sampleAccess(model: OperatingModel, cloud: CloudName, mark = ""): AccessArgs {
  let number = 0;
  const group = (name: string): Group => {
    number += 1;
    const id = `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
    const role = `arn:aws:iam::123456789012:role/${mark}${name}`;
    return {
      name: `${mark}${name}`,
      id: cloud === "aws" ? role : id,
      claim: `${mark}${name}`,
      reviewers: `@example/${mark}${name}`,
    };
  };
  const known = rolesOf(model).filter((role) => role !== "engineers");
  return {
    model,
    groups: Object.fromEntries(known.map((role) => [role, group(role)])),
    businessUnits: Object.fromEntries(units.map((unit) => [unit, group(`engineers-${unit}`)])),
  };
}
