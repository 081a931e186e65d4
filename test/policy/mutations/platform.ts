/** What would make network, cluster, identities, keys, logs, budget and provider insecure. */
import { type Mutations, replaced } from "./change.ts";

const unset = undefined;
const internet = { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] };
const everything = { protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlocks: ["::/0"] };
const fullRights = '{"Version":"2012-10-17","Statement":[{"Sid":"All","Effect":"Allow","Action":"*","Resource":"*"}]}';

export const platform: Mutations = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { ingress: [[internet]], egress: [[everything]] },
  "aws:ec2/securityGroup:SecurityGroup": {
    "ingress[].cidrBlocks": [["0.0.0.0/0"], ["10.40.0.0/16"]],
    "ingress[].protocol": ["-1"],
    ingress: [[internet], [everything]],
    egress: [[{ ...everything, cidrBlocks: ["0.0.0.0/0"] }]],
  },
  "aws:ec2/subnet:Subnet": { mapPublicIpOnLaunch: [true], availabilityZone: ["eu-central-1a"] },
  "aws:ec2/flowLog:FlowLog": { trafficType: ["REJECT", "ACCEPT"] },
  "aws:ec2/routeTable:RouteTable": {
    routes: [
      [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }],
      // The table of the database plane is the only one without a route.
      (old: unknown) =>
        Array.isArray(old) && old.length > 0 ? old : [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }],
    ],
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    policy: [
      unset,
      replaced(/,"Condition":\{"StringEquals":\{[^}]*\}\}/, ""),
      replaced(',"aws:ResourceAccount":"123456789012"', ""),
    ],
    privateDnsEnabled: [false, unset],
    serviceName: ["com.amazonaws.eu-central-1.sqs"],
    subnetIds: [["network-management-1-id"]],
  },
  "aws:eks/cluster:Cluster": {
    "accessConfig.authenticationMode": ["API_AND_CONFIG_MAP", "CONFIG_MAP", unset],
    "accessConfig.bootstrapClusterCreatorAdminPermissions": [true, unset],
    deletionProtection: [false, unset],
    enabledClusterLogTypes: [[], ["api", "authenticator", "controllerManager", "scheduler"], unset],
    "encryptionConfig.provider.keyArn": [unset],
    "encryptionConfig.resources": [[]],
    encryptionConfig: [unset],
    "upgradePolicy.supportType": ["EXTENDED", unset],
    version: [unset],
    "vpcConfig.endpointPrivateAccess": [false, unset],
    "vpcConfig.endpointPublicAccess": [true, unset],
    "vpcConfig.subnetIds": [["network-application-1-id", "network-application-2-id"]],
    vpcConfig: [
      { endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] },
      { endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: ["10.0.0.0/8"] },
      { endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: ["::/0"] },
    ],
    "zonalShiftConfig.enabled": [false, unset],
    name: ["renamed-past-its-log-group"],
  },
  "aws:eks/accessEntry:AccessEntry": {
    principalArn: ["arn:aws:iam::123456789012:user/ada", "arn:aws:iam::123456789012:root"],
    kubernetesGroups: [["system:masters"]],
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    serviceAccount: ["default"],
    namespace: ["external-secrets"],
  },
  "aws:iam/role:Role": {
    assumeRolePolicy: [
      replaced(/"Principal":\{[^}]*\}/, '"Principal":"*"'),
      replaced(/"Principal":\{[^}]*\}/, '"Principal":{"AWS":"arn:aws:iam::123456789012:root"}'),
      replaced(/"Principal":\{[^}]*\}/, '"Principal":{"AWS":"arn:aws:iam::999999999999:role/stranger"}'),
      replaced(/,"Condition":\{"StringEquals":\{[^}]*\}\}/, ""),
    ],
    managedPolicyArns: [["arn:aws:iam::aws:policy/AdministratorAccess"]],
  },
  "aws:iam/rolePolicy:RolePolicy": {
    policy: [
      fullRights,
      replaced(/"Action":\[[^\]]*\]/, '"Action":"s3:*"'),
      replaced(/"Resource":("[^"]*"|\[[^\]]*\])/, '"Resource":"*"'),
      replaced(/"Resource":("[^"]*"|\[[^\]]*\])/, '"Resource":"arn:aws:s3:::*"'),
      replaced(/"Action":/, '"NotAction":'),
      replaced(/tenants\/harbor\//g, "tenants/dock/"),
      replaced('/tenants/harbor/*"', '/*"'),
      replaced(/,"Condition":\{"StringLike":\{"s3:prefix":[^}]*\}\}/, ""),
    ],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    policyArn: ["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/AmazonS3FullAccess"],
  },
  "aws:kms/key:Key": {
    enableKeyRotation: [false, unset],
    deletionWindowInDays: [0],
    policy: [
      unset,
      replaced(/"Principal":\{[^}]*\}/, '"Principal":"*"'),
      replaced("123456789012:root", "999999999999:root"),
      replaced(/,"Condition":\{"ArnLike":\{[^}]*\}\}/, ""),
    ],
  },
  "aws:secretsmanager/secret:Secret": {
    kmsKeyId: [unset],
    recoveryWindowInDays: [0],
    tags: [unset, { tenant: "somebody-else" }],
    policy: [
      '{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}}',
    ],
  },
  "aws:cloudwatch/logGroup:LogGroup": { kmsKeyId: [unset], retentionInDays: [0, 1, unset], name: ["/elsewhere"] },
  "aws:route53/zone:Zone": { forceDestroy: [true] },
  "aws:budgets/budget:Budget": {
    limitAmount: [unset],
    timeUnit: ["ANNUALLY"],
    "notifications[].notificationType": ["ACTUAL"],
    "notifications[].subscriberEmailAddresses": [[]],
    notifications: [[]],
  },
  "pulumi:providers:aws": {
    allowedAccountIds: [unset, "[]", '["123456789012","999999999999"]'],
    defaultTags: [unset, '{"tags":{"environment":"production"}}', '{"tags":{"business-unit":"velmora"}}'],
    region: [unset, "us-east-1"],
  },
};
