/** The faults of each cloud, in the cloud's words, and where they strike. */
import type { Fault } from "../../simulator/faults.ts";
import type { Command } from "./bed.ts";

export interface Drill {
  readonly name: string;
  readonly command: Command;
  readonly fault: Fault;
}

/** What a fault strikes: the first of these types that the run comes to. */
interface Targets {
  /** Made early. */
  readonly early: readonly string[];
  /** The cloud draws their ids; Azure draws none. */
  readonly drawn: readonly string[];
  /** The program names them, and the cloud takes no second one of a name. */
  readonly named: readonly string[];
  /** Take minutes. */
  readonly slow: readonly string[];
  /** Cannot go while others use them. */
  readonly used: readonly string[];
}

interface Words {
  readonly throttled: string;
  readonly unanswered: string;
  readonly unfinished: string;
  readonly expired: string;
  readonly inUse: string;
  readonly slowDelete: string;
}

/**
 * AWS. Throttling and broken connections reach the engine when the provider's own retries are used up; how many it makes is
 * its affair, the form is https://github.com/GoogleCloudPlatform/terraformer/issues/1933. Unfinished:
 * https://github.com/pulumi/pulumi-aws/issues/2177. Expired: https://github.com/pulumi/pulumi-aws/issues/3866 (all read
 * 2026-11-22). The words of a broken connection are Go's; that of a slow delete follows the unfinished one.
 */
export const awsWords: Words = {
  throttled:
    "exceeded maximum number of attempts, 3, https response error StatusCode: 400, api error Throttling: Rate exceeded",
  unanswered: "exceeded maximum number of attempts, 3, read: connection reset by peer",
  unfinished: "timeout while waiting for state to become 'available' (last state: 'creating', timeout: 1h0m0s)",
  expired:
    "https response error StatusCode: 403, api error ExpiredToken: The security token included in the request is expired",
  inUse: "https response error StatusCode: 400, api error DependencyViolation: resource has a dependent object",
  slowDelete: "timeout while waiting for state to become 'deleted' (last state: 'deleting', timeout: 1h0m0s)",
};

/**
 * Azure. The provider retries some 429s by itself, and others reach the engine:
 * https://github.com/pulumi/pulumi-azure-native/issues/3720; the words are those of
 * https://github.com/alan-turing-institute/data-safe-haven/issues/2523. In use:
 * https://github.com/pulumi/pulumi-azure-native/issues/1024. Expired:
 * https://github.com/microsoft/AzureNotebooks/issues/586 (all read 2026-11-22). What the provider says when its own patience
 * ends, and of a broken connection, are Go's words.
 */
const azureWords: Words = {
  throttled: `Status=429 Code="ResourceRequestsThrottled" Message="The request rate is too large. Please retry after sometime"`,
  unanswered: "read: connection reset by peer",
  unfinished: "context deadline exceeded",
  expired: `Status=401 Code="ExpiredAuthenticationToken" Message="The access token expiry UTC time is earlier than current UTC time."`,
  inUse: `Status=409 Code="AnotherOperationInProgress" Message="Another operation on this or dependent resource is in progress."`,
  slowDelete: "context deadline exceeded",
};

const onAws: Targets = {
  early: ["aws:ec2/vpc:Vpc", "aws:s3/bucket:Bucket"],
  drawn: ["aws:ec2/subnet:Subnet", "aws:ec2/securityGroup:SecurityGroup"],
  named: ["aws:iam/role:Role", "aws:rds/subnetGroup:SubnetGroup", "aws:eks/accessEntry:AccessEntry"],
  slow: [
    "aws:rds/instance:Instance",
    "aws:eks/cluster:Cluster",
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    "aws:eks/addon:Addon",
  ],
  used: ["aws:ec2/subnet:Subnet", "aws:ec2/securityGroup:SecurityGroup", "aws:ec2/routeTable:RouteTable"],
};
const onAzure: Targets = {
  early: ["azure-native:resources:ResourceGroup"],
  drawn: ["azure-native:network:VirtualNetwork", "azure-native:network:NetworkSecurityGroup"],
  named: [
    "azure-native:managedidentity:UserAssignedIdentity",
    "azure-native:privatedns:PrivateZone",
    "azure-native:network:PrivateEndpoint",
  ],
  slow: [
    "azure-native:dbforpostgresql:Server",
    "azure-native:containerservice:ManagedCluster",
    "azure-native:containerservice:AgentPool",
    "azure-native:storage:StorageAccount",
  ],
  used: ["azure-native:managedidentity:FederatedIdentityCredential", "azure-native:network:PrivateEndpoint"],
};

const raising = (words: Words, targets: Targets): readonly Drill[] => {
  const create = (resource: readonly string[], fault: Omit<Fault, "operation" | "resource">): Fault => ({
    ...fault,
    operation: "create",
    resource: [...resource],
  });
  return [
    drill("up", "throttled", create(targets.early, { when: "before", message: words.throttled })),
    drill("up", "throttled three times", create(targets.drawn, { times: 3, when: "before", message: words.throttled })),
    drill("up", "answer lost", create(targets.drawn, { when: "unanswered", message: words.unanswered })),
    drill("up", "answer lost, name fixed", create(targets.named, { when: "unanswered", message: words.unanswered })),
    drill(
      "up",
      "credentials expired",
      create([...targets.named, ...targets.slow], { when: "before", does: "expire", message: words.expired }),
    ),
    drill("up", "made, not finished", create(targets.slow, { when: "after", message: words.unfinished })),
  ];
};

const razing = (words: Words, targets: Targets): readonly Drill[] => {
  const remove = (fault: Omit<Fault, "operation">): Fault => ({ ...fault, operation: "delete" });
  return [
    drill("destroy", "throttled", remove({ when: "before", message: words.throttled })),
    drill("destroy", "slower than the provider waits", remove({ when: "unanswered", message: words.slowDelete })),
    drill(
      "destroy",
      "still in use",
      remove({ resource: [...targets.used], times: 2, when: "before", message: words.inUse }),
    ),
    drill("destroy", "credentials expired", remove({ nth: 2, when: "before", does: "expire", message: words.expired })),
  ];
};

const drill = (command: Command, name: string, fault: Fault): Drill => ({ command, name, fault });

/** @param cloud  as the stack's settings name it */
export function drillsOf(cloud: string): { readonly up: readonly Drill[]; readonly destroy: readonly Drill[] } {
  const [words, targets] = cloud === "azure" ? [azureWords, onAzure] : [awsWords, onAws];
  return { up: raising(words, targets), destroy: razing(words, targets) };
}

/**
 * The engine killed at an operation.
 * @param nth       operation of the run, counted from 1
 * @param happened  whether it has happened by then, so that something is there that the engine knows nothing of
 */
export const kill = (command: Command, nth: number, happened: boolean): Drill => ({
  command,
  name: "engine killed",
  fault: { nth, when: happened ? "unanswered" : "before", does: "kill" },
});
