import { join } from "node:path";
import { type Context, scratchOf } from "../context.ts";

/** Where the earlier state lies between the two containers of a rewind. */
export function rewindFolder(context: Context): { readonly root: string; readonly dump: string } {
  const root = scratchOf(context, "rewind");
  return { root, dump: join(root, "database") };
}
