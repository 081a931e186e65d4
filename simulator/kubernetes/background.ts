/** Work that nobody waits for. */

/**
 * @param what  named in the simulator's log if the work fails; whoever started it tries again at the next change
 */
export function inBackground(what: string, work: Promise<unknown>): void {
  work.catch((error: Error) => console.error(`${what}: ${error.message}`));
}
