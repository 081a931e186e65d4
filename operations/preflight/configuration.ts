/** What only Pulumi can read of a stack: its secret settings, and where its state is. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";
import { workTree } from "../../simulator/paths.ts";
import { wordsOf } from "../cloud-cli.ts";

const config = z.record(z.string(), z.looseObject({ objectValue: z.unknown().optional() }));
const credentialSchema = z.object({ username: z.string(), password: z.string() });

/** @returns nothing where the stack has no credential for its repository */
export async function readConfig(stack: string): Promise<z.output<typeof credentialSchema> | undefined> {
  const settings = config.parse(await pulumi(["config", "--json", "--show-secrets", "--stack", stack]));
  const found = settings["longshore:repositoryCredential"]?.objectValue;
  return found === undefined ? undefined : credentialSchema.parse(found);
}

/** URL of the backend that the calling environment leads to. */
export async function backendUrl(): Promise<string> {
  const { url } = z.looseObject({ url: z.string() }).parse(await pulumi(["whoami", "--json"]));
  return url;
}

async function pulumi(words: readonly string[]): Promise<unknown> {
  try {
    return JSON.parse((await promisify(execFile)("pulumi", words, { cwd: workTree })).stdout);
  } catch (error) {
    throw new Error(wordsOf("pulumi", error), { cause: error });
  }
}
