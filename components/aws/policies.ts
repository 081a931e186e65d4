/** What an identity may do, in IAM's words. Pure functions: the same grants always give the same statements. */
import type { Unwrap } from "@pulumi/pulumi";
import type { Grant } from "../identities.ts";
import type { Statement } from "./policy-document.ts";

/** A grant whose names and ARNs are known. */
export type ResolvedGrant = Unwrap<Grant>;
type Objects = Extract<ResolvedGrant, { may: "use-objects" }>;
type Action = Objects["actions"][number];

/** Statements of one identity; each grant gives its own, with ids that tell where it comes from. */
export function statementsOf(grants: readonly ResolvedGrant[], region: string): readonly Statement[] {
  return grants.flatMap((grant, index) => statements(grant, region, index));
}

function statements(grant: ResolvedGrant, region: string, index: number): readonly Statement[] {
  switch (grant.may) {
    case "read-secrets":
      return readSecrets(grant, region, index);
    case "use-objects":
      return useObjects(grant, region, index);
    case "change-records":
      return changeRecords(grant, index);
  }
}

const allow = (Sid: string, Action: readonly string[], Resource: string | readonly string[]): Statement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
});

/** Use of a key, only through the service that holds the data: a leaked credential cannot call KMS by itself. */
const useKey = (sid: string, actions: readonly string[], keys: readonly string[], service: string): Statement => ({
  ...allow(sid, actions, keys),
  Condition: { StringEquals: { "kms:ViaService": service } },
});

function readSecrets(
  { secrets }: Extract<ResolvedGrant, { may: "read-secrets" }>,
  region: string,
  index: number,
): readonly Statement[] {
  const keys = [...new Set(secrets.flatMap(({ key }) => key ?? []))];
  return [
    allow(
      `ReadSecrets${index}`,
      ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
      secrets.map(({ id }) => id),
    ),
    useKey(`DecryptSecrets${index}`, ["kms:Decrypt"], keys, `secretsmanager.${region}.amazonaws.com`),
  ];
}

const objectActions: Readonly<Record<Exclude<Action, "list">, readonly string[]>> = {
  read: ["s3:GetObject"],
  retrieve: ["s3:RestoreObject"],
  write: ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
  delete: ["s3:DeleteObject"],
};

function useObjects(grant: Objects, region: string, index: number): readonly Statement[] {
  const { bucket, prefix, actions, deleteUnder = [] } = grant;
  const under = (path: string) => `${bucket.id}/${path}*`;
  const statements: Statement[] = [];
  if (actions.includes("list")) {
    statements.push(allow(`LocateBucket${index}`, ["s3:GetBucketLocation"], bucket.id), {
      ...allow(`ListObjects${index}`, ["s3:ListBucket"], bucket.id),
      Condition: { StringLike: { "s3:prefix": `${prefix}*` } },
    });
  }
  const onObjects = actions.flatMap((action) => (action === "list" ? [] : objectActions[action]));
  if (onObjects.length > 0) statements.push(allow(`UseObjects${index}`, onObjects, under(prefix)));
  if (deleteUnder.length > 0) {
    const paths = deleteUnder.map((path) => under(`${prefix}${path}`));
    statements.push(allow(`DeleteUnder${index}`, objectActions.delete, paths));
  }
  // Parts of an upload are read back while S3 joins them, so writing needs both.
  const onKey = actions.includes("write") ? ["kms:GenerateDataKey", "kms:Decrypt"] : ["kms:Decrypt"];
  if (actions.includes("read") || actions.includes("write"))
    statements.push(useKey(`UseKey${index}`, onKey, [bucket.key], `s3.${region}.amazonaws.com`));
  return statements;
}

function changeRecords(
  { zoneId, types }: Extract<ResolvedGrant, { may: "change-records" }>,
  index: number,
): readonly Statement[] {
  const zone = `arn:aws:route53:::hostedzone/${zoneId}`;
  return [
    {
      ...allow(`ChangeRecords${index}`, ["route53:ChangeResourceRecordSets"], zone),
      Condition: { "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": types } },
    },
    allow(`ReadRecords${index}`, ["route53:ListResourceRecordSets"], zone),
    allow(`FollowChanges${index}`, ["route53:GetChange"], "arn:aws:route53:::change/*"),
    // Route 53 knows no resource for these two (service authorization reference, November 2026).
    allow(`FindZone${index}`, ["route53:ListHostedZones", "route53:ListHostedZonesByName"], "*"),
  ];
}
