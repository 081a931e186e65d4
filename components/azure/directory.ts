import type { Context } from "../contracts/context.ts";

/**
 * The Entra tenant whose identities may come in.
 * @throws Error where the context has none, as that of another cloud
 */
export function directory({ directory, stack }: Context): string {
  if (directory === undefined) throw new Error(`${stack}: no Entra directory; set longshore:directory`);
  return directory;
}
