/** What `stacks/sdk` changes in Pulumi's SDK, each in a process of its own, because it changes the whole process. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "..");

/** @returns what the code gives, after a part of `stacks/sdk` has been loaded */
function having(part: string, code: string, environment: NodeJS.ProcessEnv = {}): unknown {
  const program = `
    import { createRequire } from "node:module";
    await import("./stacks/sdk/${part}.ts");
    const sdk = createRequire(createRequire(process.cwd() + "/stacks/").resolve("@pulumi/pulumi"));
    process.stdout.write(JSON.stringify(await (async () => { ${code} })()));`;
  const env = { ...process.env, ...environment };
  const args = ["--input-type=module", "--eval", program];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" }));
}

describe("the SDK's stack traces", () => {
  const trace = `function debuggablePromise() { return new Error().stack; }\nreturn debuggablePromise();`;

  it("are not written for promises", () => {
    assert.equal(having("stack-traces", trace), "");
  });

  it("are written where somebody looks for leaked promises", () => {
    assert.match(String(having("stack-traces", trace, { PULUMI_DEBUG_PROMISE_LEAKS: "1" })), /at debuggablePromise/);
  });

  it("leave the program's errors as Node writes them", () => {
    const code = `
      const written = new TypeError("wrong");
      const ours = written.stack;
      Error.prepareStackTrace = undefined;
      const make = () => new TypeError("wrong");
      return [ours.split("\\n"), make().stack.split("\\n")];`;
    const [ours, nodes] = having("stack-traces", code) as [string[], string[]];
    assert.equal(ours[0], nodes[0]);
    assert.match(ours[1] ?? "", /^ {4}at .*:\d+:\d+\)?$/);
  });
});

describe("the SDK's large packages", () => {
  const loaded = (name: string) =>
    `Object.keys(sdk.cache).filter((file) => file.includes("/node_modules/${name}/")).length`;

  for (const [name, use] of [
    ["@npmcli/arborist", `typeof sdk("@npmcli/arborist").Arborist`],
    ["typescript", `typeof sdk("typescript").createSourceFile`],
  ] as const) {
    it(`load ${name} when it is used, not with the SDK`, () => {
      const code = `sdk("@pulumi/pulumi"); const before = ${loaded(name)}; const type = ${use}; return [before, type, ${loaded(name)}];`;
      const [before, type, then] = having("postponed", code) as [number, string, number];
      assert.deepEqual([before, type], [1, "function"]);
      assert.ok(then >= 1);
    });
  }

  it("still turn functions into text", () => {
    const code = `
      const { runtime } = sdk("@pulumi/pulumi");
      const { text } = await runtime.serializeFunction(() => 42);
      return text.includes("42");`;
    assert.equal(having("postponed", code), true);
  });
});

describe("the SDK's debug messages", () => {
  const silent = `return sdk("@pulumi/pulumi/log/index.js").debug.toString().includes("engine");`;

  it("stay in the program", () => {
    assert.equal(having("messages", silent), false);
  });

  it("reach the engine where somebody looks for a mistake", () => {
    assert.equal(having("messages", silent, { PULUMI_DEBUG_PROMISE_LEAKS: "1" }), true);
  });
});
