/** Looks for every secret of a running platform in everything that the product has written. */
import { matchesGlob } from "node:path";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { leaks } from "./canaries.ts";
import type { Spoken } from "./commands.ts";
import { clusterSecrets, componentTokens, podTokens } from "./harvest.ts";
import { commandLines, files, keepers, metrics, objects, repositories } from "./traces.ts";

export interface Search {
  /** How many different secrets were looked for. */
  readonly secrets: number;
  /** Where one was found that must be nowhere. */
  readonly leaks: readonly string[];
  /** Places that are said to keep secrets and hold none: they should be searched. */
  readonly needless: readonly string[];
}

/** @param spoken  what is known already: the engine's secrets, and what commands printed */
export async function searchForSecrets(
  client: SimulatorClient,
  api: Api,
  { canaries, traces }: Spoken,
): Promise<Search> {
  const { home } = client.paths;
  const all = [...canaries, ...(await clusterSecrets(api)), ...podTokens(home), ...componentTokens(home)];
  const { kept, open } = files(home);
  const elsewhere = [...(await repositories(home)), ...(await objects(api)), ...(await metrics(client))];
  const keeping = kept.filter((trace) => leaks(all, [trace]).length > 0);
  return {
    secrets: new Set(all.map(({ value }) => value)).size,
    leaks: leaks(all, [...traces, ...open, ...commandLines(home), ...elsewhere]),
    needless: Object.keys(keepers).filter((pattern) => !keeping.some(({ where }) => matchesGlob(where, pattern))),
  };
}
