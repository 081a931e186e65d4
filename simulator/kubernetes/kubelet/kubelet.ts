/**
 * A kubelet without containers: runs the pods whose images have a local program as processes of this machine, each with
 * its own service account, environment and volumes as they stand on the API server.
 */
import { EventEmitter, once } from "node:events";
import { join } from "node:path";
import { ProcessRecords } from "../../process-record.ts";
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { ConfigMap, Node, Pod, Secret } from "../api/model.ts";
import { configMaps, nodes, pods, secrets } from "../api/resources.ts";
import { inBackground } from "../background.ts";
import type { Layout } from "../control-plane/layout.ts";
import { Services } from "../network/services.ts";
import type { Surroundings } from "../surroundings.ts";
import { Addresses } from "./addresses.ts";
import { PodFolder, removeOtherFolders } from "./pod-folder.ts";
import { PodWorker } from "./pod-worker.ts";
import { choose, isLocal, type Program } from "./program.ts";
import { type StarterArgs, startContainer } from "./starter.ts";
import { requestToken } from "./tokens.ts";
import { Volumes } from "./volumes.ts";

export interface KubeletArgs {
  readonly api: Api;
  readonly surroundings: Surroundings;
  readonly layout: Layout;
  readonly caFile: string;
  readonly programs: readonly Program[];
  /** What the cloud adds to a pod on its way in, for example a workload identity. */
  readonly admit: (pod: Pod) => Pod;
}

/** Milliseconds. */
const retryMs = 1000;

interface Work {
  readonly worker: PodWorker;
  readonly folder: PodFolder;
}

export class Kubelet {
  readonly #args: KubeletArgs;
  readonly #pods: Mirror<Pod>;
  readonly #nodes: Mirror<Node>;
  readonly #secrets: Mirror<Secret>;
  readonly #configMaps: Mirror<ConfigMap>;
  readonly #objects = new EventEmitter<{ changed: [] }>().setMaxListeners(0);
  readonly #addresses: Addresses;
  readonly services: Services;
  readonly #starter: StarterArgs;
  readonly #work = new Map<string, Work>();

  constructor(args: KubeletArgs) {
    const { api, surroundings, layout, caFile, programs } = args;
    const { world, paths } = surroundings;
    this.#args = args;
    this.#pods = new Mirror(api, pods, { fields: "spec.nodeName!=" });
    this.#nodes = new Mirror(api, nodes);
    this.#secrets = new Mirror(api, secrets);
    this.#configMaps = new Mirror(api, configMaps);
    this.#addresses = new Addresses(world, layout.key);
    const loopbackOf = (address: string) => this.#addresses.loopbackOf(address);
    this.services = new Services({ api, world, cluster: layout.key, loopbackOf });
    this.#starter = {
      surroundings,
      records: new ProcessRecords(join(paths.run, "processes")),
      programs,
      services: this.services,
      objects: {
        secret: (name, namespace) => this.#secrets.get(name, namespace),
        configMap: (name, namespace) => this.#configMaps.get(name, namespace),
      },
      server: { server: layout.server, caFile },
    };
  }

  async start(): Promise<void> {
    for (const mirror of [this.#secrets, this.#configMaps]) {
      mirror.on("changed", ({ metadata }) => this.#changed(metadata.namespace));
    }
    await Promise.all([this.#nodes, this.#secrets, this.#configMaps, this.services].map((part) => part.start()));
    removeOtherFolders(this.#args.layout.pods, await this.#present());
    this.#pods.on("changed", (pod) => this.#take(pod));
    this.#pods.on("gone", (pod) => inBackground(`ending ${pod.metadata.name}`, this.#drop(pod)));
    await this.#pods.start();
  }

  /**
   * Ends every process; the pods stay on the API server as they are, and go on after the next start.
   * @param graceSeconds  that processes get for an orderly end; default 5
   */
  async stop(graceSeconds?: number): Promise<void> {
    await this.#pods.stop();
    await Promise.all([...this.#work.values()].map(({ worker }) => worker.halt(graceSeconds)));
    await Promise.all([this.#nodes, this.#secrets, this.#configMaps, this.services].map((part) => part.stop()));
  }

  /** Ends the processes on a zone's nodes at once, as a power cut does. */
  async cut(zone: string): Promise<void> {
    const lost = this.#pods.all().filter(({ spec }) => this.#zoneOf(spec.nodeName ?? "") === zone);
    await Promise.all(lost.map(({ metadata }) => this.#work.get(metadata.uid ?? "")?.worker.halt(0)));
  }

  #zoneOf(node: string): string | undefined {
    return this.#nodes.get(node)?.metadata.labels?.["topology.kubernetes.io/zone"];
  }

  async #present(): Promise<readonly Pod[]> {
    return (await this.#args.api.list(pods)).items;
  }

  #changed(namespace: string | undefined): void {
    this.#objects.emit("changed");
    for (const pod of this.#pods.all()) {
      if (pod.metadata.namespace === namespace) this.#work.get(pod.metadata.uid ?? "")?.worker.refresh();
    }
  }

  #take(pod: Pod): void {
    const { uid = "" } = pod.metadata;
    const known = this.#work.get(uid);
    const over = pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
    if (!known && (!isLocal(pod, this.#args.programs) || (over && !pod.metadata.deletionTimestamp))) return;
    const work = known ?? this.#begin(this.#args.admit(pod));
    this.#work.set(uid, work);
    work.worker.update(pod);
  }

  #begin(pod: Pod): Work {
    const { api, layout, programs } = this.#args;
    const { uid = "" } = pod.metadata;
    const address = this.#addresses.take(uid);
    const nodeAddress = this.#nodeAddress(pod.spec.nodeName ?? "");
    const facts = { address: address.loopback, nodeAddress };
    const folder = new PodFolder(pod, layout.pods, layout.logs);
    const volumes = new Volumes({
      pod,
      facts,
      objects: this.#starter.objects,
      folder: folder.path,
      claims: layout.volumes,
      requestToken: (wish) => requestToken(api, pod, wish),
    });
    const worker = new PodWorker({
      api,
      pod,
      address,
      nodeAddress,
      volumes,
      isReal: (container) => choose(container, programs) !== undefined,
      start: (container, attempt) => startContainer(this.#starter, { pod, facts, folder, volumes }, container, attempt),
      objectsChanged: (signal) => this.#nextChange(signal),
    });
    if (!pod.metadata.deletionTimestamp) worker.begin();
    return { worker, folder };
  }

  #nodeAddress(name: string): string {
    const addresses = this.#nodes.get(name)?.status?.addresses ?? [];
    return addresses.find(({ type }) => type === "InternalIP")?.address ?? "";
  }

  /** Objects may be missing, or the API server may: the next change or the next second may bring them. */
  async #nextChange(signal: AbortSignal): Promise<void> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(retryMs)]);
    await once(this.#objects, "changed", { signal: limit }).catch(() => undefined);
  }

  async #drop({ metadata: { uid = "" } }: Pod): Promise<void> {
    const work = this.#work.get(uid);
    if (!work) return;
    this.#work.delete(uid);
    await work.worker.halt();
    work.folder.remove();
    this.#addresses.release(uid);
  }
}
