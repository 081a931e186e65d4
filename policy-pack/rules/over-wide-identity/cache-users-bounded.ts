import { azurePillar, pillar } from "../../frameworks.ts";
import { is, oneOf } from "../../judge/expectations.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Inputs } from "../../judge/inputs.ts";
import { onResource, type Rule } from "../../rule.ts";

/** Commands in the order of the access string: the last word about a command counts. */
function accessProblems(inputs: Inputs): readonly Finding[] {
  const words = inputs.text("accessString").toLowerCase().split(/\s+/);
  const keys = words.filter((word) => word === "~*" || word === "allkeys" || word === "%rw~*");
  const barred = (command: string) =>
    words.lastIndexOf(`-${command}`) >
    Math.max(words.lastIndexOf("+@all"), words.lastIndexOf("allcommands"), words.lastIndexOf(`+${command}`));
  const closed = words.includes("off");
  const open = ["@dangerous", "@admin"].filter((command) => !barred(command) && !barred("@all"));
  const listing = ["scan", "randomkey"].filter((command) => words.includes("+@read") && !barred(command));
  const isDefault = inputs.text("userName") === "default";
  return [
    ...findingIf(isDefault && !closed, "accessString", "the user without a name may connect", "off -@all"),
    ...findingIf(
      !closed && keys.length > 0,
      "accessString",
      keys,
      "only the user's own keys, for example ~session:harbor:*",
    ),
    ...findingIf(!closed && open.length > 0, "accessString", `${open.join(", ")} allowed`, "-@dangerous -@admin"),
    ...findingIf(
      !closed && listing.length > 0,
      "accessString",
      `${listing.join(", ")} allowed`,
      "-scan -randomkey after +@read",
    ),
  ];
}

export const cacheUsersBounded: Rule = {
  name: "cache-users-bounded",
  threat: "over-wide-identity",
  level: "mandatory",
  severity: "high",
  description: "A user of the cache reaches its own keys, and no command that lists or changes others",
  why: "A session's key is the session: who reads another tenant's keys acts as its users",
  frameworks: [pillar("security"), azurePillar("security")],
  remedy: "use the access strings of components/aws/cache-access.ts; on Azure let no tenant in",
  checks: {
    aws: [
      onResource("aws:elasticache/user:User", ({ inputs }) => [
        ...inputs.judged(() => accessProblems(inputs)),
        ...inputs.must("authenticationMode.type", oneOf("password", "iam")),
        ...inputs.must("noPasswordRequired", is(false), false),
      ]),
      onResource("aws:elasticache/replicationGroup:ReplicationGroup", ({ inputs }) =>
        inputs.mustHave("userGroupIds", "the user group of the platform"),
      ),
    ],
    azure: [
      // An identity that Azure lets into a cache sees every key (components/azure/cache.ts).
      onResource("azure-native:redisenterprise:AccessPolicyAssignment", ({ type }) =>
        findingIf(true, "this resource", type, "none: sessions live in PostgreSQL"),
      ),
    ],
  },
};
