/** Copies what a primary gives into the settings of the stack that recovers it. */
import { workTree } from "../../simulator/paths.ts";
import { checkPeer } from "../../stacks/link.ts";
import type { Settings } from "../../stacks/settings.ts";
import { readSettings, toSettings } from "../settings.ts";
import { type Changes, readConfig, withChanges, writeSettings } from "../stack-file.ts";
import { changedSecrets, differences } from "./differences.ts";
import { type Given, readPeer } from "./peer.ts";
import { readLinkSecrets, writeLinkSecrets } from "./secrets.ts";

export interface LinkState {
  /** The other stack. */
  readonly peer: string;
  readonly settings: Settings;
  readonly given: Given;
  /** A line for each fact and password that the stack does not have as its peer has it. */
  readonly different: readonly string[];
}

/** @throws Error where the stack has no link */
export function linkOf(stack: string): { readonly settings: Settings; readonly link: NonNullable<Settings["link"]> } {
  const settings = readSettings(workTree, stack);
  if (settings.link) return { settings, link: settings.link };
  throw new Error(`${stack} has no longshore:link: write { peer: STACK } into stacks/Pulumi.${stack}.yaml first`);
}

/** @throws Error where the peer gives nothing */
export async function compareLink(stack: string): Promise<LinkState> {
  const { settings, link } = linkOf(stack);
  const given = await readPeer(link.peer);
  const different = [
    ...differences(link.primary, given.facts, "link.primary"),
    ...changedSecrets(await readLinkSecrets(stack), given.secrets),
  ];
  return { peer: link.peer, settings, given, different };
}

/**
 * @param more  further settings that change with them
 * @throws InvalidInput where the stack and its peer would not go together; nothing is written then
 */
export async function writeLink(stack: string, { facts, secrets }: Given, more: Changes = []): Promise<void> {
  const changes: Changes = [...more, [["longshore:link", "primary"], facts]];
  checkPeer(stack, toSettings(withChanges(readConfig(workTree, stack), changes), stack), `stacks/Pulumi.${stack}.yaml`);
  await writeLinkSecrets(stack, secrets);
  writeSettings(workTree, stack, changes);
}
