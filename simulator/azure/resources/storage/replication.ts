/**
 * One side of an object replication policy. The destination's is made first, as `default`, and gets an id; the source's carries
 * it. https://learn.microsoft.com/azure/storage/blobs/object-replication-overview (2026-11).
 */
import * as z from "zod";
import type { World } from "../../../world.ts";
import { define } from "../../define.ts";
import { uuidOf } from "../../names.ts";
import { containerType, servicesType } from "./containers.ts";
import { isDestination, policiesOf, policyIdOf, policySchema, replicationType } from "./policies.ts";

const overview = "https://learn.microsoft.com/azure/storage/blobs/object-replication-overview (2026-11)";

const has = (world: World, account: string, feature: "isVersioningEnabled" | "changeFeed"): boolean =>
  world.all(servicesType).some(({ id, inputs }) => {
    const { isVersioningEnabled, changeFeed } = featuresSchema.parse(inputs);
    return (
      id.startsWith(`${account}/`) && (feature === "changeFeed" ? changeFeed?.enabled === true : isVersioningEnabled)
    );
  });
const featuresSchema = z.looseObject({
  isVersioningEnabled: z.boolean().default(false),
  changeFeed: z.looseObject({ enabled: z.boolean() }).optional(),
});

/** Where only the page has the rule. */
const believed = { believed: `${overview} has the rule; no text of the error was found` };

export const replication = define({
  type: replicationType,
  path: "Microsoft.Storage/storageAccounts/{accountName}/objectReplicationPolicies/{objectReplicationPolicyId}",
  inputs: policySchema,
  refusals: [
    {
      code: "InvalidRequestPropertyValue",
      when: ({ inputs, world }) =>
        !isDestination(inputs) &&
        !policiesOf(world).some((other) => isDestination(other) && policyIdOf(other) === policyIdOf(inputs)),
      message: ({ inputs }) => `The value '${inputs.objectReplicationPolicyId}' is not allowed for property policyId.`,
      source: "https://github.com/Azure/bicep-types-az/issues/2420 (read 2026-11)",
    },
    {
      code: "InvalidRequestPropertyValue",
      when: ({ inputs, world }) =>
        [inputs.sourceAccount, inputs.destinationAccount].some((id) => !has(world, id, "isVersioningEnabled")),
      message: "Object replication needs blob versioning on both storage accounts.",
      source: believed,
    },
    {
      code: "InvalidRequestPropertyValue",
      when: ({ inputs, world }) => !has(world, inputs.sourceAccount, "changeFeed"),
      message: "Object replication needs the change feed on the source account.",
      source: believed,
    },
    {
      code: "ContainerNotFound",
      when: ({ inputs: { rules, sourceAccount, destinationAccount }, world }) =>
        rules.some(
          ({ sourceContainer, destinationContainer }) =>
            !world.find(containerType, `${sourceAccount}/blobServices/default/containers/${sourceContainer}`) ||
            !world.find(containerType, `${destinationAccount}/blobServices/default/containers/${destinationContainer}`),
        ),
      message: "The source and destination containers must both exist before a rule names them.",
      source: believed,
    },
  ],
  compute: ({ inputs }) => ({
    policyId: policyIdOf(inputs),
    rules: inputs.rules.map((rule, index) => ({
      ...rule,
      ruleId: rule.ruleId ?? uuidOf(`${policyIdOf(inputs)} ${index}`),
    })),
  }),
  backing: {
    program: "the simulator's own copier",
    // It follows the World by itself.
    apply: async () => ({}),
    remove: async () => {},
    standIns: () => ["copies have version ids of their own, as in Azure"],
  },
});
