import { ofType } from "../components/mocks.ts";
import { standardPlatform, variedPlatform } from "../components/platforms.ts";
import { isHarmless } from "./mutations/harmless.ts";
import { platform } from "./mutations/platform.ts";
import { stores } from "./mutations/stores.ts";
import { insecureInputs } from "./support/insecure.ts";

const guards = [
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/flowLog:FlowLog",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
  "aws:budgets/budget:Budget",
  "aws:ec2/natGateway:NatGateway",
];

describe("insecure inputs", function () {
  this.timeout(240_000);
  insecureInputs({
    cloud: "aws",
    platform: async () => (await standardPlatform("aws-production")).resources,
    mutations: { ...stores, ...platform },
    isHarmless,
    single: () => [],
    guards: (resources) => guards.flatMap((type) => ofType(resources, type).slice(0, 1)),
    varied: async () => (await variedPlatform()).resources,
    remade: [],
    strangers: [
      ["aws:iam/user:User", { name: "ada" }],
      ["aws:iam/accessKey:AccessKey", { user: "ada" }],
      ["aws:ec2/securityGroupRule:SecurityGroupRule", { type: "ingress", cidrBlocks: ["0.0.0.0/0"] }],
      ["aws:ec2/securityGroupRule:SecurityGroupRule", { type: "egress", cidrBlocks: ["0.0.0.0/0"] }],
      ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { cidrIpv4: "0.0.0.0/0" }],
      ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", { cidrIpv6: "::/0" }],
      ["aws:eks/nodeGroup:NodeGroup", { clusterName: "other", remoteAccess: { ec2SshKey: "laptop" } }],
      ["aws:sqs/queue:Queue", { region: "us-east-1" }],
    ],
  });
});
