import assert from "node:assert/strict";
import { rules } from "../../policy-pack/rules/index.ts";
import { ofType, only, type Registered } from "../components/mocks.ts";
import { azureMutations } from "./mutations/azure.ts";
import { isHarmlessOnAzure } from "./mutations/azure-harmless.ts";
import { azureParameters } from "./mutations/azure-stores.ts";
import { azurePlatform, variedAzure } from "./support/azure.ts";
import { insecureInputs } from "./support/insecure.ts";
import { judge } from "./support/judge.ts";

/** Each single one of these is missed. */
const guards = [
  "azure-native:authorization:ManagementLockByScope",
  "azure-native:authorization:PolicyAssignment",
  "azure-native:authorization:PolicyDefinition",
  "azure-native:consumption:Budget",
  "azure-native:containerservice:AgentPool",
  "azure-native:containerservice:MaintenanceConfiguration",
  "azure-native:monitor:DiagnosticSetting",
  "azure-native:network:FlowLog",
  "azure-native:network:NatGateway",
  "azure-native:network:PrivateDnsZoneGroup",
  "azure-native:network:PrivateEndpoint",
  "azure-native:storage:BlobContainerImmutabilityPolicy",
  "azure-native:storage:BlobServiceProperties",
  "azure-native:storage:ManagementPolicy",
];
/** The zone of a database server in a delegated subnet: Azure itself refuses a server without it. */
const isLinkOfEndpoint = ({ name }: Registered) => !name.endsWith("-database");
const configuration = "azure-native:dbforpostgresql:Configuration";
/** Azure has these as they should be unless somebody sets them. */
const shipped = ["require_secure_transport", "ssl_min_protocol_version"];
const hole = { access: "Allow", protocol: "Tcp", sourcePortRange: "*", destinationPortRange: "22" };

describe("insecure inputs on Azure", function () {
  this.timeout(240_000);
  insecureInputs({
    cloud: "azure",
    platform: () => azurePlatform(),
    mutations: azureMutations,
    isHarmless: isHarmlessOnAzure,
    single: (resources) =>
      Object.entries(azureParameters).map(([name, value]) => {
        const original = ofType(resources, configuration).find(({ inputs }) => inputs.configurationName === name);
        assert(original, name);
        const changed = { ...original, inputs: { ...original.inputs, value } };
        return [`Configuration ${name}: ${value}`, resources.map((each) => (each === original ? changed : each))];
      }),
    guards: (resources) => [
      ...guards.flatMap((type) => ofType(resources, type)),
      ...ofType(resources, "azure-native:privatedns:VirtualNetworkLink").filter(isLinkOfEndpoint),
      ...ofType(resources, configuration).filter(
        ({ inputs }) =>
          String(inputs.configurationName) in azureParameters && !shipped.includes(String(inputs.configurationName)),
      ),
    ],
    varied: variedAzure,
    remade: [
      "azure-native:authorization:RoleAssignment",
      "azure-native:managedidentity:UserAssignedIdentity",
      "azure-native:network:PrivateDnsZoneGroup",
      "azure-native:network:PrivateEndpoint",
    ],
    strangers: [
      ["azure-native:dbforpostgresql:FirewallRule", { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" }],
      ["azure-native:network:SecurityRule", { ...hole, direction: "Inbound", sourceAddressPrefix: "*" }],
      ["azure-native:network:SecurityRule", { ...hole, direction: "Outbound", destinationAddressPrefix: "Internet" }],
      ["azure-native:network:Subnet", { subnetName: "stranger", defaultOutboundAccess: false }],
      [
        "azure-native:network:Subnet",
        { subnetName: "stranger", networkSecurityGroup: { id: "network-application-id" } },
      ],
      ["azure-native:redisenterprise:AccessPolicyAssignment", { accessPolicyName: "default" }],
      ["azure-native:web:WebApp", { location: "germanywestcentral" }],
    ],
  });
});

describe("rules over several resources of Azure", () => {
  const tripped = (resources: readonly Registered[]) => [
    ...new Set(judge(rules, resources).violations.map(({ rule }) => rule)),
  ];

  it("see that a plane without nodes is open to the internet, even on the web's ports", async () => {
    const resources = await azurePlatform();
    const group = only(resources, "azure-native:network:NetworkSecurityGroup", "network-management");
    const web = {
      ...hole,
      name: "web",
      priority: 200,
      direction: "Inbound",
      sourceAddressPrefix: "Internet",
      destinationAddressPrefix: "*",
      destinationPortRange: "443",
    };
    const securityRules = [web, ...[group.inputs.securityRules].flat()];
    const changed = { ...group, inputs: { ...group.inputs, securityRules } };
    assert.deepEqual(tripped(resources.map((each) => (each === group ? changed : each))), [
      "ingress-closed-to-internet",
    ]);
  });

  it("judge a stack that refers by literal names as they judge one that refers by outputs", async () => {
    const literal = (await azurePlatform()).map((resource) => ({ ...resource, propertyDependencies: {} }));
    assert.deepEqual(tripped(literal), []);
  });

  it("judge what Azure answers, which leaves out the words of its path, as they judge what it is asked", async () => {
    assert.deepEqual(tripped((await azurePlatform()).map(asAnswered)), []);
  });
});

/** Azure answers with `name` instead of the words that stand in a resource's path. */
function asAnswered(resource: Registered): Registered {
  const isPath = (input: string) => /Name$/.test(input) && input !== "roleName";
  const kept = Object.entries(resource.inputs).filter(([input]) => !isPath(input) && input !== "resourceUri");
  const name = nameWords.map((word) => resource.inputs[word]).find((value) => value !== undefined);
  const custom = resource.type.startsWith("azure-native:");
  return custom ? { ...resource, inputs: { ...Object.fromEntries(kept), name } } : resource;
}

/** The most specific word first: a container is asked for under its account's name as well. */
const nameWords = [
  ...["configurationName", "secretName", "keyName", "containerName", "databaseName", "agentPoolName", "configName"],
  ...[
    "federatedIdentityCredentialResourceName",
    "privateDnsZoneGroupName",
    "virtualNetworkLinkName",
    "blobServicesName",
  ],
  ...["managementPolicyName", "immutabilityPolicyName", "privateEndpointName", "privateZoneName", "flowLogName"],
  ...[
    "accountName",
    "clusterName",
    "natGatewayName",
    "networkSecurityGroupName",
    "publicIpAddressName",
    "resourceName",
  ],
  ...[
    "serverName",
    "vaultName",
    "virtualNetworkName",
    "workspaceName",
    "lockName",
    "policyAssignmentName",
    "policyDefinitionName",
    "budgetName",
    "zoneName",
  ],
  "resourceGroupName",
];
