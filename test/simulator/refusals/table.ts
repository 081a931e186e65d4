/** The page of everything that the simulated clouds refuse, made of the definitions of their resource types. */
import { join } from "node:path";
import { definitions as aws } from "../../../simulator/aws/catalogue.ts";
import { definitions as azure } from "../../../simulator/azure/catalogue.ts";
import type { Definition, Refused } from "../../../simulator/cloud/definition.ts";
import { refusedOf } from "../../../simulator/cloud/refused.ts";
import { workTree } from "../../../simulator/paths.ts";

export const refusalsFile = join(workTree, "docs", "refusals.md");

const moments: Readonly<Record<Refused["at"], string>> = {
  check: "at preview",
  write: "made or changed",
  delete: "deleted",
};

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** Type tokens of both clouds are long and begin alike: `rds/instance:Instance` is `rds.Instance`. */
const shortName = (type: string): string => type.replace(/^[^:]+:/, "").replace(/(\/[^:]+)?:/, ".");

function row(type: string, { at, code, message, source }: Refused): string {
  const words = code === "" ? message : `**${code}** ${message}`;
  const from = typeof source === "string" ? source : `*believed:* ${source.believed}`;
  return `| \`${shortName(type)}\` | ${moments[at]} | ${cell(words)} | ${cell(from)} |`;
}

function section(title: string, definitions: readonly Definition[]): readonly string[] {
  const rows = definitions.flatMap((definition) =>
    refusedOf(definition, definitions).map((refused) => ({ type: definition.type, refused })),
  );
  const believed = rows.filter(({ refused }) => typeof refused.source !== "string").length;
  return [
    `## ${title}`,
    "",
    `${rows.length} refusals of ${definitions.length} types, ${believed} of them with a wording that is believed.`,
    "",
    "| type | when it is | what the cloud says | source |",
    "|---|---|---|---|",
    ...rows.map(({ type, refused }) => row(type, refused)),
    "",
  ];
}

export const refusalsPage = (): string =>
  [
    "# What the simulated clouds refuse",
    "",
    "Generated from the definitions under `simulator/aws/resources` and `simulator/azure/resources` by",
    "`node test/simulator/refusals/write.ts`; a test fails where they differ. Words in angle quotes stand for what a request says.",
    "`at preview` means that the provider itself says it, before anything is asked of the cloud. A source is a page of the vendor, its",
    "provider's code, its service model or a public log, with the month in which it was read; what has none is marked as believed. Each",
    "refusal of AWS is provoked once by a request to the running provider (`test/simulator/aws`).",
    "",
    "Not here: what a cloud takes at once and shows late. Where AWS's identities are not known everywhere yet, the real provider asks",
    "again for some minutes, so nobody sees a refusal; the simulator refuses only what is still refused then.",
    "",
    ...section("AWS", aws),
    ...section("Azure", azure),
  ].join("\n");
