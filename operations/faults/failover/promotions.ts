/** What may strike while a database server is promoted. */
import { until } from "../../drill/scenarios/catching-up.ts";
import { awsWords } from "../drills.ts";
import type { FailoverFault } from "./fault.ts";
import { settled } from "./outcome.ts";
import { ask } from "./rows.ts";
import type { Stage } from "./stage.ts";
import { following, goOn, replayer, switchRole, upStruck } from "./switch.ts";

/** Orders the promotion while its server's replay stands still, and strikes when the order has arrived. */
async function inTheMiddle(stage: Stage, strike: (replay: number) => void): Promise<string> {
  await switchRole(stage);
  const replay = await replayer(stage);
  process.kill(replay, "SIGSTOP");
  const running = stage.pair.recovery.run("up");
  await Promise.race([ordered(stage), running]);
  strike(replay);
  return (await running).ended;
}

/** Waits until a server has been told to promote itself, and has not done it. */
async function ordered({ simulator, servers }: Stage): Promise<void> {
  const [server] = servers.recovery;
  if (!server) return;
  const waiting =
    "SELECT count(*)::int AS orders FROM pg_stat_activity WHERE query LIKE 'SELECT pg_promote%' AND state = 'active'";
  await until(`${server.identifier} was not told to promote itself`, async () => {
    const [found] = await ask(simulator, server, waiting);
    return found?.orders === 1;
  });
}

const serverDies: FailoverFault = {
  name: "database killed in the middle of its promotion",
  holds: "the run says so, the next one promotes it, and every acknowledged row is there",
  play: async (stage) => {
    const ended = await inTheMiddle(stage, (replay) => process.kill(replay, "SIGKILL"));
    const wrong = ended === "badly" ? [] : [`the run ended ${ended} although its database died; fits badly`];
    await stage.pair.mustUp("recovery");
    return [...wrong, ...(await settled(stage))];
  },
};

const engineDies: FailoverFault = {
  name: "run killed while it waits for a promotion",
  holds: "the promotion goes on, and resume and the next run find it done",
  play: async (stage) => {
    const { recovery } = stage.pair;
    const ended = await inTheMiddle(stage, (replay) => {
      recovery.kill();
      process.kill(replay, "SIGCONT");
    });
    const wrong = ended === "killed" ? [] : [`the run ended ${ended}; fits killed`];
    await until("a database still follows another one", async () => (await following(stage)) === 0);
    await goOn(stage);
    return [...wrong, ...(await settled(stage))];
  },
};

const answerLost: FailoverFault = {
  name: "answer of a promotion lost",
  holds: "resume learns that it was done, and the next run does not order it again",
  play: async (stage) => {
    await switchRole(stage);
    const { ended, struck } = await upStruck(stage, { message: awsWords.unanswered });
    await goOn(stage);
    return [
      ...(ended === "badly" && struck
        ? []
        : [`the run ended ${ended}, and ${struck ? "a" : "no"} promotion was struck`]),
      ...(await settled(stage)),
    ];
  },
};

export const promotions: readonly FailoverFault[] = [serverDies, engineDies, answerLost];
