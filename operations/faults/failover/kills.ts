/** The engine killed again and again in the `up` that carries a failover out, and resumed each time. */
import type { Toolchain } from "../../../simulator/toolchain/toolchain.ts";
import { take } from "../course.ts";
import { differencesOf } from "../difference.ts";
import { kill } from "../drills.ts";
import { Passage, type Row, type Tell } from "../passage.ts";
import { course } from "../subjects.ts";
import { takenOver } from "./outcome.ts";
import type { Pair } from "./pair.ts";
import { Stage } from "./stage.ts";
import { switchRole } from "./switch.ts";

/** Ends in the same state as a failover that nothing disturbed, with the same rows. */
export async function runKills(pair: Pair, toolchain: Toolchain, tell: Tell): Promise<readonly Row[]> {
  tell("undisturbed failover");
  const undisturbed = await on(pair, toolchain, tell, async (stage) => {
    await switchRole(stage);
    await pair.mustUp("recovery");
    return take(pair.recovery);
  });
  await pair.restore();
  return on(pair, toolchain, tell, async (stage) => {
    const passage = new Passage(pair.recovery, tell, pair.before);
    await switchRole(stage);
    // Now and then before the operation has happened: then there is nothing, and the state says that there may be.
    for (let round = 0; await passage.play(kill("up", course.every, round % 4 !== 1)); round += 1);
    await passage.finish("up", async () => [
      ...differencesOf(undisturbed, await take(pair.recovery)),
      ...(await takenOver(stage)),
    ]);
    return passage.rows;
  });
}

async function on<Value>(
  pair: Pair,
  toolchain: Toolchain,
  tell: Tell,
  play: (stage: Stage) => Promise<Value>,
): Promise<Value> {
  const stage = await Stage.open(pair, toolchain, tell);
  try {
    return await play(stage);
  } finally {
    await stage.close();
  }
}
