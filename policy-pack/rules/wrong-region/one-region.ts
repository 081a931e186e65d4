import { regionPairs } from "../../../components/azure/regions.ts";
import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { type Finding, findingIf } from "../../judge/finding.ts";
import type { Subject } from "../../judge/subject.ts";
import { plainRegion } from "../../network/regions.ts";
import { inStack, onEveryResource, onResource, type Rule } from "../../rule.ts";

/** What a link of two stacks must place in the other region: an order to copy, and no data. */
const ofLinks = ["aws:s3/bucketReplicationConfig:BucketReplicationConfig"];

/** The key that geo-redundant backups are under is in the paired region, where they are (components/azure/geo-backup.ts). */
const ofGeoBackups = [types.vault, types.identity];

const zone = "azure-native:dns:Zone";

export const oneRegion: Rule = {
  name: "one-region",
  threat: "wrong-region",
  level: "mandatory",
  severity: "high",
  description: "A stack's resources stand in its own region",
  why: "Data in another region may break the residency that a tenant was promised, and is missed by every drill",
  frameworks: [pillar("reliability"), azurePillar("reliability")],
  remedy: "leave region out; what crosses regions belongs to the link of a recovery stack",
  checks: {
    aws: [
      onResource("pulumi:providers:aws", ({ inputs }) => inputs.mustHave("region", "the stack's region")),
      onEveryResource("aws", ({ type, inputs, provider }) =>
        inputs.judged(() => {
          if (ofLinks.includes(type)) return [];
          const own = provider?.attempt(() => provider.text("region"), "") ?? "";
          const region = inputs.text("region");
          return findingIf(own !== "" && region !== "" && region !== own, "region", region, own);
        }),
      ),
    ],
    azure: [
      onEveryResource("azure-native", (subject) => (subject.type === types.resourceGroup ? [] : isAtHome(subject))),
      // A group holds nothing itself, and a DNS zone in it is in no region: it may be found where no side of a link is lost.
      inStack(types.resourceGroup, (group, stack) =>
        stack.linking(group, zone, "resourceGroupName").length > 0 ? [] : isAtHome(group),
      ),
    ],
  },
};

function isAtHome({ type, inputs, provider }: Subject): readonly Finding[] {
  return inputs.judged(() => {
    const own = plainRegion(provider?.text("location") ?? "");
    const location = plainRegion(inputs.text("location"));
    const fitting = ["", "global", own, ...(ofGeoBackups.includes(type) ? [regionPairs[own]] : [])];
    return findingIf(own !== "" && !fitting.includes(location), "location", location, own);
  });
}
