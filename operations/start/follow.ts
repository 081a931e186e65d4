/** Reads a file's lines while another process still writes it. */
import { open } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds between two looks at the file. */
const pollMs = 100;

/**
 * @param file   need not be there yet
 * @param ended  settles when nothing more will be written
 */
export async function* follow(file: string, ended: Promise<unknown>): AsyncGenerator<string> {
  let over = false;
  void ended.finally(() => {
    over = true;
  });
  let position = 0;
  for (;;) {
    // Asked before the reading, so that the last lines are read after the end.
    const last = over;
    const text = await readFrom(file, position);
    position += Buffer.byteLength(text);
    yield* text.split("\n").slice(0, -1);
    if (last) return;
    await Promise.race([ended.catch(() => undefined), pause(pollMs)]);
  }
}

/** Whole lines only: what is half written comes with the next reading. */
async function readFrom(file: string, position: number): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return "";
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.max(0, size - position));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    const end = buffer.subarray(0, bytesRead).lastIndexOf("\n");
    return buffer.subarray(0, end + 1).toString("utf8");
  } finally {
    await handle.close();
  }
}
