/**
 * The few calls of AWS's control plane that `longshore` itself makes, beside Pulumi: taking the deletion protection off a
 * cluster or a database, listing what carries a tag, and asking for a quota. https://docs.aws.amazon.com/eks/latest/APIReference,
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference and
 * https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference (read 2026-11-22).
 */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { SimulatedResource } from "../../world.ts";
import { arn } from "../names.ts";
import type { ApiCall, Reply, Services } from "./call.ts";
import { AwsError } from "./errors.ts";
import { tagsOf } from "./tags.ts";

const clusterType = "aws:eks/cluster:Cluster";

const change = z.strictObject({ deletionProtection: z.boolean(), clientRequestToken: z.string().optional() });
const search = z.strictObject({
  TagFilters: z.array(z.strictObject({ Key: z.string(), Values: z.array(z.string()).optional() })).default([]),
});

/** EKS speaks REST; an update ends at once here. */
export function answerEks(call: ApiCall, services: Services): Reply {
  const [, name = "", rest = ""] = /^\/clusters\/([^/]+)(\/.*)?$/.exec(call.path) ?? [];
  const cluster = services.world.all(clusterType).find((each) => each.id === name && isIn(call, each));
  if (!cluster) throw new AwsError("ResourceNotFoundException", 404, `No cluster found for name: ${name}.`);
  if (call.method === "POST" && rest === "/update-config") {
    permit(call, services, "eks:UpdateClusterConfig", String(cluster.outputs.arn));
    const { deletionProtection } = change.parse(JSON.parse(call.body.toString() || "{}"));
    const inputs = { ...cluster.inputs, deletionProtection };
    services.world.put({ ...cluster, inputs, outputs: { ...cluster.outputs, deletionProtection } });
    return json({ update: { id: randomUUID(), status: "Successful", type: "DeletionProtectionUpdate", errors: [] } });
  }
  throw new AwsError("NotImplemented", 501, `the simulator has no ${call.method} ${call.path} of EKS`);
}

/** RDS speaks the Query protocol; a change of the deletion protection holds at once (RDS user guide, 2026-11). */
export function answerRds(call: ApiCall, services: Services): Reply {
  const wish = new URLSearchParams(call.body.toString());
  const name = wish.get("DBInstanceIdentifier") ?? "";
  const [action, protection] = [wish.get("Action"), wish.get("DeletionProtection")];
  if (action !== "ModifyDBInstance" || protection === null)
    throw new AwsError("InvalidAction", 400, `the simulator has no ${action} of RDS but for the deletion protection`);
  const instances = services.world.all("aws:rds/instance:Instance");
  const found = instances.find((each) => each.outputs.identifier === name && isIn(call, each));
  if (!found) throw new AwsError("DBInstanceNotFound", 404, `DBInstance ${name} not found.`);
  permit(call, services, "rds:ModifyDBInstance", String(found.outputs.arn));
  const change = { deletionProtection: protection === "true" };
  services.world.put({
    ...found,
    inputs: { ...found.inputs, ...change },
    outputs: { ...found.outputs, ...change },
  });
  return { status: 200, type: "text/xml", body: `<${action}Response/>` };
}

export function answerTagging(call: ApiCall, services: Services): Reply {
  if (call.headers["x-amz-target"] !== "ResourceGroupsTaggingAPI_20170126.GetResources")
    throw new AwsError("UnknownOperationException", 400, "the simulator knows GetResources only");
  permit(call, services, "tag:GetResources", "*");
  const { TagFilters } = search.parse(JSON.parse(call.body.toString() || "{}"));
  const found = services.world.list().filter((each) => isListedIn(call, each));
  const list = found
    .flatMap((each) => arnOf(each).map((ResourceARN) => ({ ResourceARN, tags: tagsOf(each) })))
    .filter(({ tags }) => TagFilters.every(({ Key, Values }) => Values?.includes(tags[Key] ?? "") ?? Key in tags))
    .map(({ ResourceARN, tags }) => ({
      ResourceARN,
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }));
  return json({ PaginationToken: "", ResourceTagMappingList: list });
}

/** What carries tags in services without regions. */
const global: readonly string[] = ["aws:route53/zone:Zone", "aws:iam/openIdConnectProvider:OpenIdConnectProvider"];

/** These services are listed in one region: Resource Groups Tagging API, supported services (read 2026-11-22). */
const isListedIn = (call: ApiCall, resource: SimulatedResource): boolean =>
  global.includes(resource.type)
    ? call.region === "us-east-1" && resource.account === call.caller.account
    : isIn(call, resource);

/** The provider shows no ARN of a NAT gateway, and calls that of an association by another name. */
function arnOf({ type, id, account, region, outputs }: SimulatedResource): readonly string[] {
  if (type === "aws:ec2/natGateway:NatGateway") return [arn("ec2", { account, region }, `natgateway/${id}`)];
  const found = outputs.arn ?? outputs.associationArn;
  return typeof found === "string" ? [found] : [];
}

/** Quotas of a simulated account: AWS's own defaults, and the vCPUs that docs/day-0.md asks for. */
const quotas: Readonly<Record<string, { readonly name: string; readonly value: number }>> = {
  "L-0263D0A3": { name: "EC2-VPC Elastic IPs", value: 5 },
  "L-F678F1CE": { name: "VPCs per Region", value: 5 },
  "L-7B6409FD": { name: "DB instances", value: 40 },
  "L-1216C47A": { name: "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", value: 64 },
};
const quotaWish = z.strictObject({ ServiceCode: z.string(), QuotaCode: z.string() });

export function answerServiceQuotas(call: ApiCall, services: Services): Reply {
  if (call.headers["x-amz-target"] !== "ServiceQuotasV20190624.GetServiceQuota")
    throw new AwsError("UnknownOperationException", 400, "the simulator knows GetServiceQuota only");
  permit(call, services, "servicequotas:GetServiceQuota", "*");
  const { ServiceCode, QuotaCode } = quotaWish.parse(JSON.parse(call.body.toString() || "{}"));
  const found = quotas[QuotaCode];
  if (!found) throw new AwsError("NoSuchResourceException", 400, `the simulator knows no quota ${QuotaCode}`);
  return json({ Quota: { ServiceCode, QuotaCode, QuotaName: found.name, Value: found.value, Adjustable: true } });
}

const isIn = ({ caller, region }: ApiCall, resource: SimulatedResource): boolean =>
  resource.account === caller.account && resource.region === region;

function permit({ caller, context }: ApiCall, { authoriser }: Services, action: string, resource: string): void {
  const request = { principal: caller, action, resource, owner: caller.account, context };
  authoriser.require("json", request, { policy: undefined, decides: false });
}

const json = (body: unknown): Reply => ({
  status: 200,
  type: "application/x-amz-json-1.1",
  body: JSON.stringify(body),
});
