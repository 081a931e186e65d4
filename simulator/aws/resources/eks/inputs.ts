/** What the simulator reads of a cluster, and how others name it. */
import * as z from "zod";
import type { Target } from "../../../cloud/definition.ts";
import type { Properties } from "../../../world.ts";
import { role } from "../iam/role.ts";

export const clusterTarget: Target = {
  type: "aws:eks/cluster:Cluster",
  missing: {
    code: "ResourceNotFoundException",
    message: (name) => `No cluster found for name: ${name}.`,
    source: "EKS API reference, DescribeCluster; wording from public logs (2026-11)",
  },
};

export const notAssumed = (arn: string): string =>
  `Role with arn: ${arn}, could not be assumed because it does not exist or the trusted entity is not correct`;
export const notAssumedSource = "https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2406 (read 2026-11)";

/** A role by its ARN. */
export const roleArn: Target = {
  type: role.type,
  by: "arn",
  missing: { code: "InvalidParameterException", message: notAssumed, source: notAssumedSource },
};

const switchable = z.looseObject({ enabled: z.boolean().default(false) }).default({ enabled: false });
const access = z.looseObject({
  authenticationMode: z.enum(["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"]).default("CONFIG_MAP"),
  bootstrapClusterCreatorAdminPermissions: z.boolean().default(true),
});

/** With EKS's defaults: API reference, CreateCluster (2026-11). */
export const clusterInputs = z.looseObject({
  name: z.string(),
  version: z.string(),
  roleArn: z.string(),
  vpcConfig: z.looseObject({
    subnetIds: z.array(z.string()),
    endpointPrivateAccess: z.boolean().default(false),
    endpointPublicAccess: z.boolean().default(true),
    publicAccessCidrs: z.array(z.string()).default(["0.0.0.0/0"]),
  }),
  accessConfig: access.default(access.parse({})),
  computeConfig: switchable,
  deletionProtection: z.boolean().default(false),
});

export type ClusterInputs = z.output<typeof clusterInputs>;

/** How a cluster knows people, of what was asked for. */
export const modeOf = (inputs: Properties | undefined): string =>
  z.looseObject({ accessConfig: access.default(access.parse({})) }).parse(inputs ?? {}).accessConfig.authenticationMode;
