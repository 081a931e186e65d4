/** How a call of the engine is named in a record or an error. */
import type { Subject } from "./provider.ts";

/** For example `update aws:rds/instance:Instance main`. */
export const callOf = (operation: string, { type, urn }: Subject): string =>
  `${operation} ${type} ${urn.slice(urn.lastIndexOf("::") + 2)}`.trimEnd();
