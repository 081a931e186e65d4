/** From a stack and a commit to its Argo CD. */
import { spawnSync } from "node:child_process";
import { workTree } from "../../simulator/paths.ts";
import type { Screen } from "../../simulator/toolchain/progress.ts";
import type { Tenant } from "../../stacks/tenant.ts";
import { closedBy } from "../../stacks/windows/open.ts";
import { withCluster } from "../destroy/cluster.ts";
import { readState } from "../destroy/engine.ts";
import { kubeconfigOf } from "../destroy/kubeconfig.ts";
import { Steps } from "../start/steps.ts";
import { readHorizon } from "../tenant/horizon.ts";
import { quietWindows } from "../tenant/windows.ts";
import { concerned } from "./concerned.ts";
import { members } from "./place.ts";
import { type Answer, refresh } from "./refresh.ts";
import { describeWindows } from "./status.ts";

/** A sync that takes longer goes on without us. */
const timeoutSeconds = 120;

/**
 * Paths that differ between a commit and the last one, from the root of the repository.
 * @throws Error where Git does not know the commit
 */
export function changedSince(tree: string, commit: string): readonly string[] {
  // A file that moved concerns both of its folders.
  const args = ["diff", "--name-only", "--no-renames", "-z", commit, "HEAD", "--"];
  const { status, stdout, stderr } = spawnSync("git", ["-C", tree, ...args], { encoding: "utf8" });
  if (status === 0) return stdout.split("\0").filter(Boolean);
  throw new Error(`--since ${commit}: Git says: ${stderr.trim()}. Name a commit that this clone has (fetch-depth: 0).`);
}

/**
 * @returns nothing where the paths concern none of its Applications; then no cluster is asked
 * @throws Error where the stack has no cluster, or it does not answer
 */
export async function refreshStack(
  stack: string,
  paths: readonly string[],
  screen: Screen,
): Promise<readonly Answer[]> {
  const tenants = members(workTree)
    .filter((member) => member.stack === stack)
    .map(({ tenant }) => tenant);
  const names = concerned(paths, stack, tenants);
  if (names.length === 0) return [];
  const kubeconfig = kubeconfigOf(await readState(stack));
  if (kubeconfig === undefined) throw new Error(`${stack} has no cluster`);
  const heldBack = closedNow(tenants, readHorizon());
  const { result } = await withCluster(kubeconfig, (api) =>
    new Steps(screen, 1).run(
      "Argo CD",
      (tell) => refresh({ api, names, heldBack, timeoutSeconds, tell }),
      (answers) => `${answers.filter(({ sync }) => sync === "Synced").length} of ${answers.length} synced`,
    ),
  );
  return result;
}

/**
 * Which windows hold an Application back. They are its tenant's own project's: `tenant-<name>` is in the platform's, which has none.
 * @param from  first day of the closes by date
 */
export function closedNow(
  tenants: readonly Tenant[],
  from: string,
  now: () => Date = () => new Date(),
): (name: string) => string | undefined {
  const owners = new Map<string, Tenant>();
  for (const tenant of tenants)
    for (const part of ["odoo", "backup"]) owners.set(`${part}-${tenant.metadata.name}`, tenant);
  return (name) => {
    const [tenant, at] = [owners.get(name), now()];
    if (!tenant || closedBy(quietWindows(tenant, from), at.getTime()).length === 0) return undefined;
    return describeWindows(tenant, from, at);
  };
}
