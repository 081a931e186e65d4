/**
 * Application sets first: as long as they live they make their Applications again. They go without them (`Orphan`), so
 * that each Application can leave in its own way.
 */
import type { Api } from "../../../simulator/kubernetes/api/api.ts";
import { applications } from "../../../simulator/kubernetes/client/applications.ts";
import { refuseLeft, removeAll } from "./gone.ts";
import { applicationSets, listKnown, nameOf } from "./kinds.ts";

/** The Application that puts application sets back, and that Pulumi itself removes (components/gitops/root.ts). */
export const root = "root";

export async function removeGenerators(api: Api, seconds: number): Promise<readonly string[]> {
  const found = await listKnown(api, applications);
  const rooted = found.find(({ metadata }) => metadata.name === root);
  if (rooted) await api.patch(applications, rooted.metadata, { spec: { syncPolicy: null }, operation: null });
  const sets = await listKnown(api, applicationSets);
  const left = await removeAll(api, applicationSets, sets, seconds, "Orphan");
  refuseLeft(left, "Application sets", seconds);
  return sets.map(nameOf);
}
