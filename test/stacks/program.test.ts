import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { rotationReminders } from "../../stacks/rotation.ts";
import { ofType, only } from "../components/mocks.ts";
import { stacksFolder } from "../components/platforms.ts";
import { type Attempt, attempt } from "./program.ts";

const config = (stack: string) => parse(readFileSync(join(stacksFolder, `Pulumi.${stack}.yaml`), "utf8")).config;
const known = <Value>(value: pulumi.Output<Value>) => new Promise<Value>((resolve) => value.apply(resolve));

let attempted: Promise<Attempt> | undefined;

/** `aws-production` with its sample tenant and a credential, run once. */
function everything(): Promise<Attempt> {
  const sample = join(stacksFolder, "..", "gitops", "platforms", "aws-production", "velmora-nord", "tenant.yaml");
  const credential = { "longshore:repositoryCredential": { username: "reader", password: "token-of-git" } };
  attempted ??= attempt({
    config: { ...config("aws-production"), ...credential },
    tenants: { "velmora-nord/tenant.yaml": readFileSync(sample, "utf8") },
  });
  return attempted;
}

describe("the program", () => {
  for (const stack of ["aws-development", "aws-staging"]) {
    it(`builds ${stack} in its own account`, async () => {
      const { error, resources } = await attempt({ stack, config: config(stack) });
      assert.equal(error, undefined);
      const account = config(stack)["longshore:account"];
      const { inputs } = only(resources, "pulumi:providers:aws");
      assert.deepEqual(JSON.parse(String(inputs.allowedAccountIds)), [account]);
    });
  }

  it("tells people what they need next, and no secret", async () => {
    const { outputs } = await everything();
    assert.deepEqual(Object.keys(outputs).sort(), [
      "argoCd",
      "buckets",
      "cacheHost",
      "clusterEndpoint",
      "clusterName",
      "databaseHost",
      "egressAddresses",
      "kubeconfig",
      "link",
      "linkSecrets",
      "nameServers",
    ]);
    const { linkSecrets, ...open } = outputs;
    assert(pulumi.Output.isInstance(linkSecrets) && (await pulumi.isSecret(linkSecrets)));
    const all = pulumi.output(open);
    assert.equal(await pulumi.isSecret(all), false);
    assert.doesNotMatch(JSON.stringify(await known(all)), /password-of-/);
  });

  it("makes a tenant of each folder", async () => {
    const { resources } = await everything();
    assert.deepEqual(
      ofType(resources, "longshore:index:Tenant").map(({ name }) => name),
      ["velmora-nord"],
    );
  });

  it("takes a credential for the repository from a secret setting", async () => {
    const { resources } = await everything();
    assert(only(resources, "kubernetes:core/v1:Secret", "argocd-repository").secrets.includes("stringData"));
  });

  for (const [cloud, other] of [
    ["aws", "azure-native"],
    ["azure", "aws"],
  ] as const) {
    it(`never loads the SDK of the other cloud for a stack on ${cloud}`, () => {
      const loaded = sdkFiles(cloud);
      assert(loaded.length > 0, "its own SDK is seen");
      assert.deepEqual(
        loaded.filter((url) => url.includes(`@pulumi/${other}/`)),
        [],
      );
    });
  }

  it("loads of the clouds' SDKs no module as a whole: that would cost a second in every preview", () => {
    const files = [...sdkFiles("azure"), ...sdkFiles("aws")];
    const whole = files.filter((url) => /@pulumi\/(aws|azure-native|random)\/([\w/]+\/)?index\.js$/.test(url));
    assert.deepEqual(
      whole.filter((url) => !url.includes("/types/")),
      [],
    );
  });
});

/** Files of the clouds' SDKs that a stack's program loads; in a process of its own, where no other test has loaded any. */
function sdkFiles(cloud: string): readonly string[] {
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    const { loadCloud } = await import("./components/clouds.ts");
    await import("./stacks/index.ts");
    await loadCloud("${cloud}");
    console.log(JSON.stringify(loaded.filter((url) => /@pulumi\\/(aws|azure-native|random)\\//.test(url))));
  `;
  const cwd = join(stacksFolder, "..");
  return JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd, encoding: "utf8" }),
  );
}

describe("the reminder of old passwords", () => {
  const since = (date: string, today: string) =>
    rotationReminders({ recoveryDays: 30, passwordDate: "2026-11-01", tenantPasswordDates: [date] }, new Date(today));

  it("comes after 90 days, with what to do", () => {
    assert.deepEqual(since("2026-11-01", "2027-01-30"), []);
    const [administrator, tenants] = since("2026-11-01", "2027-01-31");
    assert.match(administrator ?? "", /91 days old.*secrets\.passwordDate/);
    assert.match(tenants ?? "", /91 days old.*secrets\.tenantPasswordDates to \["2027-01-31", "2026-11-01"\]/);
  });

  it("is for one of the two where only that one is old", () => {
    assert.equal(since("2027-01-01", "2027-01-31").length, 1);
  });
});
