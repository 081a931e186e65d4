/** What `pulumi up` runs. */
import { join } from "node:path";
import { program } from "./program.ts";

export default () => program(join(import.meta.dirname, "..", "gitops"));
