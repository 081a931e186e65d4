import { securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const cacheTlsOnly: Rule = {
  name: "cache-tls-only",
  threat: "plaintext",
  level: "mandatory",
  severity: "high",
  description: "A cache refuses connections without TLS",
  why: "A session id that crosses the network readable is a login",
  frameworks: [securityHub("ElastiCache.5")],
  remedy: "set transitEncryptionEnabled, with transitEncryptionMode required",
  checks: {
    aws: [
      onResource("aws:elasticache/replicationGroup:ReplicationGroup", ({ inputs }) => [
        ...inputs.must("transitEncryptionEnabled", is(true), false),
        ...inputs.must("transitEncryptionMode", is("required"), "required"),
      ]),
    ],
  },
};
