import { pillar } from "../../frameworks.ts";
import { oneOf } from "../../judge/expectations.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databaseCertificateCurrent: Rule = {
  name: "database-certificate-current",
  threat: "unsupported-versions",
  level: "mandatory",
  severity: "medium",
  description: "A database shows a certificate that clients can still verify",
  why: "AWS's certificates of 2019 have expired, and clients that verify refuse them",
  frameworks: [pillar("security")],
  remedy: "set caCertIdentifier to rds-ca-rsa2048-g1, or another one of its generation",
  checks: {
    aws: [
      onResource("aws:rds/instance:Instance", ({ inputs }) =>
        inputs.must(
          "caCertIdentifier",
          oneOf("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"),
          "rds-ca-rsa2048-g1",
        ),
      ),
    ],
  },
};
