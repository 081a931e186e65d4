import { holdsObjects } from "../../azure/accounts.ts";
import * as types from "../../azure/types.ts";
import { cisAzure, pillar, securityHub } from "../../frameworks.ts";
import { is, oneOf } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import type { StackView } from "../../judge/stack-view.ts";
import type { Subject } from "../../judge/subject.ts";
import { inStack, onResource, type Rule } from "../../rule.ts";

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
/** What every pod of the platform calls: objects, secrets, identities. */
const needed = ["s3", "secretsmanager", "sts", "eks-auth"];

const zoneGroup = "azure-native:network:PrivateDnsZoneGroup";
const privateZone = "azure-native:privatedns:PrivateZone";
const zoneLink = "azure-native:privatedns:VirtualNetworkLink";
const reachesNetwork = (stack: StackView, zone: Subject): boolean =>
  stack
    .linking(zone, zoneLink, "privateZoneName")
    .some((link) => stack.linked(link, "virtualNetwork", types.virtualNetwork).length > 0);

export const cloudServicesPrivate: Rule = {
  name: "cloud-services-private",
  threat: "public-exposure",
  level: "advisory",
  severity: "medium",
  description: "Calls to the cloud's own services stay inside the network",
  why: "What takes the public way depends on NAT gateways, costs per GiB and passes by addresses that anybody has",
  frameworks: [securityHub("EC2.10"), pillar("security"), cisAzure("8.3.8"), cisAzure("9.3.2.1")],
  remedy:
    "keep the private endpoints of components/aws/endpoints.ts or components/azure/endpoints.ts, with private DNS",
  checks: {
    aws: [
      onResource(endpoint, ({ inputs }) =>
        inputs.judged(() =>
          inputs.get("vpcEndpointType") === "Interface" ? inputs.must("privateDnsEnabled", is(true), false) : [],
        ),
      ),
      inStack("aws:ec2/vpc:Vpc", (network, stack) => {
        const services = stack
          .linking(network, endpoint, "vpcId")
          .map(({ inputs }) => inputs.text("serviceName").split(".").slice(3).join("."));
        const missing = needed.filter((service) => !services.includes(service));
        return findingIf(
          missing.length > 0,
          "private endpoints",
          `none for ${missing.join(", ")}`,
          `endpoints for ${needed.join(", ")}`,
        );
      }),
    ],
    azure: [
      // What services of Azure may do past the firewall is the storage account's to say; CIS asks for it in some cases.
      onResource(types.storageAccount, (account) =>
        account.inputs.judged(() =>
          holdsObjects(account) ? account.inputs.must("networkRuleSet.bypass", is("None"), "AzureServices") : [],
        ),
      ),
      onResource(types.workspace, ({ inputs }) =>
        inputs.must("publicNetworkAccessForIngestion", oneOf("Disabled", "SecuredByPerimeter"), "Enabled"),
      ),
      inStack([types.storageAccount, types.vault, types.cacheInstance], (service, stack) => {
        if (service.type === types.storageAccount && !holdsObjects(service)) return [];
        if (service.type === types.vault && holdsKeysAlone(service, stack)) return [];
        const endpoints = stack.linking(service, types.privateEndpoint, "privateLinkServiceConnections");
        const named = endpoints.filter((each) => stack.linking(each, zoneGroup, "privateEndpointName").length > 0);
        return findingIf(
          named.length === 0,
          "private endpoint",
          endpoints.length === 0 ? undefined : "one without a name in private DNS",
          "a PrivateEndpoint with its PrivateDnsZoneGroup",
        );
      }),
      inStack(zoneGroup, (group, stack) => {
        const zones = stack.linked(group, "privateDnsZoneConfigs", privateZone);
        return findingIf(
          !zones.some((zone) => reachesNetwork(stack, zone)),
          "private DNS zone",
          zones.map(({ name }) => name),
          "one that is linked to the network",
        );
      }),
    ],
  },
};

/** Of such a vault only services of Azure ask anything: they encrypt with its keys. */
const holdsKeysAlone = (vault: Subject, stack: StackView): boolean =>
  stack.linking(vault, types.vaultKey, "vaultName").length > 0 &&
  stack.linking(vault, types.secret, "vaultName").length === 0;
