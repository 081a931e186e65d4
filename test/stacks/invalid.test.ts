/** One fixture for each way to be wrong, named after it: the program says path, found and fits, and makes nothing. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse, stringify } from "yaml";
import { merge } from "../../stacks/recipes.ts";
import { stacksFolder } from "../components/platforms.ts";
import { nationalFacts } from "../support/peer-facts.ts";
import { type AttemptArgs, attempt } from "./program.ts";

interface Fixture {
  /** The stack that the configuration is laid over; `aws-production` where there is none. */
  readonly stack?: string;
  /** Laid over the stack's configuration; a section is replaced as a whole. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Laid over the facts of `aws-national`; the stack knows them then. */
  readonly primary?: Readonly<Record<string, unknown>>;
  /** Laid over the tenant `velmora-nord`. */
  readonly tenant?: Readonly<Record<string, unknown>>;
  /** A second tenant, laid over the same one. */
  readonly beside?: Readonly<Record<string, unknown>>;
  readonly problem: { readonly path: string; readonly found: string; readonly fits: string };
}

const fixtures = join(import.meta.dirname, "fixtures", "invalid");
const configuration = (stack: string): Readonly<Record<string, unknown>> =>
  parse(readFileSync(join(stacksFolder, `Pulumi.${stack}.yaml`), "utf8")).config;
const production = { config: configuration("aws-production") };
const sample = join(stacksFolder, "..", "gitops", "platforms", "aws-production", "velmora-nord", "tenant.yaml");
const tenant: Readonly<Record<string, unknown>> = {
  ...parse(readFileSync(sample, "utf8")),
  metadata: { name: "harbor" },
};

function read(kind: "settings" | "tenants"): readonly (readonly [string, Fixture])[] {
  const folder = join(fixtures, kind);
  return readdirSync(folder).map((file) => [
    file.replace(".yaml", ""),
    parse(readFileSync(join(folder, file), "utf8")),
  ]);
}

async function assertRefused(args: AttemptArgs, { path, found, fits }: Fixture["problem"]): Promise<void> {
  const { error, resources } = await attempt(args);
  assert(pulumi.RunError.isInstance(error), `refused, not ${error}`);
  const { message } = error;
  assert(message.startsWith("1 invalid input, nothing was created:"), message);
  assert(message.includes(`${path}\n`), `${message}\nnames ${path}`);
  assert(message.includes(`    found  ${found}`), `${message}\nfound ${found}`);
  assert(message.includes(`    fits   ${fits}`), `${message}\nfits ${fits}`);
  assert.deepEqual(resources, [], "no resource is registered");
}

describe("invalid settings", () => {
  for (const [name, { stack = "aws-production", config = {}, primary, problem }] of read("settings")) {
    it(name, () => {
      const facts = primary ? { "longshore:link": { primary: { ...nationalFacts, ...primary } } } : {};
      return assertRefused({ stack, config: merge({ ...configuration(stack), ...config }, facts) }, problem);
    });
  }

  it("never show a credential, right or wrong", async () => {
    const credential = { "longshore:repositoryCredential": { password: "do-not-show-me" } };
    const { error } = await attempt({ config: { ...production.config, ...credential } });
    assert.doesNotMatch(String(error), /do-not-show-me/);
  });

  it("are all named at once", async () => {
    const config = { ...production.config, "longshore:domain": "x", "longshore:account": "1", "longshore:budget": {} };
    const { error } = await attempt({ config });
    for (const path of ["domain", "account", "budget.monthly", "budget.alerts"])
      assert.match(String(error), new RegExp(`longshore:${path}\n`));
  });

  it("include a stack's name that cannot begin physical names", async () => {
    const { error, resources } = await attempt({ stack: "aws-a-very-long-name-indeed", config: production.config });
    assert.match(
      String(error),
      /the stack's name\n +found {2}aws-a-very-long-name-indeed\n +fits {3}aws- and then 1 to 14/,
    );
    assert.deepEqual(resources, []);
  });
});

describe("invalid tenants", () => {
  const refuse = (tenants: Readonly<Record<string, string>>, problem: Fixture["problem"], config = {}) =>
    assertRefused({ config: { ...production.config, ...config }, tenants }, problem);

  for (const [name, { tenant: wrong = {}, beside, config, problem }] of read("tenants")) {
    it(name, () => {
      const all = { harbor: wrong, ...(beside ? { west: beside } : {}) };
      const files = Object.entries(all).map(([folder, each]) => [
        `${folder}/tenant.yaml`,
        stringify(merge(tenant, each)),
      ]);
      return refuse(Object.fromEntries(files), problem, config);
    });
  }

  it("hostname-taken", () =>
    refuse(
      {
        "harbor/tenant.yaml": stringify(tenant),
        "west/tenant.yaml": stringify({ ...tenant, metadata: { name: "west" } }),
      },
      { path: "spec.hostname", found: '"nord.velmora.example"', fits: "a name that harbor does not have already" },
    ));

  it("no-yaml", () =>
    refuse(
      { "harbor/tenant.yaml": "spec: [" },
      { path: "harbor/tenant.yaml", found: "Flow sequence in block collection", fits: "a document in YAML" },
    ));

  it("no-tenant-in-its-folder", () =>
    refuse(
      { "harbor/notes.txt": "" },
      { path: "harbor/tenant.yaml", found: "nothing", fits: "a file that describes the tenant" },
    ));
});
