/** Helm releases as Pulumi resources, made by Helm itself. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { type CheckFailure, PartialFailure, type Properties, type Subject } from "../../providers/provider.ts";
import type { Helm } from "./helm.ts";
import { parseId, uniqueName } from "./names.ts";

/** Token of the one resource that is not a Kubernetes object. */
export const releaseType = "kubernetes:helm.sh/v3:Release";

const schema = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  /** Name in the repository, URL or path. */
  chart: z.string(),
  version: z.string().optional(),
  repositoryOpts: z.strictObject({ repo: z.string().optional() }).optional(),
  values: z.record(z.string(), z.unknown()).optional(),
  /** Seconds. */
  timeout: z.number().default(300),
  createNamespace: z.boolean().default(false),
  skipCrds: z.boolean().default(false),
  atomic: z.boolean().default(false),
  /** Set by Pulumi's own SDK. */
  compat: z.string().optional(),
});

/** Helm 4.2's own way to wait misses what is gone before it begins to look, and goes on until the time is up. */
const wait = "--wait=legacy";

const metadata = z.object({
  name: z.string(),
  chart: z.string(),
  version: z.string(),
  appVersion: z.string().optional(),
  namespace: z.string(),
  revision: z.number(),
  status: z.string(),
});

/** Fills the name and the namespace in; an argument that is not simulated is a failure, not silence. */
export function checkRelease(
  subject: Subject,
  inputs: Properties,
  { old, namespace }: { readonly old: Properties | undefined; readonly namespace: string },
): { inputs: Properties; failures: readonly CheckFailure[] } {
  const name = inputs.name ?? old?.name ?? uniqueName(subject);
  const failures = Object.keys(inputs)
    .filter((property) => !(property in schema.shape))
    .map((property) => ({ property, reason: `the simulator's Helm releases do not know ${property}` }));
  return { inputs: { ...inputs, name, namespace: inputs.namespace ?? namespace }, failures };
}

/** @throws PartialFailure where the release is there and its objects do not become ready */
export async function installRelease(helm: Helm, inputs: Properties) {
  const { name, namespace, createNamespace } = schema.parse(inputs);
  const extra = createNamespace ? ["--create-namespace"] : [];
  const outputs = await changed(helm, "install", inputs, extra);
  return { id: `${namespace}/${name}`, outputs };
}

/** @throws PartialFailure where the objects do not become ready */
export const upgradeRelease = (helm: Helm, inputs: Properties): Promise<Properties> =>
  changed(helm, "upgrade", inputs, []);

/** Inputs and status of a release; nothing where there is none. */
export async function readRelease(helm: Helm, id: string, inputs: Properties) {
  const status = await statusOf(helm, id);
  return status && { id, inputs, outputs: { ...inputs, status } };
}

export async function uninstallRelease(helm: Helm, id: string): Promise<void> {
  const { name, namespace = "default" } = parseId(id);
  await helm.run(["uninstall", name, "--namespace", namespace, wait, "--ignore-not-found"]);
}

async function changed(
  helm: Helm,
  verb: "install" | "upgrade",
  inputs: Properties,
  extra: readonly string[],
): Promise<Properties> {
  const release = schema.parse(inputs);
  const id = `${release.namespace}/${release.name}`;
  const folder = mkdtempSync(join(tmpdir(), "longshore-helm-"));
  try {
    const values = join(folder, "values.json");
    writeFileSync(values, JSON.stringify(release.values ?? {}), { mode: 0o600 });
    await helm.run([verb, release.name, release.chart, "--values", values, ...flags(release), ...extra]);
  } catch (error) {
    const status = await statusOf(helm, id);
    const text = error instanceof Error ? error.message : String(error);
    if (status) throw new PartialFailure(text, { id, inputs, outputs: { ...inputs, status } });
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...inputs, status: await statusOf(helm, id) };
}

function flags(release: z.output<typeof schema>): string[] {
  const { namespace, version, repositoryOpts, timeout, skipCrds, atomic } = release;
  return [
    ...["--namespace", namespace, "--timeout", `${timeout}s`, wait],
    ...(version ? ["--version", version] : []),
    ...(repositoryOpts?.repo ? ["--repo", repositoryOpts.repo] : []),
    ...(skipCrds ? ["--skip-crds"] : []),
    ...(atomic ? ["--rollback-on-failure"] : []),
  ];
}

async function statusOf(helm: Helm, id: string): Promise<Properties | undefined> {
  const { name, namespace = "default" } = parseId(id);
  try {
    const { chart, version, appVersion, revision, status } = metadata.parse(
      JSON.parse(await helm.run(["get", "metadata", name, "--namespace", namespace, "--output", "json"])),
    );
    return { name, namespace, chart, version, appVersion, revision, status };
  } catch (error) {
    if (error instanceof Error && error.message.includes("release: not found")) return undefined;
    throw error;
  }
}
