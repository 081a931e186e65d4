/** The pods behind a cluster's load balancers: which of them answer, and what they say. */
import type { Api } from "../kubernetes/api/api.ts";
import { ApiError } from "../kubernetes/api/connection.ts";
import type { Pod } from "../kubernetes/api/model.ts";
import type { Surroundings } from "../kubernetes/surroundings.ts";
import { type Ask, answer } from "./answers.ts";
import { checksums, remoteOf } from "./files.ts";
import type { Reply } from "./front.ts";
import type { Followed } from "./objects.ts";
import { lives, type Route, readyPods } from "./route.ts";
import { StandIn, Unavailable } from "./stand-in.ts";

const zoneLabel = "topology.kubernetes.io/zone";

export interface BackendsArgs {
  readonly api: Api;
  readonly surroundings: Surroundings;
  /** What the cloud adds to a pod on its way in, for example a workload identity. */
  readonly admit: (pod: Pod) => Pod;
  readonly followed: Followed;
}

interface ServiceName {
  readonly namespace: string;
  readonly service: string;
}

export class Backends {
  readonly #args: BackendsArgs;
  /** By the pod's uid. */
  readonly #pods = new Map<string, StandIn>();
  /** Which of several ready pods is next. */
  #turn = 0;

  constructor(args: BackendsArgs) {
    this.#args = args;
    args.followed.pods.on("gone", (pod) => {
      this.#pods.get(uidOf(pod))?.end(pod);
      this.#pods.delete(uidOf(pod));
    });
  }

  /** Whether a Service has a pod that answers; a load balancer finds out which one does. */
  answers(service: ServiceName): boolean {
    return this.#ready(service).some((pod) => !this.#isDark(pod));
  }

  /** Sends a request to one of the pods that Kubernetes calls ready. */
  async ask({ namespace, services }: Route, ask: Ask): Promise<Reply> {
    const ready = services.flatMap((service) => this.#ready({ namespace, service }));
    this.#turn += 1;
    const pod = ready[this.#turn % ready.length];
    if (!pod) return refusal(503, "no available server");
    if (this.#isDark(pod)) return refusal(504, `${pod.metadata.name} does not answer`);
    const standIn = this.#standIn(pod);
    try {
      const found = await answer(this.#source(pod, standIn), ask);
      if (standIn.broken) return refusal(502, `${pod.metadata.name} ended`);
      if (found === undefined) return refusal(404, `Odoo is stood in for and has no ${ask.path}`);
      return { status: 200, body: found };
    } catch (error) {
      if (error instanceof ApiError || !(error instanceof Error)) throw error;
      return refusal(error instanceof Unavailable ? 503 : 500, error.message);
    }
  }

  #ready(service: ServiceName): readonly Pod[] {
    const { slices, pods } = this.#args.followed;
    return readyPods(service, slices.all())
      .flatMap((name) => pods.get(name, service.namespace) ?? [])
      .filter(lives);
  }

  /** Whether it stands in a zone that is switched off: Kubernetes takes its time to notice. */
  #isDark({ spec }: Pod): boolean {
    const { followed, surroundings } = this.#args;
    const zone = followed.nodes.get(spec.nodeName ?? "")?.metadata.labels?.[zoneLabel];
    return zone !== undefined && surroundings.world.outages.isOff(zone);
  }

  #standIn(pod: Pod): StandIn {
    const { surroundings, followed } = this.#args;
    const { world, certificates } = surroundings;
    const known = this.#pods.get(uidOf(pod));
    if (known) return known;
    const answers = (service: ServiceName) => this.answers(service);
    const standIn = new StandIn({ pod, followed, world, ca: certificates.certificate, answers });
    this.#pods.set(uidOf(pod), standIn);
    return standIn;
  }

  #source(pod: Pod, standIn: StandIn) {
    const { api, surroundings, admit } = this.#args;
    const { internet, toolchain } = surroundings;
    return {
      database: () => standIn.database(),
      checksums: (paths?: readonly string[]) => {
        const admitted = admit(pod);
        const variables = { ...standIn.variables(admitted), ...internet.environment() };
        const remote = remoteOf(standIn.configuration, variables.AWS_DEFAULT_REGION ?? "");
        return checksums(remote, { api, pod: admitted, variables, rclone: toolchain.bin.rclone }, paths);
      },
    };
  }

  end(): void {
    for (const pod of this.#pods.values()) pod.close();
  }
}

export const refusal = (status: number, error: string): Reply => ({ status, body: { error } });

const uidOf = ({ metadata }: Pod): string => metadata.uid ?? "";
