import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, type Broken } from "../../../operations/drift/analyze.ts";
import { parseState } from "../../../operations/state.ts";
import { withPath } from "../../../simulator/engine/environment.ts";
import { type EngineHome, installEngine } from "../../../simulator/engine/home.ts";
import { simulatorPaths, workTree } from "../../../simulator/paths.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { breakages, broken, expected } from "./breakages.ts";
import { clouds, fileOf } from "./golden.ts";
import { stateOf } from "./program.ts";

describe("pulumi policy analyze", function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let home: EngineHome;
  before(() => {
    home = installEngine(simulatorPaths(folder), readToolchain());
  });
  after(() => removeFolder(folder));

  /** Without a stack, a login, or anything that opens secrets. */
  const judge = (state: string): Promise<readonly Broken[]> => {
    const environment = withPath(home, { PULUMI_HOME: home.folder, PULUMI_SKIP_UPDATE_CHECK: "true" });
    return analyze({ folder, environment }, folder, parseState(JSON.parse(state)), join(workTree, "policy-pack"));
  };
  const say = (found: readonly Broken[]) =>
    found.map(({ rule, urn }) => `${rule} ${urn.split("::").slice(2).join("::").split("$").at(-1)}`).sort();

  for (const cloud of clouds) {
    const good = readFileSync(fileOf(cloud), "utf8");

    it(`has a golden state that is what the program makes on ${cloud}: node test/policy/analyze/write.ts brings it up to date`, async () => {
      const [written, made] = [good.split("\n"), (await stateOf(cloud)).split("\n")];
      assert.deepEqual(
        [written.filter((line) => !made.includes(line)), made.filter((line) => !written.includes(line))],
        [[], []],
      );
    });

    it(`finds nothing in the good state on ${cloud}`, async () => {
      assert.deepEqual(say(await judge(good)), []);
    });

    it(`finds in the bad state on ${cloud} what was broken, and nothing else`, async () => {
      assert.deepEqual(say(await judge(broken(good, breakages[cloud]))), expected(breakages[cloud]));
    });
  }
});
