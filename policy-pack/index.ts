/** The policy pack as the engine starts it. */
import { PolicyPack } from "@pulumi/policy";
import { exempted } from "./judge/exempted.ts";
import { Exemptions, writtenExemptions } from "./judge/exemptions.ts";
import { toPolicy } from "./judge/policy.ts";
import { rules } from "./rules/index.ts";

const exemptions = new Exemptions(writtenExemptions, new Date());

new PolicyPack("longshore", {
  policies: [...rules.map((rule) => toPolicy(rule, exemptions)), exempted(rules, exemptions)],
});
