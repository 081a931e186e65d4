/** The policy pack as the engine starts it. */
import { PolicyPack } from "@pulumi/policy";
import { toPolicy } from "./judge/policy.ts";
import { rules } from "./rules/index.ts";

new PolicyPack("longshore", { policies: rules.map(toPolicy) });
