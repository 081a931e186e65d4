/** What Azure refuses of a replica and its promotion. */
import type { Refusal, Request } from "../../../cloud/definition.ts";
import { isPeered } from "../network/peering.ts";
import { networkOf } from "../network/subnets.ts";
import { type ServerInputs, serverInputs, serverType } from "./inputs.ts";
import { isPromotion, isReplica, sourceOf } from "./replicas.ts";

type ServerRefusal = Refusal<ServerInputs>;

const page = "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas";

/** Whether a replica shall be made, or is changed while it still is one. */
const staysReplica = ({ inputs, old }: Request<ServerInputs>): boolean =>
  inputs.createMode === "Replica" && (!old || isReplica(old));

const noSource: ServerRefusal = {
  code: "ResourceNotFound",
  when: ({ inputs, old, world }) =>
    !old && inputs.sourceServerResourceId !== undefined && sourceOf(world, inputs) === undefined,
  message: ({ inputs }) =>
    `The Resource '${inputs.sourceServerResourceId}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found (2026-11)",
};

const sourceless: ServerRefusal = {
  code: "MissingRequiredParameter",
  when: ({ inputs: { createMode, sourceServerResourceId }, old }) =>
    !old && ["Replica", "PointInTimeRestore"].includes(createMode) && !sourceServerResourceId,
  message: "Parameter 'properties.sourceServerResourceId' must be specified. This parameter cannot be NULL or empty.",
  source: "https://github.com/Azure/azure-cli/issues/33776 (2026-07)",
};

const replicaOfBurstable: ServerRefusal = {
  code: "ReplicaNotSupportedForBurstable",
  when: ({ inputs, old, world }) =>
    !old &&
    inputs.createMode === "Replica" &&
    serverInputs.safeParse(sourceOf(world, inputs)?.inputs).data?.sku?.tier === "Burstable",
  message: "Read replicas are not supported for the Burstable tier.",
  source: { believed: `${page} (2026-11) has the rule; no text of the error was found` },
};

const replicaWithStandby: ServerRefusal = {
  code: "ReplicaFeatureNotSupported",
  when: (request) => {
    const { highAvailability, backup } = request.inputs;
    const hasStandby = highAvailability !== undefined && highAvailability.mode !== "Disabled";
    return staysReplica(request) && (hasStandby || backup?.geoRedundantBackup === "Enabled");
  },
  message: "High availability and geo-redundant backup are not supported on read replicas.",
  source: {
    believed: `${page} (2026-11), cited in https://github.com/bridgecrewio/checkov/issues/6038 has the rule; no text of the error was found`,
  },
};

const replicaWithPassword: ServerRefusal = {
  code: "ReplicaPasswordNotSupported",
  when: (request) => staysReplica(request) && request.inputs.administratorLoginPassword !== undefined,
  message:
    "The administrator's password cannot be set on a read replica, nor in the request that promotes it: promote it first.",
  source: {
    believed: `${page}#considerations (read 2026-11): resetting it, and updating it along with a promotion, are not supported; no text of the error was found`,
  },
};

const replicaWithoutWay: ServerRefusal = {
  code: "ReplicaNetworkNotConnected",
  when: ({ inputs, old, world }) => {
    const source = serverInputs.safeParse(sourceOf(world, inputs)?.inputs).data;
    const [here, there] = [inputs, source].map((server) => networkOf(server?.network?.delegatedSubnetResourceId));
    if (old || inputs.createMode !== "Replica" || here === undefined || there === undefined) return false;
    return here !== there && !(isPeered(world, here, there) && isPeered(world, there, here));
  },
  message: ({ inputs: { sourceServerResourceId } }) =>
    `The network of the replica and that of its source ${sourceServerResourceId} are not connected in both directions.`,
  source: {
    believed:
      "https://learn.microsoft.com/azure/postgresql/network/concepts-networking-private, replication across regions (read 2026-11) has the rule; no text of the error was found",
  },
};

/** https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-read-replicas (2026-11). */
export const replicaLimit = 5;

const tooManyReplicas: ServerRefusal = {
  code: "ReplicaLimitReached",
  when: ({ inputs, world, old }) =>
    !old &&
    inputs.createMode === "Replica" &&
    world
      .all(serverType)
      .filter((other) => isReplica(other) && other.inputs.sourceServerResourceId === inputs.sourceServerResourceId)
      .length >= replicaLimit,
  message: `A server can have at most ${replicaLimit} read replicas.`,
  source: { believed: `${page} (2026-11) has the rule; no text of the error was found` },
};

const switchover: ServerRefusal = {
  code: "VirtualEndpointRequired",
  when: (request) => isPromotion(request) && request.inputs.replica?.promoteMode?.toLowerCase() === "switchover",
  message: "A switchover needs a virtual endpoint that names both servers, and the simulator has no virtual endpoints.",
  source: {
    believed: `${page}-promote (2026-11) has the rule; no text of the error was found`,
  },
};

const unreachableSource: ServerRefusal = {
  code: "SourceServerNotReachable",
  when: (request) => {
    const { inputs, world } = request;
    const source = sourceOf(world, inputs);
    const isPlanned = inputs.replica?.promoteOption.toLowerCase() === "planned";
    return isPromotion(request) && isPlanned && (!source || world.outages.isOff(source.region));
  },
  message: "A planned promotion waits for the source server's data, and that server does not answer.",
  source: {
    believed: `${page}-promote (2026-11): "planned" waits until replica and source are the same; no text of the error was found`,
  },
};

export const replicaRefusals: readonly ServerRefusal[] = [
  noSource,
  sourceless,
  replicaOfBurstable,
  replicaWithStandby,
  replicaWithPassword,
  replicaWithoutWay,
  tooManyReplicas,
  switchover,
  unreachableSource,
];

/** A source that is deleted would leave replicas of nothing. */
export const sourceKeeps: readonly ServerRefusal[] = [
  {
    code: "ServerHasReplicas",
    when: ({ old, world }) =>
      world.all(serverType).some((other) => isReplica(other) && other.inputs.sourceServerResourceId === old?.id),
    message: ({ old }) => `Server '${old?.id}' has read replicas. Delete or promote them first.`,
    source: { believed: `${page} (2026-11) has the rule; no text of the error was found` },
  },
];
