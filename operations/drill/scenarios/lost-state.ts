/** Pulumi's state of the stack is gone, and everything that it speaks of is still there. */
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { withPath } from "../../../simulator/engine/environment.ts";
import { engineHome } from "../../../simulator/engine/home.ts";
import { workTree } from "../../../simulator/paths.ts";
import { businessFunctions } from "../../../stacks/tiers.ts";
import { mustPulumi, pulumi, type Surroundings } from "../../pulumi.ts";
import { exportState, realOnes } from "../../state.ts";
import { wouldChange } from "../preview.ts";
import type { Ground, NamedCheck, Scenario, Step, Subject } from "../scenario.ts";
import { lastCheckpoint, stateFile, type Way, wayOf } from "./state-backend.ts";

export const lostState: Scenario = {
  name: "lost-state",
  summary:
    "Pulumi's state of the stack is gone; a version of it comes back and fits what is there, while everybody works on.",
  when: "pulumi says that there is no stack of that name, or that its state cannot be read, although the platform runs.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "response",
  unfit: () => undefined,
  plan: (subject) => {
    const way = wayOf(subject.place);
    // As it was, in case that the drill breaks off.
    let before: Buffer | undefined;
    return {
      prepare: async ({ simulator, platform }) => {
        before = readFileSync(stateFile(simulator.paths, platform.place.stack));
      },
      event: [lose(subject, way)],
      response: [findKey(way), putBack(way), compare(subject)],
      checks: [needsKey(way)],
      restore: async ({ simulator, platform }) => {
        const file = stateFile(simulator.paths, platform.place.stack);
        if (before && !existsSync(file)) writeFileSync(file, before);
      },
    };
  },
};

const lose = ({ place: { stack } }: Subject, { lose: command }: Way): Step => ({
  title: "Delete the state",
  decides: "lead",
  type: [command],
  simulated: "Its file and the copy beside it are deleted; nothing else is.",
  expect:
    "Orders are saved as before. Pulumi changes nothing any more, neither by hand nor in the pipeline: it finds no stack.",
  worked: `npx pulumi stack export --stack ${stack} says: no stack named '${stack}' found`,
  back: "The response is the way back. Nobody runs pulumi stack init and up: that would make everything a second time.",
  run: async (ground) => {
    const file = stateFile(ground.simulator.paths, stack);
    for (const part of [file, `${file}.bak`]) rmSync(part, { force: true });
    const { code, complaint } = await pulumi(await typing(ground), ["stack", "export"]);
    if (code === 0 || !complaint.includes("no stack named"))
      throw new Error(`Pulumi does not miss the state: ${complaint.trim() || "it exported one"}`);
  },
});

const findKey = ({ key, keyRule }: Way): Step => ({
  title: "Make sure of the key of the state",
  decides: "operator",
  type: [key],
  simulated: "The key is a passphrase in the simulator's own folder.",
  expect: `Every secret in the state is encrypted with it: passwords, and the keys of the backups' repositories. ${keyRule}`,
  worked: "It is enabled.",
  back: "Without it secrets are made anew one by one: docs/decisions/rotation.md. What exists in the cloud is not lost.",
  run: async ({ simulator }) => {
    const { passphraseFile } = engineHome(simulator.paths);
    if (!existsSync(passphraseFile)) throw new Error(`${passphraseFile} is gone as well`);
  },
});

const putBack = ({ list, putBack: commands }: Way): Step => ({
  title: "Put the newest whole version back",
  decides: "operator",
  type: [...list, ...commands],
  simulated:
    "Its folder has no versions: the drill takes the copy that Pulumi wrote under .pulumi/history when the last update ended.",
  expect:
    "VERSION is the newest that is not empty. Where no version is left, .pulumi/history has a copy for each update.",
  worked: "npx pulumi stack export prints resources.",
  back: "Every version stays: put another one back in the same way.",
  run: async (ground) => {
    const { simulator, platform, tell } = ground;
    const { stack } = platform.place;
    copyFileSync(lastCheckpoint(simulator.paths, stack), stateFile(simulator.paths, stack));
    const found = realOnes(await exportState(await typing(ground)));
    if (found.length === 0) throw new Error("the version that came back knows no resource");
    tell(`the state knows ${found.length} resources again`);
  },
});

const compare = ({ place: { stack } }: Subject): Step => ({
  title: "Compare it with what is there",
  decides: "operator",
  type: [`npx pulumi preview --refresh --stack ${stack} --expect-no-changes --policy-pack policy-pack`],
  expect: "Pulumi asks the cloud and the cluster for every resource.",
  worked: "It ends without an error, and with no change.",
  back: "Where it would make something that exists, the version is older than that: a newer one, or pulumi import for the few; where an update was cut short: npx longshore resume.",
  run: async (ground) => {
    const found = await wouldChange(ground, ground.platform.place, ["--refresh"]);
    if (found) throw new Error(`the state does not fit what is there: ${found}`);
    ground.tell("every resource is as the state says");
  },
});

/** Another passphrase than the stack's. */
const wrong = { PULUMI_CONFIG_PASSPHRASE: "not the key", PULUMI_CONFIG_PASSPHRASE_FILE: undefined };

const needsKey = ({ key }: Way): NamedCheck => ({
  name: "the state's secrets can be read with its key, and without it not",
  by: `npx pulumi stack export --show-secrets works while \`${key}\` answers; delete what it printed`,
  run: async (ground) => {
    const where = await typing(ground);
    const ask = ["stack", "export", "--show-secrets"];
    await mustPulumi(where, ask);
    const { code } = await pulumi({ ...where, environment: { ...where.environment, ...wrong } }, ask);
    return code === 0 ? "another passphrase reads them as well" : undefined;
  },
});

/** As an operator types Pulumi's commands for the stack. */
async function typing({ simulator, platform: { place } }: Ground): Promise<Surroundings> {
  const environment = withPath(engineHome(simulator.paths), await simulator.environment(place.account, place.region));
  return { folder: workTree, stack: place.stack, environment };
}
