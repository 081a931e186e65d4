/** What `pulumi up` runs. */
import { join } from "node:path";
// These make the SDK faster. They stand before everything that loads it.
import "./sdk/stack-traces.ts";
import "./sdk/postponed.ts";
import "./sdk/messages.ts";
import "./sdk/promises.ts";
import "./sdk/outputs.ts";
import "./sdk/source-positions.ts";
import { runtime } from "@pulumi/pulumi";
import { program } from "./program.ts";
import { withoutVersionedAliases } from "./sdk/aliases.ts";

export default () => {
  runtime.registerStackTransformation(withoutVersionedAliases);
  return program(join(import.meta.dirname, "..", "gitops"));
};
