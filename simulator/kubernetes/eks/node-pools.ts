/** Node pools that somebody adds to EKS Auto Mode: Karpenter's kind, which Auto Mode serves from the start. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Toolchain } from "../../toolchain/toolchain.ts";
import type { Api, Manifest } from "../api/api.ts";
import { Mirror } from "../api/mirror.ts";
import { customResourceDefinitions, type Resource } from "../api/resources.ts";
import { parseManifests } from "../client/apply.ts";
import type { Controller } from "../controller.ts";
import type { Pool } from "../nodes/node.ts";
import { type Reported, reportReady } from "../stand-ins/ready.ts";
import { WhenServed } from "../stand-ins/served.ts";

const nodePools: Resource<Reported> = {
  apiVersion: "karpenter.sh/v1",
  kind: "NodePool",
  plural: "nodepools",
  namespaced: false,
};
const definition = "nodepools.karpenter.sh";

/** What decides which pods a pool's nodes take. Its requirements on machines and its limits are not simulated. */
const shape = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()).default({}) }).default({ labels: {} }),
      spec: z.looseObject({
        taints: z
          .array(z.looseObject({ key: z.string(), value: z.string().optional(), effect: z.string() }))
          .default([]),
      }),
    }),
  }),
});

export class NodePools implements Controller {
  readonly #api: Api;
  readonly #definitions: readonly Manifest[];
  readonly #served: WhenServed;
  readonly #pools: Mirror<Reported>;
  readonly #added: () => void;

  /** @param added  told when there is another pool */
  constructor(api: Api, { modules }: Toolchain, added: () => void) {
    const file = join(modules.karpenter, "pkg", "apis", "crds", "karpenter.sh_nodepools.yaml");
    this.#api = api;
    this.#definitions = parseManifests(readFileSync(file, "utf8"));
    this.#pools = new Mirror(api, nodePools);
    this.#added = added;
    this.#served = new WhenServed(api, { [definition]: () => this.#pools });
  }

  all(): readonly Pool[] {
    return this.#pools.all().map((object) => {
      const { metadata, spec } = shape.parse(object).spec.template;
      return { name: object.metadata.name, labels: metadata.labels, taints: spec.taints };
    });
  }

  async start(): Promise<void> {
    this.#pools.on("changed", (pool) => {
      this.#added();
      reportReady(this.#api, nodePools, pool, "the node scaler");
    });
    for (const definition of this.#definitions)
      await this.#api.apply(customResourceDefinitions, definition, { fieldManager: "longshore-eks", force: true });
    await this.#served.start();
  }

  stop(): Promise<void> {
    return this.#served.stop();
  }
}
