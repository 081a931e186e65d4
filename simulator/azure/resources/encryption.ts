/** Keys of one's own: whoever encrypts with a key of a vault must be let in. */
import type { Refusal } from "../../cloud/definition.ts";
import type { Properties, World } from "../../world.ts";
import { vaultType } from "./keyvault/vault.ts";

/**
 * A key that lies in no vault of this cloud.
 * @param wish  the part of the inputs that names the key's vault; nothing where the service's own key is used
 */
export function isolated<Inputs>(wish: (inputs: Inputs) => Properties | undefined): Refusal<Inputs> {
  return {
    code: "KeyVaultNotFound",
    when: ({ inputs, world }) => {
      const hosts = hostsIn(wish(inputs));
      return hosts.some((host) => !exists(world, host));
    },
    message: ({ inputs, world }) =>
      `The vault ${hostsIn(wish(inputs)).find((host) => !exists(world, host)) ?? "‹host›"} could not be found.`,
    source: {
      believed:
        "https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview (2026-11) has the rule; no text of the error was found",
    },
  };
}

const exists = (world: World, host: string): boolean =>
  world.all(vaultType).some(({ outputs }) => `${String(outputs.name).toLowerCase()}.vault.azure.net` === host);

function hostsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return /^https:\/\/([a-z0-9-]+\.vault\.azure\.net)\b/i.exec(value)?.slice(1) ?? [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(hostsIn) : [];
}
