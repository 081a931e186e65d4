/** Writes the golden states anew: `node test/policy/analyze/write.ts`, after a component has changed. */
import { writeFileSync } from "node:fs";
import { clouds, fileOf } from "./golden.ts";
import { stateOf } from "./program.ts";

for (const cloud of clouds) writeFileSync(fileOf(cloud), await stateOf(cloud));
