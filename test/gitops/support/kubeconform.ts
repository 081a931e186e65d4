/** Asks kubeconform whether objects are what their kinds' schemas allow. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import type { KubernetesObject } from "./objects.ts";
import { schemaFolder, schemaTemplate } from "./schema-folder.ts";

const answer = z.object({
  resources: z.array(z.object({ kind: z.string(), name: z.string(), status: z.string(), msg: z.string() })),
});

/** @returns a line for each object that is not valid, or whose kind has no schema */
export async function complaints(objects: readonly KubernetesObject[]): Promise<readonly string[]> {
  const child = spawn(readToolchain().bin.kubeconform, [
    ...["-strict", "-verbose", "-output", "json"],
    ...["-schema-location", join(schemaFolder(), schemaTemplate)],
    // The core group has no name, and so would its folder.
    ...["-schema-location", join(schemaFolder(), schemaTemplate.replace("{{ .Group }}", "core"))],
    "-",
  ]);
  child.stdin.end(objects.map((object) => JSON.stringify(object)).join("\n---\n"));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (errors) throw new Error(errors);
  const { resources } = answer.parse(JSON.parse(output));
  if (resources.length !== objects.length) throw new Error(`${resources.length} answers for ${objects.length} objects`);
  return resources
    .filter(({ status }) => status !== "statusValid")
    .map(({ kind, name, msg }) => `${kind} ${name}: ${msg}`);
}
