/**
 * What Pulumi emits for two tenants that share a platform and for one that has its own, as the providers would leave it in
 * the World: the simulated clouds then decide by these very policies, role assignments and users.
 */
import type { World } from "../../../simulator/world.ts";
import { computed } from "../../components/computed.ts";
import type { Registered } from "../../components/mocks.ts";
import { variedPlatform } from "../../components/platforms.ts";

/** Tries to get out. */
export const a = "harbor";
/** Shares the platform with A; its name begins with A's, so that a prefix that ends too early shows. */
export const b = "harbor-west";
/** Has stores of its own. */
export const dedicated = "dock";

export const account = "123456789012";
export const region = "eu-central-1";
export const cluster = "longshore-production-cluster";

export interface Emitted {
  readonly aws: readonly Registered[];
  readonly azure: readonly Registered[];
}

/** Builds both platforms and writes them into the World. */
export async function emit(world: World): Promise<Emitted> {
  const aws = (await variedPlatform("aws")).resources.filter(({ custom }) => custom);
  const azure = (await variedPlatform("azure")).resources.filter(({ custom }) => custom);
  settle(world, aws, { account, region });
  settle(world, azure, { account: "4d9f3b26-7e8a-4c5b-ab34-9abf2e3d4c56", region: "germanywestcentral" });
  return { aws, azure };
}

interface Place {
  readonly account: string;
  readonly region: string;
}

/** Writes what a program registered into the World. */
export function settle(world: World, resources: readonly Registered[], place: Place): void {
  const ids = armIds(resources);
  for (const resource of resources) if (resource.custom) put(world, withIds(resource, ids), place, ids);
}

function put(
  world: World,
  { type, name, inputs }: Registered,
  place: Place,
  ids: Readonly<Record<string, string>>,
): void {
  const { id = `${name}-id`, ...outputs } = { ...computed(type, name, inputs), ...more(type, inputs) };
  const all = { type, id: ids[`${type} ${name}`] ?? String(id), inputs, outputs: { ...inputs, ...outputs } };
  // The mocks compute in one account, whoever asks.
  world.put({ ...JSON.parse(JSON.stringify(all).replaceAll(account, place.account)), ...place });
}

/** What the clouds compute and no component asks for. */
function more(type: string, inputs: Registered["inputs"]): Registered["inputs"] {
  if (type === "aws:eks/cluster:Cluster") return { arn: `arn:aws:eks:${region}:${account}:cluster/${inputs.name}` };
  if (type !== "azure-native:keyvault:Secret") return {};
  const secretUri = `https://${inputs.vaultName}.vault.azure.net/secrets/${inputs.secretName}`;
  return { properties: { ...Object(inputs.properties), secretUri } };
}

/** Ids whose parts Azure reads, by type and name; the mocks give ids without parts. */
function armIds(resources: readonly Registered[]): Readonly<Record<string, string>> {
  const nameOf = (type: string, input: string, value: unknown) =>
    resources.find((each) => each.type === type && each.inputs[input] === value)?.name;
  const ids: Record<string, string> = {};
  for (const { type, name, inputs } of resources) {
    const key = `${type} ${name}`;
    const group = `/subscriptions/s/resourceGroups/${inputs.resourceGroupName}/providers`;
    if (type === "azure-native:storage:StorageAccount")
      ids[key] = `${group}/Microsoft.Storage/storageAccounts/${inputs.accountName}`;
    if (type === "azure-native:storage:BlobContainerImmutabilityPolicy")
      ids[key] =
        `${group}/Microsoft.Storage/storageAccounts/${inputs.accountName}/blobServices/default/containers/${inputs.containerName}/immutabilityPolicies/default`;
    if (type === "azure-native:storage:BlobServiceProperties")
      ids[key] = `${group}/Microsoft.Storage/storageAccounts/${inputs.accountName}/blobServices/default`;
    if (type === "azure-native:authorization:RoleDefinition")
      ids[key] = `${inputs.scope}/providers/Microsoft.Authorization/roleDefinitions/${inputs.roleDefinitionId}`;
    if (type === "azure-native:keyvault:Secret")
      ids[key] =
        `${nameOf("azure-native:keyvault:Vault", "vaultName", inputs.vaultName)}-id/secrets/${inputs.secretName}`;
    if (type === "azure-native:managedidentity:FederatedIdentityCredential") {
      const identity = nameOf("azure-native:managedidentity:UserAssignedIdentity", "resourceName", inputs.resourceName);
      ids[key] = `${identity}-id/federatedIdentityCredentials/${inputs.federatedIdentityCredentialResourceName}`;
    }
  }
  return ids;
}

/** The same resource, naming accounts by the ids that they have here. */
function withIds(resource: Registered, ids: Readonly<Record<string, string>>): Registered {
  let text = JSON.stringify(resource.inputs);
  for (const [key, id] of Object.entries(ids)) {
    const [type = "", name = ""] = key.split(" ");
    if (type.endsWith(":StorageAccount")) text = text.replaceAll(`"${name}-id"`, JSON.stringify(id));
  }
  return { ...resource, inputs: JSON.parse(text) };
}
