/** Secrets of a running cluster, as a pod gets them. */
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { secrets } from "../../simulator/kubernetes/api/resources.ts";

/** @throws Error where the Secret is not there */
export async function readSecret(api: Api, namespace: string, name: string): Promise<Readonly<Record<string, string>>> {
  const found = await api.get(secrets, name, namespace);
  if (!found) throw new Error(`there is no Secret ${namespace}/${name}: has External Secrets synced it?`);
  const entries = Object.entries(found.data ?? {});
  return Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, "base64").toString()]));
}
