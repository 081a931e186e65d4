/** The zones of each cloud, and who may write into them by the very rules that Pulumi made. */
import { Authoriser } from "../../aws/api/authorise.ts";
import { toAwsError } from "../../aws/api/errors.ts";
import { assumeRoleForPod } from "../../aws/api/pod-identity.ts";
import { parentId } from "../../azure/names.ts";
import { isAllowed } from "../../azure/rbac/decide.ts";
import type { World } from "../../world.ts";
import { azureZones, putAzureRecord } from "../azure-dns.ts";
import type { RecordSet, Zone } from "../records.ts";
import { putRoute53Record, route53Zones } from "../route53.ts";
import type { Change } from "./plan.ts";

/** The pod that writes. */
export interface Writer {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** What external-dns needs of a cloud. */
export interface DnsCloud {
  zones(): readonly Zone[];
  put(change: Change): void;
  /** Why the cloud refuses a change; nothing where it takes it. */
  refusal(change: Change, writer: Writer): string | undefined;
}

interface AwsArgs {
  readonly world: World;
  /** Name of the EKS cluster. */
  readonly cluster: string;
}

export const route53 = ({ world, cluster }: AwsArgs): DnsCloud => ({
  zones: () => route53Zones(world),
  put: ({ zone, set }) => putRoute53Record(world, zone, set),
  refusal: ({ zone, set }, writer) => {
    const authoriser = new Authoriser(world, []);
    const pod = { name: "external-dns", uid: "external-dns" };
    try {
      const principal = assumeRoleForPod({ world, authoriser }, { cluster, ...writer, pod });
      const request = {
        principal,
        action: "route53:ChangeResourceRecordSets",
        resource: `arn:aws:route53:::hostedzone/${zone.id}`,
        owner: zone.account,
        context: { "route53:changeresourcerecordsetsrecordtypes": [set.type] },
      };
      authoriser.require("query", request, { policy: undefined, decides: false });
      return undefined;
    } catch (error) {
      return toAwsError(error, "query").message;
    }
  },
});

/** @param issuer  of the tokens of the cluster's service accounts */
export const azureDns = (world: World, issuer: string): DnsCloud => ({
  zones: () => azureZones(world),
  put: ({ zone, set }) => putAzureRecord(world, zone, set),
  refusal: (change, { namespace, serviceAccount }) => {
    const subject = `system:serviceaccount:${namespace}:${serviceAccount}`;
    const principal = principalOf(world, issuer, subject);
    if (!principal) return `no managed identity trusts ${subject}`;
    const action = actionOf(change.set);
    const wish = { scope: change.zone.id, action, isData: false, suboperation: undefined, attributes: {} };
    if (isAllowed(world, principal, wish)) return undefined;
    return `AuthorizationFailed: ${principal.clientId} may not perform '${action}' over '${change.zone.id}'`;
  },
});

const actionOf = ({ type }: RecordSet): string => `Microsoft.Network/dnsZones/${type}/write`;

function principalOf(world: World, issuer: string, subject: string) {
  const credential = world
    .all("azure-native:managedidentity:FederatedIdentityCredential")
    .find(({ inputs }) => inputs.issuer === issuer && inputs.subject === subject);
  const identity =
    credential && world.find("azure-native:managedidentity:UserAssignedIdentity", parentId(credential.id));
  return (
    identity && {
      objectId: String(identity.outputs.principalId),
      clientId: String(identity.outputs.clientId),
      subscription: undefined,
    }
  );
}
