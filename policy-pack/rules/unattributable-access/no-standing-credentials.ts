import * as types from "../../azure/types.ts";
import { cis, cisAzure } from "../../frameworks.ts";
import { is } from "../../judge/expectations.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

const standing = ["aws:iam/user:User", "aws:iam/accessKey:AccessKey", "aws:iam/userLoginProfile:UserLoginProfile"];

export const noStandingCredentials: Rule = {
  name: "no-standing-credentials",
  threat: "unattributable-access",
  level: "mandatory",
  severity: "high",
  description: "Nobody gets in with a key of the cloud's that never ends",
  why: "A key that never ends is found in a repository one day",
  frameworks: [cis("1.14"), cis("1.20"), cisAzure("9.3.1.3"), cisAzure("9.3.3.1")],
  remedy: "let people and workloads take on roles; switch shared keys and local accounts off",
  checks: {
    aws: [onResource(standing, ({ type }) => findingIf(true, "this resource", type, "a role"))],
    azure: [
      onResource(types.storageAccount, ({ inputs }) => [
        ...inputs.must("allowSharedKeyAccess", is(false), true),
        ...inputs.must("isLocalUserEnabled", is(false), true),
        ...inputs.must("defaultToOAuthAuthentication", is(true), false),
      ]),
      onResource(types.cacheDatabase, ({ inputs }) => inputs.must("accessKeysAuthentication", is("Disabled"))),
      onResource(types.cluster, ({ inputs }) => inputs.must("disableLocalAccounts", is(true), false)),
      onResource(types.workspace, ({ inputs }) => inputs.must("features.disableLocalAuth", is(true), false)),
    ],
  },
};
