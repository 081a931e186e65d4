/** `longshore:linkSecrets` of a stack, encrypted by Pulumi under the stack's own key. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as z from "zod";
import type { PasswordValues } from "../../components/passwords.ts";
import { workTree } from "../../simulator/paths.ts";
import { linkSecretsName } from "../../stacks/config.ts";
import { mustPulumi, pulumi } from "../pulumi.ts";
import { writtenFile } from "../stack-file.ts";

const key = `longshore:${linkSecretsName}`;
const values = z.record(z.string(), z.string());

const place = (stack: string) => ({ folder: workTree, stack, environment: process.env });

/** @returns none where nothing was linked yet */
export async function readLinkSecrets(stack: string): Promise<PasswordValues> {
  const file = writtenFile(workTree, stack);
  if (!existsSync(file)) return {};
  const { code, output } = await pulumi(place(stack), ["config", "get", key, "--config-file", file]);
  return code === 0 ? values.parse(JSON.parse(output)) : {};
}

/** They go to Pulumi by its standard input, so that no list of processes shows them. */
export async function writeLinkSecrets(stack: string, secrets: PasswordValues): Promise<void> {
  const file = writtenFile(workTree, stack);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "config: {}\n");
  }
  await mustPulumi(place(stack), ["config", "set", "--secret", key, "--config-file", file], JSON.stringify(secrets));
}
