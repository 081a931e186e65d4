import { writeFileSync } from "node:fs";
import { refusalsFile, refusalsPage } from "./table.ts";

writeFileSync(refusalsFile, refusalsPage());
