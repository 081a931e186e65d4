/** Drift as people read it: Markdown that is as readable in a terminal. */
import { rules } from "../../policy-pack/rules/index.ts";
import { nameOf, tokenOf } from "../urn.ts";
import type { Broken } from "./analyze.ts";
import { type Drift, type Finding, isDrift, isUnsure } from "./find.ts";
import type { Owner } from "./owner.ts";
import type { Drifted } from "./refresh.ts";

/** Resources that are named one by one where many could not be read for one reason. */
const namedUnread = 5;

export function describeDrift(drift: Drift): string {
  const { stack, found, elsewhere, unread, known, unfinished } = drift;
  return [
    `# ${headline(drift)}`,
    ...found.map((finding) => describe(finding, stack)),
    ...section(
      "Broken elsewhere",
      "Rules that drift breaks on what looks unchanged:",
      elsewhere.map(describeOnResource),
    ),
    ...section(
      "Not read",
      "Whether these drifted is not known; the role that asks may not be allowed to see them:",
      describeUnread(unread),
    ),
    ...section(
      "Unfinished",
      `An update is under way, or broke off; after the latter run \`npx longshore resume --stack ${stack}\` first:`,
      unfinished.map((operation) => `- ${operation}`),
    ),
    ...(known.length > 0 ? [`Rules that were broken before any drift: ${known.length}. A preview lists them.`] : []),
    ...(isDrift(drift) ? [wayOn(stack)] : []),
  ].join("\n\n");
}

function headline(drift: Drift): string {
  const { stack, found, elsewhere, unread } = drift;
  const count = (kind: Drifted["kind"]) => found.filter((finding) => finding.kind === kind).length;
  const broken = new Set([...found.flatMap(({ broken }) => broken), ...elsewhere].map(({ rule }) => rule)).size;
  const parts = [
    [count("changed"), "changed outside Pulumi"],
    [count("deleted"), "deleted outside Pulumi"],
    [broken, broken === 1 ? "rule broken by it" : "rules broken by it"],
    [unread.length, "not read"],
  ] as const;
  const said = parts.flatMap(([number, words]) => (number > 0 ? [`${number} ${words}`] : []));
  const clean = isDrift(drift) ? [] : [isUnsure(drift) ? "no drift in what could be read" : "no drift"];
  return `${stack}: ${[...clean, ...said].join(", ")}`;
}

function describe(
  { urn, kind, properties, components, owner, broken, protected: kept }: Finding,
  stack: string,
): string {
  return [
    `## ${nameOf(urn)} (${tokenOf(urn)}): ${kind} outside Pulumi\n`,
    ...properties.map(
      ({ path, stackSays, cloudSays }) => `- \`${path}\`: the stack says ${stackSays}, the cloud says ${cloudSays}`,
    ),
    ...(kind === "deleted" && kept
      ? ["- It was protected: if it held data, a new one comes back empty, and the data comes from the backups."]
      : []),
    `- part of ${components.join(" › ") || "the stack itself"}`,
    `- owner: ${describeOwner(owner)}`,
    ...broken.map(describeRule),
    `- take it back: \`${takeBack(stack)} --target '${urn}'\``,
  ].join("\n");
}

/** One line a reason: without a login it is the same for all of them. */
function describeUnread(unread: Drift["unread"]): readonly string[] {
  const byReason = Map.groupBy(unread, ({ reason }) => reason.split("\n")[0] ?? "");
  return [...byReason].map(([reason, all]) => {
    const names = all.slice(0, namedUnread).map(({ urn }) => `${nameOf(urn)} (${tokenOf(urn)})`);
    const more = all.length > namedUnread ? [`${all.length - namedUnread} more`] : [];
    return `- ${[...names, ...more].join(", ")}: ${reason}`;
  });
}

function describeOwner({ tenant, businessUnit, costCenter, contact }: Owner): string {
  const known = [
    tenant && `tenant ${tenant}`,
    businessUnit && `business unit ${businessUnit}`,
    costCenter && `cost center ${costCenter}`,
    contact,
  ];
  return known.filter((part) => part !== undefined).join(", ") || "not named by tags or settings";
}

const describeRule = ({ rule, level, severity, findings }: Broken): string => {
  const remedy = rules.find(({ name }) => name === rule)?.remedy;
  return [
    `- breaks \`${rule}\` (${level}, ${severity}): ${findings.join("; ")}`,
    ...(remedy ? [`  - remedy: ${remedy}`] : []),
  ].join("\n");
};

const describeOnResource = (broken: Broken): string =>
  describeRule(broken).replace("- breaks", `- ${nameOf(broken.urn)} (${tokenOf(broken.urn)}) breaks`);

const takeBack = (stack: string): string => `npx pulumi up --refresh --stack ${stack} --policy-pack policy-pack`;

const wayOn = (stack: string): string =>
  [
    "## The way on\n",
    `- Take all of it back: \`${takeBack(stack)}\`. Without \`--refresh\` an up compares with the state alone and sees no drift.`,
    `- Keep it on purpose: write it into the stack's settings or the component, then \`npx pulumi refresh --stack ${stack}\`.`,
  ].join("\n");

const section = (title: string, lead: string, lines: readonly string[]): readonly string[] =>
  lines.length > 0 ? [`## ${title}\n\n${lead}\n\n${lines.join("\n")}`] : [];
