/** What `stacks/sdk` changes in Pulumi's SDK, each in a process of its own, because it changes the whole process. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withoutVersionedAliases } from "../../stacks/sdk/aliases.ts";

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
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, env, encoding: "utf8", stdio: "pipe" }));
}

describe("the SDK's stack traces", () => {
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

describe("the SDK's watch over promises", () => {
  const watch = (promise: string) => `
    const promise = ${promise};
    sdk("./runtime/debuggable.js").debuggablePromise(promise, "a promise");
    return [promise._debugCtx, promise._debugStackTrace, new Error().stack.split("\\n").length > 1];`;

  it("takes no stack trace for each of them", () => {
    assert.deepEqual(having("promises", watch("Promise.resolve()")), ["a promise", "Error", true]);
  });

  it("takes one where somebody looks for leaked promises", () => {
    const traced = having("promises", watch("Promise.resolve()"), { PULUMI_DEBUG_PROMISE_LEAKS: "1" });
    assert.match(String((traced as string[])[1]), /at .*debuggablePromise/);
  });

  it("still fails a program with a promise that never ends", () => {
    assert.throws(() => having("promises", watch("new Promise(() => {})")), /1 promise was still active/);
  });
});

describe("the SDK's outputs of a resource", () => {
  const resource = (newResource: string) => `
    process.on("unhandledRejection", () => {});
    const pulumi = sdk("./index.js");
    await pulumi.runtime.setMocks({ newResource: ${newResource}, call: () => ({}) });
    const made = new pulumi.CustomResource("a:b:C", "name", { given: 1, hidden: undefined, never: undefined });
    const isMade = (name) => "value" in Object.getOwnPropertyDescriptor(made, name);`;

  it("are made when somebody asks for them", () => {
    const code = `${resource("({ inputs }) => ({ id: '1', state: inputs })")}
      const before = isMade("given");
      const same = made.given === made.given;
      return [before, same, isMade("given"), isMade("never"), Object.keys(made).includes("never")];`;
    assert.deepEqual(having("outputs", code), [false, true, true, false, true]);
  });

  for (const [what, newResource] of [
    ["values and secrets", "({ inputs }) => ({ id: '1', state: { ...inputs, hidden: 2 } })"],
    ["errors", "() => { throw new Error('refused'); }"],
  ] as const) {
    it(`have the same ${what} as the SDK's own, before and after their resource is there`, () => {
      const code = `${resource(newResource)}
        const state = (output) => Promise.all([output.promise(), output.isKnown, output.isSecret, output.allResources()])
          .then(([value, ...marks]) => [value, ...marks.slice(0, 2), marks[2].has(made)], (error) => error.message);
        const early = state(made.given);
        await made.urn.promise().catch(() => {});
        await new Promise(setImmediate);
        return [await early, await state(made.hidden), await state(made.never)];`;
      assert.deepEqual(having("outputs", code), having("stack-traces", code));
    });
  }
});

describe("where the SDK says that a resource is made", () => {
  it("is the program's line, by a URL that exists", () => {
    const code = `
      const pulumi = sdk("./index.js");
      await pulumi.runtime.setMocks({ newResource: () => ({ id: "1", state: {} }), call: () => ({}) });
      const monitor = sdk("./runtime/settings.js").getMonitor();
      const asked = new Promise((resolve) => { monitor.registerResource = resolve; });
      class Thing extends pulumi.CustomResource { constructor() { super("a:b:C", "name", {}); } }
      const frames = new Error().stack.split("\\n"); new Thing();
      const request = await asked;
      const uri = request.getSourceposition().getUri();
      const same = frames[1].includes(uri + ":" + request.getSourceposition().getLine() + ":");
      // The resource stays without an answer, which the SDK would complain of.
      process.removeAllListeners("exit");
      return [uri, same];`;
    const [uri, same] = having("source-positions", code) as [string, boolean];
    assert.ok(uri.startsWith(pathToFileURL(folder).href) && same, uri);
  });
});

describe("the aliases that go to the engine", () => {
  it("are those that a stack of ours may have", () => {
    const kept = [{ type: "azure-native:cache:RedisEnterprise" }, "urn:pulumi:a::b::c::d", { name: "old" }];
    const versioned = { type: "azure-native:cache/v20240901preview:RedisEnterprise" };
    const result = withoutVersionedAliases({
      resource: Object.create(null),
      type: "azure-native:redisenterprise:RedisEnterprise",
      name: "cache",
      props: { sku: 1 },
      opts: { protect: true, aliases: [versioned, ...kept] },
    });
    assert.deepEqual(result, { props: { sku: 1 }, opts: { protect: true, aliases: kept } });
  });
});

describe("the SDK's large packages", () => {
  const loaded = (name: string) =>
    `Object.keys(sdk.cache).filter((file) => file.includes("/node_modules/${name}/")).length`;

  for (const [name, use] of [
    ["@npmcli/arborist", `typeof sdk("@npmcli/arborist").Arborist`],
    ["typescript", `typeof sdk("typescript").createSourceFile`],
    ["normalize-package-data", `typeof sdk("normalize-package-data").default`],
    ["@pulumi/pulumi/automation", `typeof sdk("./index.js").automation.LocalWorkspace`],
    ["@pulumi/pulumi/provider", `typeof sdk("./index.js").provider.main`],
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
