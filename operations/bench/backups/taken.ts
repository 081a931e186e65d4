/** What a program takes: by the clock, of the processor, and in memory. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { peakMemory } from "../memory.ts";
import { childrensSeconds } from "../processes.ts";

export interface Taken {
  readonly seconds: number;
  /**
   * Seconds of the processor that it spent with all that it started, and the database server meanwhile: on a machine that others
   * use they tell more than the clock.
   */
  readonly processor: number;
  /** The most memory that it had at once with all that it started. */
  readonly mebibytes: number;
}

/**
 * Runs a program of Node.js to its end. Measuring happens in this process, so that it does not count.
 * @throws Error with what it said, where it fails
 */
export async function take(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Taken> {
  const [before, began] = [childrensSeconds(), performance.now()];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  const work = () => Promise.all([text(child.stderr), once(child, "close")]);
  const roots = () => (child.pid === undefined ? [] : [child.pid]);
  const { result, mebibytes } = await peakMemory(roots, work);
  const seconds = (performance.now() - began) / 1000;
  const [said, [code]] = result;
  if (code !== 0) throw new Error(`\`node ${args.join(" ")}\` ended with ${code}:\n${said}`);
  return { seconds, processor: childrensSeconds() - before, mebibytes };
}
