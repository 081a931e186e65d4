/** Inputs that no value makes insecure, each with its reason. What is in neither list fails the mutation test. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  "a name, or words for people": [
    ...[
      "Alias name",
      "Budget name",
      "Budget budgetType",
      "UserGroup userGroupId",
      "UserGroup engine",
      "User userId",
      "User userName",
      "User engine",
    ],
    ...[
      "ParameterGroup name",
      "ParameterGroup description",
      "ParameterGroup family",
      "SubnetGroup name",
      "SubnetGroup description",
    ],
    ...[
      "SecurityGroup description",
      "SecurityGroup ingress[].description",
      "Zone name",
      "Zone comment",
      "Key description",
      "Role name",
      "Role path",
    ],
    ...[
      "Secret name",
      "Bucket bucket",
      "BucketLifecycleConfiguration rules[].id",
      "Instance username",
      "Instance engine",
      "ReplicationGroup engine",
    ],
    ...["ReplicationGroup description", "ReplicationGroup replicationGroupId", "Instance networkType"],
  ],
  "names beside the default tags": [
    "Eip",
    "FlowLog",
    "InternetGateway",
    "NatGateway",
    "RouteTable",
    "SecurityGroup",
    "Subnet",
    "Vpc",
    "VpcEndpoint",
    "Role",
  ].map((type) => `${type} tags`),
  "says what it belongs to; the stack is read by it": [
    ...[
      "DefaultSecurityGroup",
      "FlowLog",
      "InternetGateway",
      "RouteTable",
      "SecurityGroup",
      "Subnet",
      "VpcEndpoint",
    ].map((type) => `${type} vpcId`),
    ...[
      "BucketLifecycleConfiguration",
      "BucketObjectLockConfiguration",
      "BucketOwnershipControls",
      "BucketPolicy",
      "BucketPublicAccessBlock",
    ].map((type) => `${type} bucket`),
    ...[
      "BucketServerSideEncryptionConfiguration bucket",
      "BucketVersioning bucket",
      "SecretVersion secretId",
      "RolePolicy role",
      "RolePolicyAttachment role",
    ],
    ...["AccessEntry", "AccessPolicyAssociation", "Addon", "PodIdentityAssociation"].map(
      (type) => `${type} clusterName`,
    ),
    ...[
      "AccessPolicyAssociation principalArn",
      "PodIdentityAssociation roleArn",
      "PodIdentityAssociation namespace",
      "Alias targetKeyId",
      "RouteTableAssociation routeTableId",
    ],
    ...[
      "RouteTableAssociation subnetId",
      "NatGateway allocationId",
      "NatGateway subnetId",
      "UserGroup userIds",
      "SubnetGroup subnetIds",
      "VpcEndpoint routeTableIds",
    ],
    ...[
      "VpcEndpoint securityGroupIds",
      "Cluster roleArn",
      "Cluster computeConfig.nodeRoleArn",
      "FlowLog iamRoleArn",
      "FlowLog logDestination",
      "ReplicationGroup parameterGroupName",
    ],
    ...[
      "ReplicationGroup logDeliveryConfigurations[].destination",
      "RouteTable routes[].gatewayId",
      "RouteTable routes[].natGatewayId",
      "RouteTable routes[].cidrBlock",
    ],
  ],
  "size, place or rhythm: a wrong one costs money or speed": [
    ...[
      "Instance allocatedStorage",
      "Instance maxAllocatedStorage",
      "Instance instanceClass",
      "Instance storageType",
      "Instance backupWindow",
      "Instance performanceInsightsRetentionPeriod",
    ],
    ...[
      "Instance databaseInsightsMode",
      "ReplicationGroup nodeType",
      "ReplicationGroup snapshotWindow",
      "FlowLog maxAggregationInterval",
      "ReplicationGroup parameters",
    ],
    ...[
      "BucketLifecycleConfiguration rules[].transitions[].days",
      "BucketLifecycleConfiguration rules[].transitions[].storageClass",
      "BucketLifecycleConfiguration rules[].filter.prefix",
    ],
    ...[
      "Budget limitUnit",
      "Budget notifications[].comparisonOperator",
      "Budget notifications[].threshold",
      "Budget notifications[].thresholdType",
    ],
    ...[
      "ParameterGroup parameters[].applyMethod",
      "BucketLifecycleConfiguration rules[].expiration.expiredObjectDeleteMarker",
    ],
    ...["BucketLifecycleConfiguration rules[].abortIncompleteMultipartUpload.daysAfterInitiation"],
  ],
  "judged as a whole list: see `parameters`": ["ParameterGroup parameters[].name", "ParameterGroup parameters[].value"],
  "the port or range is judged with its sources": [
    "SecurityGroup ingress[].fromPort",
    "SecurityGroup ingress[].toPort",
    "Instance port",
    "ReplicationGroup port",
    "Vpc cidrBlock",
    "Subnet cidrBlock",
  ],
  "a wrong value breaks the platform at once, and opens nothing": [
    ...[
      "Vpc enableDnsHostnames",
      "Vpc enableDnsSupport",
      "Eip domain",
      "VpcEndpoint vpcEndpointType",
      "Cluster bootstrapSelfManagedAddons",
      "Cluster computeConfig.enabled",
    ],
    ...[
      "Cluster computeConfig.nodePools",
      "Cluster kubernetesNetworkConfig.elasticLoadBalancing.enabled",
      "Cluster kubernetesNetworkConfig.ipFamily",
    ],
    ...[
      "Cluster kubernetesNetworkConfig.serviceIpv4Cidr",
      "Cluster storageConfig.blockStorage.enabled",
      "Addon addonName",
      "Addon addonVersion",
      "Addon resolveConflictsOnCreate",
    ],
    ...[
      "Addon resolveConflictsOnUpdate",
      "ReplicationGroup logDeliveryConfigurations[].destinationType",
      "ReplicationGroup logDeliveryConfigurations[].logFormat",
    ],
    ...["aws skipCredentialsValidation", "aws skipRegionValidation"],
  ],
  "versions are refused by settings, and by AWS under standard support": [
    "Instance engineVersion",
    "ReplicationGroup engineVersion",
  ],
  "IAM tokens do not log in here (components/aws/database.ts)": ["Instance iamDatabaseAuthenticationEnabled"],
  "who administers the cluster is a setting, reviewed by name": [
    "AccessPolicyAssociation policyArn",
    "AccessPolicyAssociation accessScope.type",
  ],
  "a secret: no rule may look at it": [
    "Instance password",
    "SecretVersion secretString",
    "User authenticationMode.passwords",
  ],
};

/** Type and path of an input, as the reasons name them. */
export const label = (type: string, path: string): string => `${type.split(":").at(-1)} ${path}`;

export const isHarmless = (type: string, path: string): boolean =>
  Object.values(reasons).some((labels) => labels.includes(label(type, path)));
