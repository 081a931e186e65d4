/** Calls of AWS's JSON services, by the words in which the `aws` command takes them. */
import * as z from "zod";
import { authorization, type Scope, sha256, signingTime } from "../aws/api/signature.ts";

export interface Caller {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

interface ServiceCall {
  /** As in the host name. */
  readonly service: string;
  readonly path: string;
  /** Of the JSON protocol; REST services have none. */
  readonly target?: string;
  /** Of the Query protocol where it is a form, else JSON. */
  readonly body: unknown;
  /** What the command prints of an answer, where that is something else. */
  readonly show?: (answer: unknown) => unknown;
}

type Options = Readonly<Record<string, string | boolean | undefined>>;

/** The command shows times as texts, and the protocol has seconds. */
const shown = z.looseObject({ Datapoints: z.array(z.looseObject({ Timestamp: z.number() })) });

export const calls: Readonly<Record<string, (options: Options) => ServiceCall>> = {
  "eks update-cluster-config": ({ name, ...options }) => ({
    service: "eks",
    path: `/clusters/${String(name)}/update-config`,
    body: { deletionProtection: options["no-deletion-protection"] !== true },
  }),
  "resourcegroupstaggingapi get-resources": (options) => ({
    service: "tagging",
    path: "/",
    target: "ResourceGroupsTaggingAPI_20170126.GetResources",
    body: { TagFilters: [shorthand(String(options["tag-filters"]))] },
  }),
  "rds modify-db-instance": (options) => ({
    service: "rds",
    path: "/",
    body: new URLSearchParams({
      Action: "ModifyDBInstance",
      Version: "2014-10-31",
      DBInstanceIdentifier: String(options["db-instance-identifier"]),
      DeletionProtection: String(options["no-deletion-protection"] !== true),
    }),
  }),
  "cloudwatch get-metric-statistics": ({ namespace, dimensions, ...options }) => ({
    service: "monitoring",
    path: "/",
    target: "GraniteServiceVersion20100801.GetMetricStatistics",
    body: {
      Namespace: namespace,
      MetricName: options["metric-name"],
      Dimensions: [
        Object.fromEntries(
          String(dimensions)
            .split(",")
            .map((pair) => pair.split("=")),
        ),
      ],
    },
    show: (answer) => {
      const { Datapoints, ...rest } = shown.parse(answer);
      const points = Datapoints.map((point) => ({
        ...point,
        Timestamp: new Date(point.Timestamp * 1000).toISOString(),
      }));
      return { ...rest, Datapoints: points };
    },
  }),
  "service-quotas get-service-quota": (options) => ({
    service: "servicequotas",
    path: "/",
    target: "ServiceQuotasV20190624.GetServiceQuota",
    body: { ServiceCode: options["service-code"], QuotaCode: options["quota-code"] },
  }),
};

/** `Key=stack,Values=aws-production` */
function shorthand(text: string): unknown {
  const [, Key, Values] = /^Key=([^,]+),Values=([^,]+)$/.exec(text) ?? [];
  return { Key, Values: [Values] };
}

/** @throws Error in the words of the real command */
export async function callService(
  caller: Caller,
  { service, path, target, body, show }: ServiceCall,
): Promise<unknown> {
  const host = `${service}.${caller.region}.amazonaws.com`;
  const form = body instanceof URLSearchParams;
  const content = form ? body.toString() : JSON.stringify(body);
  const time = signingTime(new Date());
  const headers: Record<string, string> = {
    host,
    "x-amz-date": time,
    "x-amz-security-token": caller.sessionToken,
    ...(target ? { "x-amz-target": target } : {}),
  };
  const scope: Scope = {
    time,
    region: caller.region,
    service,
    signedHeaders: Object.keys(headers).sort(),
    payloadHash: sha256(content),
  };
  const signature = authorization({ method: "POST", target: path, headers }, scope, caller);
  const { host: _, ...sent } = headers;
  const response = await fetch(`https://${host}${path}`, {
    method: "POST",
    headers: {
      ...sent,
      authorization: signature,
      "content-type": form ? "application/x-www-form-urlencoded" : "application/x-amz-json-1.1",
    },
    body: content,
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`An error occurred when calling ${service}: ${answer}`);
  // Nobody reads what the one call of the Query protocol answers in XML.
  if (form) return {};
  const parsed: unknown = JSON.parse(answer);
  return show ? show(parsed) : parsed;
}
