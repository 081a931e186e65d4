/** What Azure would compute for a resource, as far as other resources ask for it. Most are known by their name to others. */
import type { Computed, Outputs } from "./computed.ts";

/** Azure calls a resource by its own name in outputs, whatever the input is called. */
const named =
  (input: string, more: (inputs: Outputs, name: string) => Outputs = () => ({})) =>
  (name: string, inputs: Outputs): Outputs => ({ name: inputs[input], ...more(inputs, name) });

const ids = "/subscriptions/s/resourceGroups";

export const azureComputed: Computed = {
  "azure-native:resources:ResourceGroup": named("resourceGroupName"),
  "azure-native:managedidentity:UserAssignedIdentity": named("resourceName", (_, name) => ({
    clientId: `client-of-${name}`,
    principalId: `principal-of-${name}`,
  })),
  "azure-native:keyvault:Vault": named("vaultName", ({ vaultName, properties }) => ({
    properties: { ...Object(properties), vaultUri: `https://${vaultName}.vault.azure.net/` },
  })),
  "azure-native:keyvault:Key": named("keyName", ({ vaultName, keyName }) => ({
    keyUri: `https://${vaultName}.vault.azure.net/keys/${keyName}`,
    keyUriWithVersion: `https://${vaultName}.vault.azure.net/keys/${keyName}/1`,
  })),
  "azure-native:keyvault:Secret": named("secretName"),
  "azure-native:network:PublicIPAddress": named("publicIpAddressName", (_, name) => ({
    ipAddress: `198.51.100.${name.at(-1)}`,
  })),
  "azure-native:network:PrivateEndpoint": named("privateEndpointName"),
  "azure-native:privatedns:PrivateZone": named("privateZoneName"),
  "azure-native:storage:StorageAccount": named("accountName"),
  "azure-native:storage:BlobContainer": named("containerName", ({ accountName, containerName, resourceGroupName }) => ({
    id: `${ids}/${resourceGroupName}/providers/Microsoft.Storage/storageAccounts/${accountName}/blobServices/default/containers/${containerName}`,
  })),
  "azure-native:storage:ObjectReplicationPolicy": (name, { rules }) => ({
    policyId: `policy-of-${name}`,
    rules: [...Object(rules)].map((rule) => ({ ...rule, ruleId: `rule-of-${name}` })),
  }),
  "azure-native:dbforpostgresql:Server": named("serverName", ({ serverName }) => ({
    fullyQualifiedDomainName: `${serverName}.postgres.database.azure.com`,
  })),
  "azure-native:redisenterprise:RedisEnterprise": named("clusterName", ({ clusterName, location }) => ({
    hostName: `${clusterName}.${location}.redis.azure.net`,
  })),
  "azure-native:containerservice:ManagedCluster": named("resourceName", ({ resourceName, apiServerAccessProfile }) => {
    const inside = Reflect.get(Object(apiServerAccessProfile), "enablePrivateCluster") === true;
    return {
      fqdn: `${resourceName}.hcp.germanywestcentral.azmk8s.io`,
      privateFQDN: inside ? `${resourceName}.privatelink.germanywestcentral.azmk8s.io` : "",
      oidcIssuerProfile: { enabled: true, issuerURL: "https://germanywestcentral.oic.prod-aks.azure.com/d/c/" },
    };
  }),
  "azure-native:dns:Zone": (_, { zoneName, resourceGroupName }) => ({
    id: `${ids}/${resourceGroupName}/providers/Microsoft.Network/dnszones/${zoneName}`,
    nameServers: ["ns1-01.azure-dns.com."],
  }),
};
