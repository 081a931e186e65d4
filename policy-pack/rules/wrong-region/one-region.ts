import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { plainRegion } from "../../network/regions.ts";
import { onEveryResource, onResource, type Rule } from "../../rule.ts";

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
      onEveryResource("azure-native", ({ inputs, provider }) =>
        inputs.judged(() => {
          const own = plainRegion(provider?.text("location") ?? "");
          const location = plainRegion(inputs.text("location"));
          return findingIf(own !== "" && !["", "global", own].includes(location), "location", location, own);
        }),
      ),
    ],
  },
};
