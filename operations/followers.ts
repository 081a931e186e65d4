/** Databases of a stack that follow one in another region, as the stack's state has them. */
import { resourcesOf, type State, type StateResource } from "./state.ts";

export function followers(state: State): readonly StateResource[] {
  return resourcesOf(state).filter(({ type, inputs = {}, outputs = {}, delete: left }) => {
    if (left) return false;
    // An ARN leads to another region, an instance's name does not.
    if (type === "aws:rds/instance:Instance") return String(inputs.replicateSourceDb ?? "").startsWith("arn:");
    return type === "azure-native:dbforpostgresql:Server" && outputs.replicationRole === "GeoAsyncReplica";
  });
}
