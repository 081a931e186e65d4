/** The page in the docs that says which inputs of the sample stacks no source speaks of. */
import { join } from "node:path";
import { everythingSent, stacks, verdicts, versionsOf } from "./inputs.ts";
import { mistaken, sources, withoutPackage } from "./sources.ts";

export const believedFile = join(import.meta.dirname, "..", "..", "..", "..", "docs", "azure-inputs.md");

interface Row {
  readonly type: string;
  readonly checked: number;
  readonly limited: number;
  readonly believed: readonly string[];
}

/** One row for each resource type. Tags are free text on every type. */
async function rows(): Promise<readonly Row[]> {
  const paths = new Map<string, Map<string, { checked: boolean; limited: boolean }>>();
  for (const sent of await everythingSent()) {
    const own = paths.get(sent.type) ?? new Map<string, { checked: boolean; limited: boolean }>();
    paths.set(sent.type, own);
    for (const { path, inPackage, limited } of await verdicts(sent))
      if (!path.startsWith("tags.")) own.set(path, { checked: inPackage || limited, limited });
  }
  return [...paths]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([type, own]) => ({
      type,
      checked: [...own.values()].filter(({ checked }) => checked).length,
      limited: [...own.values()].filter(({ limited }) => limited).length,
      believed: [...own].flatMap(([path, { checked }]) => (checked ? [] : [path])).toSorted(),
    }));
}

/** API versions of a type, and how far the package's is from the provider's. */
async function versions(type: string): Promise<string> {
  const { provider, sdk } = await versionsOf(type);
  return sdk === undefined || sdk === provider ? provider : `${provider}; the package ${sdk}`;
}

/** The whole page. */
export async function believedPage(): Promise<string> {
  const table = await rows();
  const count = (what: (row: Row) => number) => table.reduce((sum, row) => sum + what(row), 0);
  const lines = await Promise.all(
    table.map(async ({ type, checked, limited, believed }) => {
      const source = sources[type];
      const name = source ? `\`@azure/arm-${source.service}\`, ${source.model}` : "the provider's types";
      const free = believed.map((path) => `\`${path}\``).join(", ") || "nothing";
      return `| \`${type}\` | ${name} | ${await versions(type)} | ${checked} | ${limited} | ${free} |`;
    }),
  );
  return `# What Azure is sent, and who says that it fits

Written by \`node test/simulator/azure/sdk/write.ts\`; a test compares it. Every value that ${stacks.join(", ")} send is held
against two machine-readable sources: the mappers of Microsoft's ARM packages (type, required, pattern, length, range) and the
provider's own types (members and enumerated values, at exactly the version of the API that it calls).

- **Checked**: properties with a member in a package, or with enumerated values; **limited**: those of them with more than a type.
- **Believed**: properties of which no source says more than that they exist. Tags are left out: they are free text.
- In all: ${count((row) => row.checked)} properties checked, ${count((row) => row.limited)} of them limited, ${count((row) => row.believed.length)} believed.

| Type | Source | API version | Checked | Limited | Believed |
| --- | --- | --- | --- | --- | --- |
${lines.join("\n")}

## Services without a package

${Object.entries(withoutPackage)
  .map(([service, reason]) => `- \`${service}\`: ${reason}`)
  .join("\n")}

## Where the provider's types are wrong

${Object.entries(mistaken)
  .flatMap(([type, paths]) => Object.entries(paths).map(([path, reason]) => `- \`${type}\`, \`${path}\`: ${reason}`))
  .join("\n")}
`;
}
