/** What really ran and what was stood in for: as the resources, the pods and the tools themselves say. */
import type { Standing } from "../../simulator/control/messages.ts";
import type { Api } from "../../simulator/kubernetes/api/api.ts";
import { type ImageUse, imageUses } from "../../simulator/kubernetes/client/images.ts";
import type { Toolchain } from "../../simulator/toolchain/toolchain.ts";

export interface Reality {
  readonly real: readonly string[];
  readonly standIns: readonly string[];
}

/** Tools that run in every simulation, by their name in the toolchain. */
const always = { pulumi: "Pulumi" } as const;
/** Tools that run where there is a cluster. */
const ofClusters = { kubernetes: "Kubernetes' control plane", etcd: "etcd" } as const;
/** Tools behind the images that run as local processes, by the end of the image's repository. */
const images: Readonly<Record<string, readonly [tool: string, name: string]>> = {
  "argoproj/argocd": ["argocd", "Argo CD"],
  "external-secrets/external-secrets": ["externalSecrets", "External Secrets"],
  "longshore/backup": ["restic", "longshore/backup with restic"],
};
/** Tools behind the cloud's managed services, by what the simulator calls the program. */
const services: Readonly<Record<string, string>> = { PostgreSQL: "postgres", Redis: "redisServer" };

/** @param api  of its cluster; a pilot light has none */
export async function realityOf(
  api: Api | undefined,
  resources: readonly Standing[],
  { origins }: Toolchain,
): Promise<Reality> {
  const named = (name: string, tool: string) => [name, origins[tool]?.version].filter(Boolean).join(" ");
  const uses = api ? await imageUses(api) : [];
  const local = uses.filter(({ program }) => program !== undefined);
  const stoodIn = uses.filter(({ program }) => program === undefined);
  const programs = [...new Set(resources.flatMap(({ program }) => program ?? []))];
  const records = resources.filter(({ program }) => program === undefined).length;
  return {
    real: [
      ...Object.entries(api ? { ...always, ...ofClusters } : always).map(([tool, name]) => named(name, tool)),
      ...Object.entries(images)
        .filter(([repository]) => local.some(({ image }) => repositoryOf(image).endsWith(repository)))
        .map(([, [tool, name]]) => named(name, tool)),
      ...programs.flatMap((program) => (services[program] ? [named(program, services[program])] : [])),
    ],
    standIns: [
      `the cloud's API (${records} resources are records)`,
      ...(api ? ["nodes"] : []),
      ...names(stoodIn, local),
    ],
  };
}

/** Repository without registry, tag and digest. */
const repositoryOf = (image: string): string => (image.split("@")[0] ?? "").replace(/:[^/]*$/, "");

/** Last parts of the repositories, each once; of some images only one of several programs is stood in for. */
function names(stoodIn: readonly ImageUse[], local: readonly ImageUse[]): readonly string[] {
  const last = ({ image }: ImageUse) => repositoryOf(image).split("/").at(-1) ?? image;
  const partly = new Set(local.map(last));
  return [...new Set(stoodIn.map(last))].sort().map((name) => (partly.has(name) ? `parts of ${name}` : name));
}
