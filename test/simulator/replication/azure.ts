/** Blob storage in two regions, behind the simulated internet, with what the components emit. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { groupName } from "../../../components/azure/groups.ts";
import { accountName } from "../../../components/azure/names.ts";
import { EntraIssuer } from "../../../simulator/azure/entra/tokens.ts";
import { policyIdOf, policySchema } from "../../../simulator/azure/resources/storage/policies.ts";
import { CertificateAuthority } from "../../../simulator/certificates.ts";
import { type Internet, startInternet } from "../../../simulator/internet/internet.ts";
import { simulatorPaths } from "../../../simulator/paths.ts";
import { Supervisor } from "../../../simulator/supervisor.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { World } from "../../../simulator/world.ts";
import { computed } from "../../components/computed.ts";
import type { Registered } from "../../components/mocks.ts";
import { contextOf, type Linked, linkedResources } from "./emitted.ts";

const subscription = "00000000-0000-4000-8000-000000000001";
export const [home, away] = ["germanywestcentral", "swedencentral"] as const;
const regionOf = { main: home, spare: away };
type Owner = keyof typeof regionOf;

const context = (owner: Owner) => contextOf("azure", subscription, owner, regionOf[owner]);
export const accountOf = (owner: Owner, kind: string): string => accountName(context(owner), kind);
const idOf = (owner: Owner, kind: string) =>
  `/subscriptions/s/resourceGroups/${groupName(context(owner), "objects")}/providers/Microsoft.Storage/storageAccounts/${accountOf(owner, kind)}`;

const linked: Linked = {
  account: subscription,
  regions: [home, away],
  peer: (kind) => ({
    name: kind,
    id: `${idOf("main", kind)}/blobServices/default/containers/${kind}`,
    account: accountOf("main", kind),
    key: "unused",
  }),
};

export interface BlobRegions {
  readonly world: World;
  readonly internet: Internet;
  /** Waits until nothing is on its way. */
  arrived(): Promise<void>;
  /** A request of whoever runs Pulumi. @returns status line, headers and text */
  blob(account: string, method: string, path: string, body?: string): Promise<string>;
  end(): Promise<void>;
}

/** Milliseconds between two looks. */
const pollMs = 20;

export async function startBlobRegions(): Promise<BlobRegions> {
  const folder = mkdtempSync(join(tmpdir(), "longshore-blobs-"));
  const paths = simulatorPaths(folder);
  const [world, supervisor] = [new World(paths.state), new Supervisor(paths)];
  const resources = await linkedResources("azure", linked);
  for (const resource of resources) put(world, resource, policyIds(resources));
  const entra = new EntraIssuer(paths.state);
  const internet = await startInternet({
    paths,
    world,
    supervisor,
    toolchain: readToolchain(),
    authority: await CertificateAuthority.open(paths.state),
    administrators: [],
    whoIs: async () => undefined,
    entra,
    whoIsWorkload: async () => undefined,
  });
  const claims = { iss: "test", aud: "https://storage.azure.com", tid: "t", sub: "s", oid: "o", appid: "a" };
  // The mocks' resources are in the subscription `s`.
  const token = entra.issue({ ...claims, subscription: "s" }, 3600);
  return {
    world,
    internet,
    arrived: async () => {
      while (internet.replication.blobs.pending > 0) await pause(pollMs);
    },
    blob: async (account, method, path, body) => {
      const headers = {
        authorization: `Bearer ${token}`,
        "x-ms-version": "2024-11-04",
        ...(method === "PUT" ? { "x-ms-blob-type": "BlockBlob", "x-ms-meta-carrier": "northern" } : {}),
      };
      const args = [
        ...["--silent", "--show-error", "--include", "--suppress-connect-headers", "--request", method],
        ...Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
        ...(body === undefined ? [] : ["--data-binary", body]),
        `https://${account}.blob.core.windows.net/${path}`,
      ];
      const env = { PATH: process.env.PATH, ...internet.environment() };
      return (await promisify(execFile)("curl", args, { env })).stdout;
    },
    end: async () => {
      await internet.close();
      await supervisor.stopAll();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Ids that Azure gives to policies, by what the mocks call them. */
const policyIds = (resources: readonly Registered[]): readonly (readonly [string, string])[] =>
  resources
    .filter(({ type, name }) => type === "azure-native:storage:ObjectReplicationPolicy" && name.endsWith("-in"))
    .map(({ name, inputs }) => [`policy-of-${name}`, policyIdOf(policySchema.parse(inputs))]);

function put(world: World, { type, name, inputs: written }: Registered, ids: ReturnType<typeof policyIds>): void {
  let text = JSON.stringify(written);
  for (const [called, id] of ids) text = text.replaceAll(called, id);
  for (const owner of ["main", "spare"] as const)
    for (const kind of ["backups", "archives", "files", "exports"])
      text = text.replaceAll(`"${owner}-objects-${kind}-id"`, JSON.stringify(idOf(owner, kind)));
  const inputs = JSON.parse(text);
  const { id = idIn(type, inputs) ?? `${name}-id`, ...outputs } = { ...computed(type, name, inputs) };
  const region = /^(spare|copies)/.test(name) ? away : home;
  world.put({ type, id: String(id), account: subscription, region, inputs, outputs: { ...inputs, ...outputs } });
}

/** Ids whose parts the simulator reads. */
function idIn(type: string, { resourceGroupName, accountName: account, ...inputs }: Registered["inputs"]) {
  const whole = `/subscriptions/s/resourceGroups/${resourceGroupName}/providers/Microsoft.Storage/storageAccounts/${account}`;
  switch (type.replace("azure-native:storage:", "")) {
    case "StorageAccount":
      return whole;
    case "BlobServiceProperties":
      return `${whole}/blobServices/default`;
    case "BlobContainerImmutabilityPolicy":
      return `${whole}/blobServices/default/containers/${inputs.containerName}/immutabilityPolicies/default`;
    case "ObjectReplicationPolicy":
      return `${whole}/objectReplicationPolicies/${inputs.objectReplicationPolicyId}`;
    default:
      return undefined;
  }
}
