import { randomInt } from "node:crypto";
import * as z from "zod";
import { define } from "../define.ts";
import { arn, newToken } from "../names.ts";

const zoneType = "aws:route53/zone:Zone";
const recordType = "aws:route53/record:Record";

export const zone = define({
  type: zoneType,
  api: {
    service: "Route 53",
    create: "CreateHostedZone",
    update: "UpdateHostedZoneComment",
    delete: "DeleteHostedZone",
  },
  inputs: z.looseObject({
    name: z.string(),
    comment: z.string().default("Managed by Pulumi"),
    forceDestroy: z.boolean().default(false),
  }),
  scope: "account",
  replaces: ["name", "delegationSetId"],
  tagged: true,
  refusals: [
    {
      code: "InvalidDomainName",
      when: ({ inputs }) => !/^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]+\.?$/i.test(inputs.name),
      message: ({ inputs }) => `The domain name is not valid: ${inputs.name}`,
      source: { believed: "the code is in the Route 53 API reference, CreateHostedZone; the wording is remembered" },
    },
  ],
  keeps: [
    {
      code: "HostedZoneNotEmpty",
      when: ({ inputs, old, world }) =>
        !inputs.forceDestroy && world.all(recordType).some((record) => record.inputs.zoneId === old?.id),
      message: "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
      source: "https://github.com/gruntwork-io/cloud-nuke/issues/704 (read 2026-11)",
    },
  ],
  identify: () => `Z${newToken(20)}`,
  compute: (_request, id, old) => {
    const nameServers = old.nameServers ?? delegationSet();
    return {
      zoneId: id,
      arn: arn("route53", { account: "" }, `hostedzone/${id}`),
      nameServers,
      primaryNameServer: Array.isArray(nameServers) ? nameServers[0] : undefined,
    };
  },
});

export const record = define({
  type: recordType,
  api: {
    service: "Route 53",
    create: "ChangeResourceRecordSets",
    update: "ChangeResourceRecordSets",
    delete: "ChangeResourceRecordSets",
  },
  inputs: z.looseObject({
    zoneId: z.string(),
    name: z.string(),
    type: z.string(),
    // Of the provider: it writes with UPSERT and asks nobody.
    allowOverwrite: z.boolean().default(false),
  }),
  scope: "account",
  replaces: ["zoneId", "setIdentifier"],
  references: {
    zoneId: {
      type: zoneType,
      missing: {
        code: "NoSuchHostedZone",
        message: (id) => `No hosted zone found with ID: ${id}`,
        source: "Route 53 API reference, ChangeResourceRecordSets; wording from public apply logs (2026-11)",
      },
    },
  },
  refusals: [
    {
      code: "InvalidChangeBatch",
      when: ({ inputs, old, world }) =>
        !old &&
        !inputs.allowOverwrite &&
        world
          .all(recordType)
          .some((other) => (["zoneId", "name", "type"] as const).every((key) => other.inputs[key] === inputs[key])),
      message: ({ inputs: { name, type } }) =>
        `[Tried to create resource record set [name='${name}', type='${type}'] but it already exists]`,
      source: "Route 53 developer guide, troubleshooting; wording from public apply logs (2026-11)",
    },
    {
      code: "InvalidChangeBatch",
      when: ({ inputs, world }) => {
        const zone = String(world.find(zoneType, inputs.zoneId)?.inputs.name);
        return inputs.name !== zone && !inputs.name.endsWith(`.${zone}`);
      },
      message: ({ inputs, world }) =>
        `[RRSet with DNS name ${inputs.name}. is not permitted in zone ${world.find(zoneType, inputs.zoneId)?.inputs.name}.]`,
      source: "Route 53 API reference, ChangeResourceRecordSets; wording from public apply logs (2026-11)",
    },
  ],
  identify: ({ inputs }) => recordId(inputs),
  compute: ({ inputs }) => ({ fqdn: inputs.name }),
});

/** As the provider writes it. */
export const recordId = ({ zoneId, name, type }: { zoneId: string; name: string; type: string }): string =>
  [zoneId, name, type].join("_");

/** Four name servers in the form of Route 53's. */
const delegationSet = (): string[] =>
  ["com", "net", "org", "co.uk"].map((end) => `ns-${randomInt(1, 2048)}.awsdns-${randomInt(10, 64)}.${end}`);
