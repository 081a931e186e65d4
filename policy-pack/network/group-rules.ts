/** Rules of Azure's network security groups. */
import type { Inputs } from "../judge/inputs.ts";
import { everywhere } from "./ranges.ts";

/** Words of Azure for everybody, or for every customer of Azure. */
const anybody = ["*", "any", "internet", "azurecloud", ...everywhere];

type Side = "source" | "destination";

/** Ranges, or words of Azure for ranges. */
export const addresses = (rule: Inputs, side: Side): readonly string[] =>
  written(rule, `${side}AddressPrefix`, `${side}AddressPrefixes`);

export const ports = (rule: Inputs): readonly string[] =>
  written(rule, "destinationPortRange", "destinationPortRanges");

/** Azure reads its words in either case. */
export const isAnybody = (range: string): boolean => anybody.includes(range.toLowerCase());

export const allows = (rule: Inputs, direction: "Inbound" | "Outbound"): boolean =>
  rule.text("access") === "Allow" && rule.text("direction") === direction;

/** Refuses whatever comes in and was not allowed before. */
export const refusesTheRest = (rule: Inputs): boolean =>
  rule.text("access") === "Deny" &&
  rule.text("direction") === "Inbound" &&
  rule.text("protocol") === "*" &&
  [...addresses(rule, "source"), ...addresses(rule, "destination"), ...ports(rule), rule.text("sourcePortRange")].every(
    (word) => word === "*",
  );

/** What answers on the web, by TCP. */
export const isWebOnly = (rule: Inputs): boolean =>
  rule.text("protocol").toLowerCase() === "tcp" && ports(rule).every((port) => port === "80" || port === "443");

const written = (rule: Inputs, one: string, many: string): readonly string[] => [
  ...(rule.has(one) ? [rule.text(one)] : []),
  ...rule.texts(many),
];
