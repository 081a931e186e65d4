/** Every resource type of Azure that is simulated. */
import type { AzureDefinition } from "./definition.ts";
import { cluster } from "./resources/aks/cluster.ts";
import * as pools from "./resources/aks/pools.ts";
import * as authorization from "./resources/authorization.ts";
import * as dns from "./resources/dns.ts";
import { resourceGroup } from "./resources/groups.ts";
import * as identities from "./resources/identities.ts";
import * as vaults from "./resources/keyvault/content.ts";
import { vault } from "./resources/keyvault/vault.ts";
import * as gateways from "./resources/network/gateways.ts";
import { network } from "./resources/network/network.ts";
import { peering } from "./resources/network/peering.ts";
import * as privately from "./resources/network/private.ts";
import * as security from "./resources/network/security.ts";
import { subnet } from "./resources/network/subnets.ts";
import * as operations from "./resources/operations.ts";
import * as databases from "./resources/postgresql/server.ts";
import * as caches from "./resources/redis/redis.ts";
import { account } from "./resources/storage/account.ts";
import * as containers from "./resources/storage/containers.ts";
import { replication } from "./resources/storage/replication.ts";

export const definitions: readonly AzureDefinition[] = [
  resourceGroup,
  authorization.roleAssignment,
  authorization.roleDefinition,
  authorization.lock,
  authorization.policyDefinition,
  authorization.policyAssignment,
  identities.identity,
  identities.federatedCredential,
  vault,
  vaults.key,
  vaults.secret,
  network,
  subnet,
  peering,
  gateways.publicAddress,
  gateways.natGateway,
  security.securityGroup,
  security.flowLog,
  privately.privateEndpoint,
  privately.zoneGroup,
  privately.privateZone,
  privately.networkLink,
  account,
  containers.services,
  containers.container,
  containers.immutabilityPolicy,
  containers.managementPolicy,
  replication,
  databases.server,
  databases.configuration,
  databases.database,
  databases.entraAdministrator,
  caches.cluster,
  caches.database,
  cluster,
  pools.agentPool,
  pools.maintenance,
  dns.zone,
  dns.recordSet,
  operations.workspace,
  operations.diagnosticSetting,
  operations.budget,
];

const byType = new Map(definitions.map((definition) => [definition.type, definition]));

export const azureDefinition = (type: string): AzureDefinition | undefined => byType.get(type);

/** What to do about a type or function that is not here. */
export const notSimulated = (token: string): string =>
  `${token} is not simulated: add it under simulator/azure (catalogue.ts lists what there is), or run this stack against Azure itself`;
