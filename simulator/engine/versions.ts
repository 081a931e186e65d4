/** Versions of npm packages as they are installed in this work tree. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { workTree } from "../paths.ts";

const manifest = z.object({ version: z.string() });

/** @param name  for example `@pulumi/aws` */
export function packageVersion(name: string): string {
  const file = join(workTree, "node_modules", name, "package.json");
  return manifest.parse(JSON.parse(readFileSync(file, "utf8"))).version.replace(/^v/, "");
}
