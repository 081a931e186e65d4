/** What of an IAM policy is not the tenant's own. */
import { eachStatement, type Statement } from "../iam/document.ts";
import { type Finding, findingIf } from "../judge/finding.ts";
import type { StackView } from "../judge/stack-view.ts";
import type { Subject } from "../judge/subject.ts";
import { ownersOf } from "./original.ts";
import { isUnder, tenantOf } from "./tags.ts";

const bucketType = "aws:s3/bucket:Bucket";
const secretType = "aws:secretsmanager/secret:Secret";
const keyType = "aws:kms/key:Key";

/** Statements that reach objects, lists of objects, secrets or keys of somebody else. Other services hold no tenant's data. */
export const foreignResources = (policy: Subject, stack: StackView, tenant: string): readonly Finding[] =>
  eachStatement(policy.inputs, "policy", (statement) => {
    if (statement.effect === "Deny") return [];
    const onlyReads = statement.actions.every((action) => /^s3:(Get|List)/.test(action));
    const owners = ownersOf(policy, tenant, onlyReads);
    const foreign = statement.resources.filter((arn) => !owners.some((owner) => isOwn(arn, statement, stack, owner)));
    return findingIf(foreign.length > 0, "", foreign, `what belongs to tenant ${tenant}`);
  });

function isOwn(arn: string, statement: Statement, stack: StackView, tenant: string): boolean {
  const [, , service = "", , , ...rest] = arn.split(":");
  const name = rest.join(":");
  switch (service) {
    case "s3":
      return isOwnObject(name, statement, stack, tenant);
    case "secretsmanager":
      // AWS adds six letters of its own to a secret's name.
      return (
        isUnder(name, tenant) ||
        stack
          .ofType(secretType)
          .some((secret) => tenantOf(secret) === tenant && name.startsWith(`secret:${secret.inputs.text("name")}-`))
      );
    case "kms":
      // Shared keys open what their services hand out, and the services ask for the path.
      return stack.named(arn, keyType).every((key) => ["", tenant].includes(tenantOf(key)));
    default:
      return true;
  }
}

function isOwnObject(name: string, { actions, conditions }: Statement, stack: StackView, tenant: string): boolean {
  const [bucket = "", ...path] = name.split("/");
  const owner = stack.named(bucket, bucketType).map(tenantOf)[0] ?? "";
  if (owner !== "") return owner === tenant;
  if (path.length > 0) return isUnder(path.join("/"), tenant);
  const lists = actions.some((action) => /^s3:(ListBucket(Versions)?|\*)$/.test(action));
  const prefixes = conditions.filter(({ key }) => key === "s3:prefix").flatMap(({ values }) => values);
  return !lists || (prefixes.length > 0 && prefixes.every((prefix) => isUnder(prefix, tenant)));
}
