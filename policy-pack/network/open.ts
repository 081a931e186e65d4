/** Rules of security groups, in the three forms that AWS's provider has for them. */
import { type Finding, findingIf } from "../judge/finding.ts";
import type { Inputs } from "../judge/inputs.ts";
import type { Subject } from "../judge/subject.ts";
import { everywhere } from "./ranges.ts";

const fits = "the ranges or groups that need it";

/** A rule with lists of ranges. */
export function openBlocks(rule: Inputs): readonly Finding[] {
  const open = [...rule.texts("cidrBlocks"), ...rule.texts("ipv6CidrBlocks")].filter((range) =>
    everywhere.includes(range),
  );
  return findingIf(open.length > 0, "range", `${open.join(" and ")}, port ${rule.text("fromPort")}`, fits);
}

/** A rule with one range. */
export const openRange = ({ inputs }: Subject): readonly Finding[] =>
  ["cidrIpv4", "cidrIpv6"].flatMap((path) =>
    inputs.judged(() => findingIf(everywhere.includes(inputs.text(path)), path, inputs.text(path), fits)),
  );
