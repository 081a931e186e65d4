/** All faults of a failover, one after the other, each on the pair as it was saved. */
import type { LinkArgs } from "../../../components/peer.ts";
import { workTree } from "../../../simulator/paths.ts";
import type { Toolchain } from "../../../simulator/toolchain/toolchain.ts";
import { closing } from "../../closing.ts";
import { readSettings } from "../../settings.ts";
import { findStack, readStacks } from "../../stacks.ts";
import type { Held } from "../held.ts";
import type { Row, Tell } from "../passage.ts";
import type { FailoverFault } from "./fault.ts";
import { failoverFaults } from "./faults.ts";
import { runKills } from "./kills.ts";
import { Pair } from "./pair.ts";
import { furnish } from "./rows.ts";
import { serversOf } from "./servers.ts";
import { Stage } from "./stage.ts";

export interface FailoverRows {
  /** The engine killed at every so many operations. */
  readonly kills: readonly Row[];
  readonly faults: readonly Held[];
}

export interface FailoverArgs {
  /** A primary on AWS with a link. */
  readonly stack: string;
  /** Whether a fault of this name is played. */
  readonly wanted: (name: string) => boolean;
  readonly toolchain: Toolchain;
  readonly tell: Tell;
}

export async function runFailover(args: FailoverArgs): Promise<FailoverRows> {
  const { wanted, toolchain, tell } = args;
  const chosen = failoverFaults.filter(({ name }) => wanted(name));
  const faults: Held[] = [];
  if (chosen.length > 0)
    await onPair(args, "warm", async (pair) => {
      for (const fault of chosen) {
        faults.push(await playFault(pair, fault, toolchain, tell));
        await pair.restore();
      }
    });
  const kills: Row[] = [];
  // A pilot light's switch makes more than any other.
  if (wanted("engine killed"))
    await onPair(args, "pilot-light", async (pair) => void kills.push(...(await runKills(pair, toolchain, tell))));
  return { faults, kills };
}

async function onPair(
  { stack, tell }: FailoverArgs,
  standby: LinkArgs["standby"],
  play: (pair: Pair) => Promise<void>,
): Promise<void> {
  await closing(await Pair.open(placesOf(stack), standby, tell), async (pair) => {
    for (const server of (await serversOf(pair)).primary) await furnish(pair.simulator, server);
    await pair.save();
    await play(pair);
  });
}

function placesOf(stack: string) {
  const stacks = readStacks(workTree);
  const { link, cloud } = readSettings(workTree, stack);
  if (!link || cloud !== "aws") throw new Error(`--stack: found ${stack}; fits a primary on AWS with a longshore:link`);
  return { primary: findStack(stacks, stack), recovery: findStack(stacks, link.peer) };
}

async function playFault(pair: Pair, fault: FailoverFault, toolchain: Toolchain, tell: Tell): Promise<Held> {
  const { name, holds } = fault;
  tell(name);
  const stage = await Stage.open(pair, toolchain, (what) => tell(`${name}: ${what}`));
  try {
    const wrong = await fault.play(stage).catch((error: Error) => [error.message]);
    tell(`${name}: ${wrong.length === 0 ? "held" : `FAILED: ${wrong.join("; ")}`}`);
    return { fault: name, holds, failure: wrong.length === 0 ? undefined : wrong.join("\n  ") };
  } finally {
    await pair.simulator.clearFaults();
    await stage.close();
  }
}
