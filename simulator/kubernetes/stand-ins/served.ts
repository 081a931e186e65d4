/** Work that begins when a custom resource's kind is served: its operator may be synced long after the cluster started. */
import type { Api } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import type { Condition, KubernetesObject } from "../api/model.ts";
import { customResourceDefinitions } from "../api/resources.ts";
import { inBackground } from "../background.ts";
import type { Controller } from "../controller.ts";

interface Definition extends KubernetesObject {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export class WhenServed {
  readonly #definitions: Mirror<Definition>;
  readonly #make: Readonly<Record<string, () => Controller>>;
  readonly #running = new Map<string, Controller>();

  /** @param make  controllers by the name of the CRD that they wait for, for example `certificates.cert-manager.io` */
  constructor(api: Api, make: Readonly<Record<string, () => Controller>>) {
    this.#definitions = new Mirror<Definition>(api, customResourceDefinitions);
    this.#make = make;
  }

  async start(): Promise<void> {
    this.#definitions.on("changed", (definition) => this.#changed(definition));
    this.#definitions.on("gone", ({ metadata }) => this.#end(metadata.name));
    await this.#definitions.start();
  }

  async stop(): Promise<void> {
    await this.#definitions.stop();
    await Promise.all([...this.#running.values()].map((controller) => controller.stop()));
  }

  #changed({ metadata: { name }, status }: Definition): void {
    const make = this.#make[name];
    const served = status?.conditions?.some(
      (condition) => condition.type === "Established" && condition.status === "True",
    );
    if (!make || !served || this.#running.has(name)) return;
    const controller = make();
    this.#running.set(name, controller);
    inBackground(`controller of ${name}`, controller.start());
  }

  #end(name: string): void {
    const controller = this.#running.get(name);
    this.#running.delete(name);
    if (controller) inBackground(`controller of ${name}`, controller.stop());
  }
}
