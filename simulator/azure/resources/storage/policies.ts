/** Object replication policies, as whoever copies and whoever refuses reads them. */
import * as z from "zod";
import type { World } from "../../../world.ts";
import { lastSegment, uuidOf } from "../../names.ts";

export const replicationType = "azure-native:storage:ObjectReplicationPolicy";

export const policySchema = z.looseObject({
  resourceGroupName: z.string(),
  accountName: z.string(),
  /** `default` on the destination. */
  objectReplicationPolicyId: z.string(),
  /** Resource ids. */
  sourceAccount: z.string(),
  destinationAccount: z.string(),
  rules: z
    .array(
      z.looseObject({
        ruleId: z.string().optional(),
        sourceContainer: z.string(),
        destinationContainer: z.string(),
        filters: z
          .looseObject({ minCreationTime: z.string().optional(), prefixMatch: z.array(z.string()).optional() })
          .optional(),
      }),
    )
    .default([]),
});
export type Policy = z.output<typeof policySchema>;

/** Azure names a policy when its destination asks for one. */
export const policyIdOf = ({ objectReplicationPolicyId, sourceAccount, destinationAccount }: Policy): string =>
  objectReplicationPolicyId === "default"
    ? uuidOf(`${sourceAccount} to ${destinationAccount}`)
    : objectReplicationPolicyId;

export const isDestination = ({ accountName, destinationAccount }: Policy): boolean =>
  lastSegment(destinationAccount) === accountName;

export const policiesOf = (world: World): readonly Policy[] =>
  world.all(replicationType).map(({ inputs }) => policySchema.parse(inputs));
