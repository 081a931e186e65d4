/** The way of a platform from running to its history alone. */
import { join } from "node:path";
import { workTree } from "../../simulator/paths.ts";
import type { Screen } from "../../simulator/toolchain/progress.ts";
import { readPlaced } from "../../stacks/tenants.ts";
import { checkAccount } from "../destroy/account.ts";
import { checkReachable, withCluster } from "../destroy/cluster.ts";
import { countTypes, destroyPlatform } from "../destroy/destroy.ts";
import { destroyTargets, destroyUnprotected, readState } from "../destroy/engine.ts";
import { kubeconfigOf } from "../destroy/kubeconfig.ts";
import { readInput } from "../preflight/checks/settings.ts";
import type { StackPlace } from "../stacks.ts";
import { Steps } from "../start/steps.ts";
import { realOnes } from "../state.ts";
import { refuseHeld } from "../tenant/held.ts";
import { takeLastBackups } from "./final-backups.ts";
import { lockedUntil } from "./history.ts";
import { type Retirement, readRecord, requireFresh, writeRecord } from "./record.ts";
import { importState, keepersToLift, liftDatabaseProtection, withoutProtection } from "./unprotect.ts";

/**
 * @param file  of the record
 * @throws Error that says what stopped it and how it goes on
 */
export async function retirePlatform(place: StackPlace, file: string, screen: Screen): Promise<Retirement> {
  const { stack } = place;
  refuseHeld(readPlaced(join(workTree, "gitops", "platforms", stack)));
  await checkAccount(place);
  const backed = await backUp(place, file, screen);
  writeRecord(file, backed);
  await destroyPlatform(place, screen);
  const steps = new Steps(screen, 1);
  await steps.run(
    "Data",
    async (tell) => {
      const state = await readState(stack);
      await liftDatabaseProtection(place, state);
      await importState(stack, withoutProtection(state));
      tell("locks and policies");
      await destroyTargets(stack, keepersToLift(state));
      return destroyUnprotected(stack, await readState(stack), tell);
    },
    ({ delete: gone }) => `${gone} deleted`,
  );
  const kept = realOnes(await readState(stack));
  const retired = { ...backed, retiredAt: new Date().toISOString(), kept: countTypes(kept.map(({ type }) => type)) };
  writeRecord(file, retired);
  return retired;
}

/** The last backups, taken now; or those of the run that was stopped after them. */
async function backUp(place: StackPlace, file: string, screen: Screen): Promise<Retirement> {
  const { stack, account } = place;
  const kubeconfig = kubeconfigOf(await readState(stack));
  if (kubeconfig === undefined) return requireFresh(readRecord(file), stack, new Date());
  return withCluster(kubeconfig, async (api) => {
    await checkReachable(api);
    const { result: backups } = await new Steps(screen, 1).run(
      "Last backups",
      (tell) => takeLastBackups(api, tell),
      (done) => `${done.length} tenants, each restored and checked`,
    );
    const archivesLockedUntil = lockedUntil(lockDays(stack), new Date());
    return { stack, account, backups, archivesLockedUntil, retiredAt: null, kept: {} };
  });
}

function lockDays(stack: string): number {
  const { input } = readInput(workTree, stack);
  if (!input)
    throw new Error(`${join("stacks", `Pulumi.${stack}.yaml`)} does not hold: \`longshore preflight\` says why.`);
  return input.settings.objects.archiveLockDays;
}
