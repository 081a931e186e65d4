import { randomInt } from "node:crypto";
import * as z from "zod";
import { define } from "../define.ts";
import { arn, newToken } from "../names.ts";

export const zone = define({
  type: "aws:route53/zone:Zone",
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
      source: "Route 53 API reference, CreateHostedZone (2026-11)",
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

/** Four name servers in the form of Route 53's. */
const delegationSet = (): string[] =>
  ["com", "net", "org", "co.uk"].map((end) => `ns-${randomInt(1, 2048)}.awsdns-${randomInt(10, 64)}.${end}`);
