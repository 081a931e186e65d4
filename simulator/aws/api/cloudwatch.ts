/**
 * The one figure of CloudWatch that `longshore` asks for: how far a database is behind the one that it follows, over the JSON
 * protocol. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html (read 2026-11-22)
 */
import * as z from "zod";
import type { ApiCall, Reply, Services } from "./call.ts";
import { AwsError } from "./errors.ts";

const wish = z.looseObject({
  Namespace: z.literal("AWS/RDS"),
  MetricName: z.literal("ReplicaLag"),
  Dimensions: z.tuple([z.strictObject({ Name: z.literal("DBInstanceIdentifier"), Value: z.string() })]),
});

export async function answerCloudWatch(call: ApiCall, { world, authoriser, lagOf }: Services): Promise<Reply> {
  const { caller, context, region, headers } = call;
  if (headers["x-amz-target"] !== "GraniteServiceVersion20100801.GetMetricStatistics")
    throw new AwsError("UnknownOperationException", 400, "the simulator knows GetMetricStatistics only");
  const request = { principal: caller, action: "cloudwatch:GetMetricStatistics", resource: "*", context };
  authoriser.require("json", { ...request, owner: caller.account }, { policy: undefined, decides: false });
  const asked = wish.safeParse(JSON.parse(call.body.toString() || "{}"));
  if (!asked.success) throw new AwsError("InvalidParameterValue", 400, "the simulator knows ReplicaLag of RDS only");
  const [{ Value: name }] = asked.data.Dimensions;
  const found = world
    .all("aws:rds/instance:Instance")
    .find((each) => each.account === caller.account && each.region === region && each.outputs.identifier === name);
  const lag = found && (await lagOf(found));
  // A name that nothing has is a figure without values.
  const points = lag === undefined ? [] : [{ Timestamp: Date.now() / 1000, Minimum: lag, Unit: "Seconds" }];
  const body = JSON.stringify({ Label: "ReplicaLag", Datapoints: points });
  return { status: 200, type: "application/x-amz-json-1.0", body };
}
