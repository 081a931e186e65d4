/** What makes a preview quick, counted instead of timed: the real program as the engine starts it, under mocks. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import * as z from "zod";

const counts = z.object({ resources: z.number(), aliases: z.array(z.string()), outputs: z.number(), made: z.number() });

/** Runs a stack's program in a process of its own, because it changes the SDK of the whole process. */
function cost(stack: string): z.output<typeof counts> {
  const script = `
    import { readFileSync } from "node:fs";
    const { default: program } = await import("./stacks/index.ts");
    const { runtime, CustomResource } = await import("@pulumi/pulumi");
    const { default: settings } = await import("@pulumi/pulumi/runtime/settings.js");
    const { default: state } = await import("@pulumi/pulumi/runtime/state.js");
    const { parse } = await import("yaml");
    const { run } = await import("./test/components/mocks.ts");
    const { config } = parse(readFileSync("stacks/Pulumi.${stack}.yaml", "utf8"));
    const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));
    runtime.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => [key, text(value)])));
    const aliases = [];
    const { resources } = await run("${stack}", () => {
      const monitor = settings.getMonitor();
      const register = monitor.registerResource.bind(monitor);
      monitor.registerResource = (request, callback) => {
        aliases.push(...request.getAliasurnsList(), ...request.getAliasesList().map((alias) => alias.getSpec().getType()));
        return register(request, callback);
      };
      return runtime.runInPulumiStack(program);
    });
    const all = [state.getStackResource()];
    for (const resource of all) all.push(...(resource.__childResources ?? []));
    const properties = all
      .filter((resource) => CustomResource.isInstance(resource))
      .flatMap((resource) => Object.entries(Object.getOwnPropertyDescriptors(resource)))
      .filter(([name, { get, value }]) => !["id", "urn"].includes(name) && (get || value?.__pulumiOutput));
    const made = properties.filter(([, { get }]) => !get);
    console.log(JSON.stringify({ resources: resources.length, aliases, outputs: properties.length, made: made.length }));
  `;
  const cwd = join(import.meta.dirname, "..", "..");
  const args = ["--input-type=module", "--eval", script];
  return counts.parse(JSON.parse(execFileSync(process.execPath, args, { cwd, encoding: "utf8", stdio: "pipe" })));
}

for (const stack of ["aws-production", "azure-production"]) {
  describe(`the program of ${stack}`, function () {
    this.timeout(180_000);
    let found: ReturnType<typeof cost>;
    before(() => {
      found = cost(stack);
    });

    it("sends the engine no names that its resources never had", () => {
      assert.ok(found.resources > 150);
      assert.deepEqual(
        found.aliases.filter((alias) => /azure-native:\w+\/v\d/.test(alias)),
        [],
      );
    });

    it("makes few of the outputs that its resources could have", () => {
      assert.ok(found.outputs > 1500, `${found.outputs} outputs are seen`);
      assert.ok(found.made < found.outputs / 4, `${found.made} of ${found.outputs}`);
    });
  });
}
