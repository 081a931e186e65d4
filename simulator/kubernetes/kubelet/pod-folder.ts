/** The local files of one pod. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Toolchain } from "../../toolchain/toolchain.ts";
import type { Container, Pod, VolumeMount } from "../api/model.ts";
import { kubeconfig } from "../kubeconfig.ts";
import { expand } from "./expansion.ts";
import { FileSystem, type Mount } from "./file-system.ts";
import type { Program } from "./program.ts";

/** Where every pod finds its service account's token, unless it wants none. */
const tokenMount = "/var/run/secrets/kubernetes.io/serviceaccount";

const podName = ({ metadata: { namespace, name, uid } }: Pod) => `${namespace}_${name}_${uid}`;
const logFile = (pod: string, container: string, attempt: number) => join(pod, container, `${attempt}.log`);

/**
 * What a container's last run wrote; nothing where it has not run.
 * @param logs  folder of the cluster's container logs
 */
export function readLog(pod: Pod, container: string, logs: string): string | undefined {
  const status = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const attempt = status.find(({ name }) => name === container)?.restartCount ?? 0;
  const file = logFile(join(logs, podName(pod)), container, attempt);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Takes away what pods left that were deleted while the simulator was not running. */
export function removeOtherFolders(folder: string, pods: readonly Pod[]): void {
  const keep = new Set(pods.map(podName));
  const found = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of found) if (!keep.has(name)) rmSync(join(folder, name), { recursive: true });
}

export class PodFolder {
  readonly path: string;
  readonly #logs: string;

  /**
   * @param pods  folder of the cluster's pods
   * @param logs  folder of the cluster's container logs
   */
  constructor(pod: Pod, pods: string, logs: string) {
    this.path = join(pods, podName(pod));
    this.#logs = join(logs, podName(pod));
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
  }

  logFile(container: string, attempt: number): string {
    const file = logFile(this.#logs, container, attempt);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return file;
  }

  /**
   * @param folderOf   local folder of a volume
   * @param variables  of the container, for `subPathExpr`
   */
  fileSystem(
    container: Container,
    program: Program,
    folderOf: (volume: string) => string,
    variables: Readonly<Record<string, string>>,
  ): FileSystem {
    const root = join(this.path, "containers", container.name);
    for (const [path, source] of Object.entries(program.copies ?? {})) {
      cpSync(source, join(root, path), { recursive: true });
    }
    const mounts = (container.volumeMounts ?? []).map((mount) => asLink(mount, folderOf, variables));
    const files = new FileSystem(root, mounts, Object.keys(program.copies ?? {}));
    for (const folder of ["/root", "/tmp"]) mkdirSync(files.path(folder), { recursive: true, mode: 0o700 });
    return files;
  }

  /** A folder for PATH that holds an image's tools under their own names. */
  tools(container: string, { tools, scripts }: Program, toolchain: Toolchain): string {
    const folder = join(this.path, "tools", container);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [name, target] of Object.entries(tools(toolchain))) symlinkSync(target, join(folder, name));
    for (const [name, source] of Object.entries(scripts?.(toolchain) ?? {})) {
      writeFileSync(join(folder, name), readFileSync(source), { mode: 0o755 });
    }
    return folder;
  }

  /** Logs in as the pod's own service account; nothing where the container mounts no token. */
  kubeconfig(
    files: FileSystem,
    { server, caFile, pod }: { server: string; caFile: string; pod: Pod },
  ): string | undefined {
    if (!files.has(tokenMount)) return undefined;
    const file = join(files.root, "kubeconfig");
    const user = { tokenFile: files.path(`${tokenMount}/token`) };
    const { namespace = "default" } = pod.metadata;
    writeFileSync(file, kubeconfig({ server, caFile, namespace, user }), { mode: 0o600 });
    return file;
  }

  /** Takes everything away but the logs. */
  clear(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  remove(): void {
    this.clear();
    rmSync(this.#logs, { recursive: true, force: true });
  }
}

function asLink(
  { name, mountPath, subPath = "", subPathExpr = "" }: VolumeMount,
  folderOf: (volume: string) => string,
  variables: Readonly<Record<string, string>>,
): Mount {
  const target = join(folderOf(name), subPath || expand(subPathExpr, variables));
  if (!existsSync(target)) mkdirSync(target, { recursive: true, mode: 0o700 });
  return { path: mountPath, target };
}
