/** What `pulumi up` runs. */
import { join } from "node:path";
// These make the SDK faster. They stand before everything that loads it.
import "./sdk/stack-traces.ts";
import "./sdk/postponed.ts";
import "./sdk/messages.ts";
import { program } from "./program.ts";

export default () => program(join(import.meta.dirname, "..", "gitops"));
