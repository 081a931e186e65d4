/** A primary and its recovery under mocks: the real program of both, with the facts that one really gives to the other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { program } from "../../../stacks/program.ts";
import { merge } from "../../../stacks/recipes.ts";
import { type Registered, run } from "../../components/mocks.ts";
import { stacksFolder } from "../../components/platforms.ts";

type Document = Readonly<Record<string, unknown>>;

export interface Made {
  readonly outputs: Document;
  readonly resources: readonly Registered[];
}

/** What a stack's file says, names with `longshore:`. */
export const configOf = (stack: string): Document =>
  parse(readFileSync(join(stacksFolder, `Pulumi.${stack}.yaml`), "utf8")).config;

/**
 * @param changes  laid over the stack's configuration
 * @param server   role of its Azure database server before the run
 */
export async function make(stack: string, changes: Document = {}, server = "GeoAsyncReplica"): Promise<Made> {
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const config = Object.entries(merge(configOf(stack), changes)).map(([key, value]) => [key, text(value)] as const);
  pulumi.runtime.setAllConfig(Object.fromEntries(config));
  const { result, resources } = await run(stack, () => program(join(stacksFolder, "..", "gitops")), {
    "azure-native:dbforpostgresql:getServer": () => ({ replicationRole: server }),
  });
  const outputs = await new Promise<Document>((resolve) => pulumi.output(result).apply(resolve));
  return { outputs, resources };
}

const made = new Map<string, Promise<Made>>();

/** A primary as its file has it; made once. */
export function primary(stack: string): Promise<Made> {
  const known = made.get(stack) ?? make(stack);
  made.set(stack, known);
  return known;
}

/** Mocks give ids without a group; a recovery on Azure reads group and name out of these. */
function idsOf(stack: string): Document {
  const prefix = stack.replace("azure", "longshore");
  const group = `/subscriptions/s/resourceGroups/${prefix}-network/providers/Microsoft.Network`;
  return {
    id: `${group}/virtualNetworks/${prefix}`,
    databaseZone: `${group}/privateDnsZones/${prefix}.private.postgres.database.azure.com`,
  };
}

/** What `longshore link` writes for a recovery of this primary. */
export async function linked(stack: string): Promise<Document> {
  const { outputs } = await primary(stack);
  const facts = { primary: merge(Object(outputs.link), stack.startsWith("azure-") ? { network: idsOf(stack) } : {}) };
  return { "longshore:link": facts, "longshore:linkSecrets": outputs.linkSecrets };
}

/** A recovery that is linked to its primary; a made one is kept by what is otherwise about it. */
export async function recovery(stack: string, of: string, changes: Document = {}, server?: string): Promise<Made> {
  const key = JSON.stringify([stack, changes, server]);
  const known = made.get(key) ?? linked(of).then((facts) => make(stack, merge(facts, changes), server));
  made.set(key, known);
  return known;
}

/** What the mocks compute, in the stack's own account: rules about accounts ask. */
export function inAccount({ resources }: Made, stack: string): readonly Registered[] {
  const account = String(configOf(stack)["longshore:account"]);
  const text = JSON.stringify(resources)
    .replaceAll("123456789012", account)
    .replaceAll("/subscriptions/s/", `/subscriptions/${account}/`);
  return JSON.parse(text);
}
