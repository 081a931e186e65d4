/** Whatever the manifests ask of Pulumi, Pulumi hands over: switches, facts, facts of tenants, properties of secrets. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { factDomain } from "../../components/gitops/facts.ts";
import { ofType, only } from "../components/mocks.ts";
import { standardPlatform } from "../components/platforms.ts";
import { mentions } from "./support/mentions.ts";

const gitops = join(import.meta.dirname, "..", "..", "gitops");

/** Manifests and templates; what people write about a platform (`platforms`) and what a ring runs is no template. */
const files = readdirSync(gitops, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ya?ml|tpl)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => !file.startsWith(join(gitops, "platforms")) && !file.startsWith(join(gitops, "rings")));

/** Every word that one of the patterns catches, with the files that use it. */
function used(...patterns: readonly RegExp[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    for (const pattern of patterns) {
      for (const [, word = ""] of text.matchAll(pattern))
        found.set(word, [...new Set([...(found.get(word) ?? []), file.slice(gitops.length + 1)])]);
    }
  }
  return found;
}

function assertGiven(wanted: ReadonlyMap<string, readonly string[]>, given: readonly string[]): void {
  assert(wanted.size > 0, "the manifests use some; else this test looks in the wrong place");
  for (const [word, where] of wanted)
    assert(given.includes(word), `${word}, used in ${where.join(", ")}, is not handed over`);
}

const stacks = ["aws-production", "azure-production"];

async function handedOver(kind: "labels" | "annotations"): Promise<Readonly<Record<string, string>>> {
  // Both clouds hand over the same (test/components/parity.test.ts).
  const { resources } = await standardPlatform();
  const { metadata } = only(resources, "kubernetes:core/v1:Secret").inputs;
  assert(typeof metadata === "object" && metadata !== null);
  const values: Readonly<Record<string, string>> = Reflect.get(metadata, kind);
  const own = Object.entries(values).filter(([key]) => key.startsWith(`${factDomain}/`));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(factDomain.length + 1), value]));
}

describe("the contract between Pulumi and gitops/", () => {
  it("gives every fact that a manifest uses", async () => {
    const wanted = used(
      /index \.metadata\.annotations "longshore\.dev\/([\w-]+)"/g,
      ...mentions.facts,
      // Parameters of a component: `<fact>` in the value of a chart's parameter.
      /^ {2}[\w.[\]\\-]+: .*<([\w-]+)>/gm,
    );
    assertGiven(wanted, Object.keys(await handedOver("annotations")));
  });

  it("gives every switch that a manifest selects on", async () => {
    const wanted = used(/key: longshore\.dev\/(environment|cloud|role|tier)\b/g, ...mentions.switches);
    assertGiven(wanted, Object.keys(await handedOver("labels")));
  });

  it("gives every fact of a tenant that a manifest uses", async () => {
    const { tenants = "" } = await handedOver("annotations");
    const [tenant] = JSON.parse(tenants);
    assertGiven(used(/\$?\.(?:Values\.)?tenant\.(\w+)/g), Object.keys(tenant));
  });

  it("puts every property that an ExternalSecret asks for into some secret", async () => {
    const wanted = used(/property: (\w+)/g, /"(\w*(?:[uU]sername|[pP]assword))"/g);
    for (const stack of stacks) {
      const { resources } = await standardPlatform(stack);
      const onAws = ofType(resources, "aws:secretsmanager/secretVersion:SecretVersion");
      const onAzure = ofType(resources, "azure-native:keyvault:Secret");
      const values = [
        ...onAws.map(({ inputs }) => inputs.secretString),
        ...onAzure.map(({ inputs }) => Reflect.get(Object(inputs.properties), "value")),
      ];
      assertGiven(
        wanted,
        values.flatMap((value) => Object.keys(JSON.parse(String(value)))),
      );
    }
  });

  it("binds identities to service accounts that pods run as", async () => {
    const { resources } = await standardPlatform();
    const accounts = used(
      /serviceAccountName: ([\w-]+)/g,
      /serviceAccount: \{ name: ([\w-]+)/g,
      /"serviceAccount" "([\w-]+)"/g,
    );
    for (const { inputs } of ofType(resources, "aws:eks/podIdentityAssociation:PodIdentityAssociation"))
      assert(accounts.has(String(inputs.serviceAccount)), `no pod runs as ${inputs.serviceAccount}`);
  });

  it("binds identities of Azure to service accounts of pods, or to those that External Secrets reads for", async () => {
    const { resources } = await standardPlatform("azure-production");
    const pods = used(
      /serviceAccountName: ([\w-]+)/g,
      /serviceAccount: \{ name: ([\w-]+)/g,
      /"serviceAccount" "([\w-]+)"/g,
    );
    const stores = used(/serviceAccountRef: \{ name: ([\w-]+)/g);
    for (const { inputs } of ofType(resources, "azure-native:managedidentity:FederatedIdentityCredential")) {
      const account = String(inputs.subject).split(":").at(-1) ?? "";
      assert(pods.has(account) || stores.has(account), `nobody uses ${account}`);
    }
  });
});
