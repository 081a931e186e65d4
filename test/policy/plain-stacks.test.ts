/** Stacks in plain provider resources, each beside an expert's verdict: what trips on which resource, and nothing else. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import * as z from "zod";
import { rules } from "../../policy-pack/rules/index.ts";
import { run } from "../components/mocks.ts";
import { removeFolder, temporaryFolder } from "../support/temporary.ts";
import { judge, type Violation } from "./support/judge.ts";
import { analyze } from "./support/pack.ts";

/** Names of resources by rule. */
const verdict = z.record(z.string(), z.array(z.string()));
const program = z.object({ default: z.function() });
const stacks = join(import.meta.dirname, "plain-stacks");

const summary = (violations: readonly Violation[]) =>
  [...new Set(violations.map(({ rule, urn }) => `${rule}: ${urn.split("::").at(-1)}`))].sort();

describe("a stack in plain resources", function () {
  this.timeout(240_000);
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => removeFolder(folder));

  for (const name of readdirSync(stacks))
    it(`is judged as an expert would: ${name}`, async () => {
      const expected = Object.entries(verdict.parse(parse(readFileSync(join(stacks, name, "verdict.yaml"), "utf8"))))
        .flatMap(([rule, resources]) => resources.map((resource) => `${rule}: ${resource}`))
        .sort();
      const loaded = program.parse(await import(pathToFileURL(join(stacks, name, "index.ts")).href));
      const { resources } = await run(name, async () => {
        await loaded.default();
      });
      const { code, violations, complaint } = await analyze(folder, resources);
      assert.deepEqual(summary(violations), expected, complaint);
      const stopped = violations.some(({ level }) => level === "mandatory");
      assert.equal(code === 0, !stopped, complaint);
      // The tests' own judge says the same as the pack's process.
      assert.deepEqual(summary(judge(rules, resources).violations), expected);
    });
});
