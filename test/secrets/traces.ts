/** Everything that a run of the product leaves where people, logs or backups can see it. */
import { readdirSync, readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import * as z from "zod";
import type { SimulatorClient } from "../../simulator/control/client.ts";
import { git } from "../../simulator/internet/git/git.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import type { Trace } from "./canaries.ts";

/** Files that stand for what keeps secrets in a real cloud, and for what. All others in a simulator's folder are searched. */
export const keepers: Readonly<Record<string, string>> = {
  "state/world.jsonl": "the clouds, with their secret stores",
  "state/passphrase": "the key of Pulumi's state, which is a KMS key in production",
  "data/kubernetes/*/etcd/**": "the cluster's store of Secrets, encrypted by a KMS key in production",
  "data/kubernetes/*/secrets/**": "credentials of the control plane",
  "data/kubernetes/*/pods/**": "Secrets and tokens as running pods see them, memory in production",
  "state/issued/*.key": "certificate authorities, with the keys that they gave out",
};

const isKept = (file: string) => Object.keys(keepers).some((pattern) => matchesGlob(file, pattern));

/**
 * Every file of a simulator: logs of all processes and pods, Pulumi's state with its history and backups, the data of
 * databases and buckets.
 */
export function files(home: string): { readonly kept: readonly Trace[]; readonly open: readonly Trace[] } {
  const names = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1));
  const { kept = [], open = [] } = Object.groupBy(names, (name) => (isKept(name) ? "kept" : "open"));
  const read = (file: string) => ifThere(file, () => readFileSync(join(home, file)));
  return { kept: kept.flatMap(read), open: open.flatMap(read) };
}

/** Command lines of everything that the simulator started: each user of a machine can read them. */
export const commandLines = (home: string): readonly Trace[] =>
  readdirSync(join(home, "run", "processes")).flatMap((name) =>
    ifThere(`command line of ${name}`, () => {
      const { pid } = z
        .object({ pid: z.int() })
        .parse(JSON.parse(readFileSync(join(home, "run", "processes", name), "utf8")));
      return readFileSync(`/proc/${pid}/cmdline`);
    }),
  );

/** Every version of every file in the repositories that Argo CD follows. */
export async function repositories(home: string): Promise<readonly Trace[]> {
  const folder = join(home, "data", "git");
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".git"));
  return Promise.all(
    found.map(async (name) => {
      const objects = await git(["cat-file", "--batch", "--batch-all-objects"], { repository: join(folder, name) });
      return { where: `repository ${name}`, content: Buffer.from(objects) };
    }),
  );
}

const groups = z.object({ groups: z.array(z.object({ preferredVersion: z.object({ groupVersion: z.string() }) })) });
const kinds = z.object({ resources: z.array(z.object({ name: z.string(), verbs: z.array(z.string()) })) });
const metadata = z.looseObject({ name: z.string(), namespace: z.string().default("") });
const list = z.object({ items: z.array(z.looseObject({ metadata })) });

/** All objects of the cluster, events included; of Secrets all but what they keep. */
export async function objects(api: Api): Promise<readonly Trace[]> {
  const get = (path: string): Promise<unknown> => api.connection.json({ method: "GET", path });
  const named = groups.parse(await get("/apis")).groups.map(({ preferredVersion }) => preferredVersion.groupVersion);
  // Metrics are computed when they are asked for, and not stored.
  const paths = ["/api/v1", ...named.filter((name) => !name.startsWith("metrics.")).map((name) => `/apis/${name}`)];
  const traces: Trace[] = [];
  for (const path of paths) {
    const listed = kinds.parse(await get(path)).resources.filter(({ verbs }) => verbs.includes("list"));
    for (const { name: kind } of listed) {
      for (const { data, ...item } of list.parse(await get(`${path}/${kind}`)).items) {
        const where = `${kind} ${item.metadata.namespace}/${item.metadata.name}`;
        traces.push(text(where, JSON.stringify(kind === "secrets" ? item : { ...item, data })));
      }
    }
  }
  return traces;
}

/** What the jobs reported to the Pushgateway. */
export const metrics = async (client: SimulatorClient): Promise<readonly Trace[]> =>
  Object.entries((await client.internet()).metrics).map(([group, pushed]) => text(`metrics ${group}`, pushed));

export const text = (where: string, content: string): Trace => ({ where, content: Buffer.from(content) });

/** A process may end and a file go while all are read. */
function ifThere(where: string, read: () => Buffer): readonly Trace[] {
  try {
    return [{ where, content: read() }];
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
