/** Small stacks that faults are played on. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Subject } from "../../../operations/faults/bed.ts";

/** @param name  of the fixture's folder */
export const small = (name: string, account: string, region: string): Subject => ({
  project: name,
  stack: "test",
  account,
  region,
  folder: (home) => {
    const folder = join(home, "projects", name);
    mkdirSync(folder, { recursive: true });
    const main = join(import.meta.dirname, "fixtures", name, "index.ts");
    const lines = [`name: ${name}`, "runtime:", "  name: nodejs", "  options: { typescript: false }", `main: ${main}`];
    const file = join(folder, "Pulumi.yaml");
    writeFileSync(file, `${lines.join("\n")}\n`);
    return folder;
  },
  flags: { up: [], destroy: [] },
});
