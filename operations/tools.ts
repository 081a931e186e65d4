/** The tools that commands run with. */
import { ensureToolchain } from "../simulator/toolchain/ensure.ts";
import { progressPrinter } from "../simulator/toolchain/progress.ts";
import type { Toolchain } from "../simulator/toolchain/toolchain.ts";

/** Makes the tools that are missing, and shows on standard error how far it is. */
export async function setUpTools(): Promise<Toolchain> {
  const printer = progressPrinter(process.stderr);
  try {
    return await ensureToolchain(printer.update);
  } finally {
    printer.end();
  }
}
