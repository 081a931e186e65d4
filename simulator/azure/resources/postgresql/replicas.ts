/** Which role a server has in a replication set, and which it gets. */
import type { Request } from "../../../cloud/definition.ts";
import type { SimulatedResource, World } from "../../../world.ts";
import { type ServerInputs, serverType } from "./inputs.ts";

/** The server that another one copies or was restored from, where it still stands. */
export const sourceOf = (world: World, { sourceServerResourceId: id }: ServerInputs): SimulatedResource | undefined =>
  id === undefined ? undefined : world.find(serverType, id);

/** Whether a server that stands is a replica; a promoted one keeps the inputs that it was made with. */
export const isReplica = ({ inputs, outputs }: Pick<SimulatedResource, "inputs" | "outputs">): boolean =>
  inputs.createMode === "Replica" && outputs.replicationRole !== "Primary";

/** Whether an update shall make a replica a server of its own. */
export const isPromotion = ({ inputs: { replica }, old }: Pick<Request<ServerInputs>, "inputs" | "old">): boolean =>
  old !== undefined && isReplica(old) && replica?.promoteMode !== undefined;

/** As the REST reference names them, Servers - Get, ReplicationRole (2026-11). */
export function roleOf(request: Request<ServerInputs>): "Primary" | "AsyncReplica" | "GeoAsyncReplica" {
  const { inputs, old, world, region } = request;
  const staysReplica = inputs.createMode === "Replica" && !(old && !isReplica(old)) && !isPromotion(request);
  if (!staysReplica) return "Primary";
  const near = old ? old.outputs.replicationRole === "AsyncReplica" : sourceOf(world, inputs)?.region === region;
  return near ? "AsyncReplica" : "GeoAsyncReplica";
}
