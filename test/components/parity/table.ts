/** The table in `docs/parity.md`, made from the very rows that the suite proves. */
import { join } from "node:path";
import { encryption } from "./encryption.ts";
import { keeping } from "./keeping.ts";
import { network } from "./network.ts";
import { operation } from "./operation.ts";
import { rights } from "./rights.ts";
import type { Row } from "./row.ts";

export const rows: readonly Row[] = [...encryption, ...network, ...rights, ...keeping, ...operation];

export const parityFile = join(import.meta.dirname, "..", "..", "..", "docs", "parity.md");

const head = `# AWS and Azure, side by side

Generated from the rows of \`test/components/parity\` by \`node test/components/parity/write.ts\`. Each cell is proved there on
the production stack of its cloud; a test fails where this page and the rows differ. A number leads to what one cloud gives
instead of what is asked.
`;

export function parityPage(): string {
  const notes = rows.flatMap(({ instead }) => instead ?? []);
  const note = ({ instead }: Row) => (instead === undefined ? "" : ` [${notes.indexOf(instead) + 1}]`);
  const areas = [...new Set(rows.map(({ area }) => area))];
  const sections = areas.map((area) => {
    const own = rows.filter((row) => row.area === area);
    const lines = own.map((row) => `| ${row.asks}${note(row)} | ${row.aws.text} | ${row.azure.text} |`);
    return [
      `## ${area.charAt(0).toUpperCase()}${area.slice(1)}`,
      "",
      "| asked | AWS | Azure |",
      "|---|---|---|",
      ...lines,
    ].join("\n");
  });
  const legend = notes.map((text, index) => `${index + 1}. ${text}`).join("\n");
  return `${[head, ...sections, `## Instead\n\n${legend}`].join("\n\n").replaceAll("\n\n\n", "\n\n")}\n`;
}
