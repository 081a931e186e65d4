import * as types from "../../azure/types.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { onEveryResource, onResource, type Rule } from "../../rule.ts";

/** Azure writes a region as `West Europe` as well. */
const plain = (location: string): string => location.replaceAll(" ", "").toLowerCase();

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
      onEveryResource("aws", ({ inputs, provider }) =>
        inputs.judged(() => {
          const own = provider?.attempt(() => provider.text("region"), "") ?? "";
          const region = inputs.text("region");
          return findingIf(own !== "" && region !== "" && region !== own, "region", region, own);
        }),
      ),
    ],
    azure: [
      onResource(types.provider, ({ inputs }) =>
        inputs.judged(() => findingIf(inputs.text("location") === "", "location", undefined, "the stack's region")),
      ),
      onEveryResource("azure-native", ({ inputs, provider }) =>
        inputs.judged(() => {
          const own = provider?.attempt(() => plain(provider.text("location")), "") ?? "";
          const location = plain(inputs.text("location"));
          return findingIf(own !== "" && !["", "global", own].includes(location), "location", location, own);
        }),
      ),
    ],
  },
};
