/** Whether the caller may do what an `up` does, asked of the cloud's own judgement. */
import * as z from "zod";
import { arm, aws } from "../../cloud-cli.ts";
import { whoAmI } from "../../destroy/account.ts";
import { type Finding, good, wrong } from "../finding.ts";
import type { Subject } from "../subject.ts";
import { roleOf } from "./identity.ts";

const what = "permissions";

/** One action of each service that an `up` cannot do without. */
export const neededOnAws = [
  "ec2:CreateVpc",
  "ec2:CreateNatGateway",
  "eks:CreateCluster",
  "elasticache:CreateReplicationGroup",
  "iam:CreateRole",
  "iam:PassRole",
  "kms:CreateKey",
  "logs:CreateLogGroup",
  "rds:CreateDBInstance",
  "route53:CreateHostedZone",
  "s3:CreateBucket",
  "secretsmanager:CreateSecret",
];
/** Writing resources, and giving roles, locks and policies, which Contributor may not. */
export const neededOnAzure = [
  "Microsoft.Resources/subscriptions/resourceGroups/write",
  "Microsoft.Authorization/roleAssignments/write",
  "Microsoft.Authorization/locks/write",
  "Microsoft.Authorization/policyDefinitions/write",
  "Microsoft.Authorization/policyAssignments/write",
];

const simulated = z.object({
  EvaluationResults: z.array(z.object({ EvalActionName: z.string(), EvalDecision: z.string() })),
});
const permission = z.object({ actions: z.array(z.string()).default([]), notActions: z.array(z.string()).default([]) });
const permissions = z.object({ value: z.array(permission) });
export type Permission = z.output<typeof permission>;

export async function checkPermissions({ place }: Subject): Promise<readonly Finding[]> {
  if (place.cloud === "aws") {
    const arn = roleOf((await whoAmI(place)).who);
    const words = ["iam", "simulate-principal-policy", "--policy-source-arn", arn, "--action-names", ...neededOnAws];
    const { EvaluationResults } = simulated.parse(await aws(words, place.region));
    const denied = EvaluationResults.filter(({ EvalDecision }) => EvalDecision !== "allowed");
    return [judge(denied.map(({ EvalActionName }) => EvalActionName))];
  }
  const path = `/subscriptions/${place.account}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  const { value } = permissions.parse(await arm(path));
  return [judge(neededOnAzure.filter((action) => !value.some((each) => allows(each, action))))];
}

const judge = (denied: readonly string[]): Finding =>
  denied.length === 0
    ? good(what, "all that was asked for is allowed; boundaries and policies of the organisation were not asked")
    : wrong(what, `not allowed: ${denied.join(", ")}`, "give the role of day 0 what it lacks (docs/day-0.md, Roles)");

/** Azure's patterns know `*` only. */
export function allows({ actions, notActions }: Permission, action: string): boolean {
  const fits = (pattern: string) =>
    new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`, "i").test(action);
  return actions.some(fits) && !notActions.some(fits);
}
