import { secret } from "@pulumi/pulumi";
import { azureComputed } from "./computed-azure.ts";

/** What the cloud would compute for a resource, as far as other resources ask for it. */
const account = "123456789012";

export type Outputs = Readonly<Record<string, unknown>>;
export type Computed = Readonly<Record<string, (name: string, inputs: Outputs) => Outputs>>;

const byType: Computed = {
  ...azureComputed,
  "aws:kms/key:Key": (name) => ({ arn: `arn:aws:kms:eu-central-1:${account}:key/${name}` }),
  "aws:secretsmanager/secret:Secret": (_, { name }) => ({
    arn: `arn:aws:secretsmanager:eu-central-1:${account}:secret:${name}-AbCdEf`,
  }),
  "aws:s3/bucket:Bucket": (_, { bucket }) => ({ arn: `arn:aws:s3:::${bucket}` }),
  "aws:iam/role:Role": (_, { name, path = "/" }) => ({ arn: `arn:aws:iam::${account}:role${path}${name}` }),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (_, { url }) => ({
    arn: `arn:aws:iam::${account}:oidc-provider/${String(url).replace("https://", "")}`,
  }),
  "aws:ec2/eip:Eip": (name) => ({ publicIp: `203.0.113.${name.at(-1)}`, allocationId: `eipalloc-${name}` }),
  "aws:rds/instance:Instance": (_, { identifier, port = 5432 }) => ({
    arn: `arn:aws:rds:eu-central-1:${account}:db:${identifier}`,
    address: `${identifier}.abc.eu-central-1.rds.amazonaws.com`,
    port,
  }),
  "aws:elasticache/replicationGroup:ReplicationGroup": (_, { replicationGroupId }) => ({
    primaryEndpointAddress: `master.${replicationGroupId}.abc.euc1.cache.amazonaws.com`,
  }),
  "aws:eks/cluster:Cluster": () => ({
    endpoint: "https://ABC.gr7.eu-central-1.eks.amazonaws.com",
    certificateAuthority: { data: "Y2VydGlmaWNhdGU=" },
    identities: [
      { oidcs: [{ issuer: "https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" }] },
    ],
  }),
  "aws:route53/zone:Zone": () => ({ zoneId: "Z123", nameServers: ["ns-1.awsdns-01.com"] }),
  "aws:cloudwatch/logGroup:LogGroup": (_, { name }) => ({
    arn: `arn:aws:logs:eu-central-1:${account}:log-group:${name}`,
  }),
  "random:index/randomPassword:RandomPassword": (name) => ({ result: secret(`password-of-${name}`) }),
  "random:index/randomId:RandomId": () => ({ hex: "0badcafe" }),
};

export const computed = (type: string, name: string, inputs: Outputs): Outputs => byType[type]?.(name, inputs) ?? {};
