/** A platform that is retired and made again meets its own names: buckets with locks, secrets and vaults in recovery. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isHistory } from "../../../operations/retire/history.ts";
import { keepersToLift, withoutProtection } from "../../../operations/retire/unprotect.ts";
import { findStack, readStacks } from "../../../operations/stacks.ts";
import { parseState, realOnes } from "../../../operations/state.ts";
import type { SimulatorClient } from "../../../simulator/control/client.ts";
import { workTree } from "../../../simulator/paths.ts";
import { beginSimulator, endSimulator, TestStack } from "../../support/simulator.ts";

const program = join(import.meta.dirname, "fixtures", "stores", "index.ts");

describe("the stores of a retired platform", function () {
  this.timeout(180_000);
  let simulator: SimulatorClient;
  before(async () => {
    simulator = await beginSimulator();
  });
  after(() => endSimulator(simulator));

  for (const name of ["aws-production", "azure-production"]) {
    it(`keep the history and free every other name: ${name}`, async () => {
      const stack = await TestStack.create(simulator, name, program, findStack(readStacks(workTree), name));
      await stack.set("stack", name);
      const first = await stack.up();
      assert.equal(first.succeeded, true, first.complaints);
      const before = parseState(await stack.exported());

      const file = join(simulator.paths.home, "state.json");
      writeFileSync(file, JSON.stringify(withoutProtection(before)));
      const imported = await stack.pulumi("stack", "import", "--stack", "test", "--file", file);
      assert.equal(imported.code, 0, imported.complaint);
      const locks = keepersToLift(before);
      assert.equal(locks.length > 0, name.startsWith("azure"), "Azure locks what holds data");
      if (locks.length > 0) {
        const lifted = await stack.destroy(...locks.flatMap((urn) => ["--target", urn]));
        assert.equal(lifted.succeeded, true, lifted.complaints);
      }
      const gone = await stack.destroy("--exclude-protected");
      assert.equal(gone.succeeded, true, gone.complaints);

      const kept = realOnes(parseState(await stack.exported()));
      const history = realOnes(before).filter((each) => isHistory(each) && each.protect);
      const urns = new Set(kept.map(({ urn }) => urn));
      assert.deepEqual(
        history.filter(({ urn }) => !urns.has(urn)).map(({ urn }) => urn),
        [],
      );
      assert.ok(history.length > 10 && kept.length < realOnes(before).length, `${kept.length} kept`);
      assert.ok(!kept.some(({ urn }) => /objects-(files|exports)|::dns/.test(urn)));

      const again = await stack.up();
      assert.equal(again.succeeded, true, again.complaints);
      assert.equal(realOnes(parseState(await stack.exported())).length, realOnes(before).length);
    });
  }
});
