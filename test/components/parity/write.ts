/** Writes `docs/parity.md` anew. */
import { writeFileSync } from "node:fs";
import { parityFile, parityPage } from "./table.ts";

writeFileSync(parityFile, parityPage());
