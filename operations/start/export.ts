/** A stack's state, as `pulumi stack export` prints it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** @param folder  of the project */
export async function exportStack(stack: string, folder: string, environment: NodeJS.ProcessEnv): Promise<unknown> {
  const { stdout } = await promisify(execFile)("pulumi", ["stack", "export", "--stack", stack], {
    cwd: folder,
    env: environment,
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  return JSON.parse(stdout);
}
