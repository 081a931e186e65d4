/** Who calls: the stack's own account, and one of those who administer the cluster. */
import { type Caller, whoAmI } from "../../destroy/account.ts";
import { type Finding, good, notChecked, wrong } from "../finding.ts";
import type { Subject } from "../subject.ts";

export const checkIdentity = async (subject: Subject): Promise<readonly Finding[]> =>
  judgeIdentity(subject, await whoAmI(subject.place));

export function judgeIdentity(
  { place, settings }: Pick<Subject, "place" | "settings">,
  caller: Caller,
): readonly Finding[] {
  const { who, account } = caller;
  const right = account === place.account;
  return [
    right
      ? good("account", `${who} stands in ${account}`)
      : wrong("account", `${who} stands in ${account}; the stack is in ${place.account}`, `log in to ${place.account}`),
    ...(place.cloud === "aws" ? [judgeAdministrator(settings.cluster.administrators, who)] : [groups]),
  ];
}

const groups = notChecked(
  "administrator of the cluster",
  "membership in longshore:cluster.administrators can be asked of Entra only by who may read its groups",
);

function judgeAdministrator(administrators: readonly string[], who: string): Finding {
  const what = "administrator of the cluster";
  const role = roleOf(who);
  return administrators.includes(role)
    ? good(what, `${role} is one`)
    : wrong(what, `${role} is none`, "take on one of longshore:cluster.administrators, or add the role there");
}

/** The role behind a session: `arn:aws:sts::1:assumed-role/deploy/anna` is `arn:aws:iam::1:role/deploy`. */
export function roleOf(arn: string): string {
  const [, partition, account, role] = /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return role ? `arn:${partition}:iam::${account}:role/${role}` : arn;
}
