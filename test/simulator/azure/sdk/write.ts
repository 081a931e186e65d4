/** Writes `docs/azure-inputs.md` anew. */
import { writeFileSync } from "node:fs";
import { believedFile, believedPage } from "./believed.ts";

writeFileSync(believedFile, await believedPage());
