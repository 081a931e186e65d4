/**
 * Questions to the clouds beside Pulumi, asked through the clouds' own command lines: `aws` and `az` must be on the path
 * for the kubeconfig anyway, and they know every way in which somebody can be logged in.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";

/** Bytes of an answer; a list of an account's resources is a few megabytes. */
const maxBuffer = 64 * 1024 * 1024;

/**
 * @param words  for example `["eks", "describe-cluster", "--name", "harbor"]`
 * @throws Error with the command's own words, or that it is missing
 */
export const aws = (words: readonly string[], region: string): Promise<unknown> =>
  ask("aws", [...words, "--region", region, "--output", "json"]);

/** As {@link aws}. */
export const az = (words: readonly string[]): Promise<unknown> => ask("az", [...words, "--output", "json"]);

const token = z.object({ accessToken: z.string() });

/**
 * Asks Azure's management API.
 * @param path  below `https://management.azure.com`, with its `api-version`
 * @returns the answer; nothing where it has no body
 * @throws Error with Azure's own words
 */
export async function arm(path: string, method: "GET" | "DELETE" = "GET"): Promise<unknown> {
  const host = "https://management.azure.com";
  const { accessToken } = token.parse(await az(["account", "get-access-token", "--resource", host]));
  const response = await fetch(`${host}${path}`, { method, headers: { authorization: `Bearer ${accessToken}` } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text || "null");
}

async function ask(command: string, words: readonly string[]): Promise<unknown> {
  try {
    const { stdout } = await promisify(execFile)(command, words, { maxBuffer });
    return JSON.parse(stdout || "null");
  } catch (error) {
    throw new Error(wordsOf(command, error), { cause: error });
  }
}

/** What went wrong, in the command's own words. */
export function wordsOf(command: string, error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return `${command} is not on the path`;
  const said = "stderr" in error ? String(error.stderr).trim() : "";
  return said || error.message;
}
