import * as types from "../../azure/types.ts";
import { azurePillar, securityHub } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const cacheTlsOnly: Rule = {
  name: "cache-tls-only",
  threat: "plaintext",
  level: "mandatory",
  severity: "high",
  description: "A cache refuses connections without TLS",
  why: "A session id that crosses the network readable is a login",
  frameworks: [securityHub("ElastiCache.5"), azurePillar("security")],
  remedy: "set transitEncryptionEnabled, with transitEncryptionMode required; on Azure clientProtocol Encrypted",
  checks: {
    aws: [
      onResource("aws:elasticache/replicationGroup:ReplicationGroup", ({ inputs }) => [
        ...inputs.must("transitEncryptionEnabled", is(true), false),
        ...inputs.must("transitEncryptionMode", is("required"), "required"),
      ]),
    ],
    azure: [
      onResource(types.cacheDatabase, ({ inputs }) => inputs.must("clientProtocol", is("Encrypted"), "Encrypted")),
      onResource(types.cacheInstance, ({ inputs }) => inputs.must("minimumTlsVersion", is("1.2"))),
    ],
  },
};
