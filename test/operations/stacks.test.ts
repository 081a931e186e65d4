import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { findStack, readStacks } from "../../operations/stacks.ts";
import { removeFolder, temporaryFolder } from "../support/temporary.ts";

describe("stacks of a work tree", () => {
  let tree: string;
  beforeEach(() => {
    tree = temporaryFolder();
    mkdirSync(join(tree, "stacks"));
    writeFileSync(join(tree, "Pulumi.yaml"), "name: harbor\nruntime: nodejs\nstackConfigDir: stacks\n");
    writeFileSync(join(tree, "stacks", "settings.ts"), "");
  });
  afterEach(() => removeFolder(tree));

  const branch = { repository: "https://git.example/harbor.git", revision: "main" };

  /** Writes a stack's file as people write it. */
  function write(stack: string, settings: Readonly<Record<string, unknown>>): void {
    const all = { cloud: "aws", account: "111111111111", region: "eu-central-1", gitops: branch, ...settings };
    const config = Object.fromEntries(Object.entries(all).map(([name, value]) => [`longshore:${name}`, value]));
    writeFileSync(join(tree, "stacks", `Pulumi.${stack}.yaml`), stringify({ config }));
  }

  it("are known by cloud, place and branch, in alphabetical order", () => {
    write("two", { account: "222222222222" });
    write("one", {});
    const one = {
      project: "harbor",
      stack: "one",
      cloud: "aws",
      account: "111111111111",
      region: "eu-central-1",
      platform: "one",
      branch,
    };
    assert.deepEqual(readStacks(tree), [one, { ...one, stack: "two", account: "222222222222", platform: "two" }]);
    assert.deepEqual(findStack(readStacks(tree), "one"), one);
    assert.throws(() => findStack(readStacks(tree), "three"), /no stack three; there are one, two/);
  });

  it("are refused with the file's name where the account is no text", () => {
    write("one", { account: 111_111_111_111 });
    assert.throws(() => readStacks(tree), /^Error: stacks\/Pulumi\.one\.yaml: .*longshore:account/);
  });
});
