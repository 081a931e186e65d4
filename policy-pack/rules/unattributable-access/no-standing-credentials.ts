import { cis } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

const standing = ["aws:iam/user:User", "aws:iam/accessKey:AccessKey", "aws:iam/userLoginProfile:UserLoginProfile"];

export const noStandingCredentials: Rule = {
  name: "no-standing-credentials",
  threat: "unattributable-access",
  level: "mandatory",
  severity: "high",
  description: "No IAM user and no access key is made",
  why: "A key that never ends is found in a repository one day",
  frameworks: [cis("1.14"), cis("1.20")],
  remedy: "let people and workloads take on roles",
  checks: { aws: [onResource(standing, ({ type }) => findingIf(true, "this resource", type, "a role"))] },
};
