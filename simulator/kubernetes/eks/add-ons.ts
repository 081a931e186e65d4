/** EKS add-ons that have an effect here. Of all that EKS offers, the metrics server is the one that Auto Mode lacks. */
import type { SimulatedResource, World } from "../../world.ts";
import { inBackground } from "../background.ts";
import type { Metrics } from "../stand-ins/metrics.ts";
import type { EksCluster } from "./access.ts";

const type = "aws:eks/addon:Addon";

export class AddOns {
  readonly #world: World;
  readonly #cluster: EksCluster;
  readonly #metrics: Metrics;
  readonly #added = (resource: SimulatedResource) => {
    if (this.#isMetricsServer(resource)) inBackground("add-on metrics-server", this.#metrics.start());
  };
  readonly #removed = (resource: SimulatedResource) => {
    if (this.#isMetricsServer(resource)) inBackground("add-on metrics-server", this.#metrics.remove());
  };

  constructor(world: World, cluster: EksCluster, metrics: Metrics) {
    this.#world = world;
    this.#cluster = cluster;
    this.#metrics = metrics;
  }

  async start(): Promise<void> {
    this.#world.on("put", this.#added);
    this.#world.on("removed", this.#removed);
    if (this.#world.all(type).some((resource) => this.#isMetricsServer(resource))) await this.#metrics.start();
  }

  async stop(): Promise<void> {
    this.#world.off("put", this.#added);
    this.#world.off("removed", this.#removed);
    await this.#metrics.stop();
  }

  #isMetricsServer(resource: SimulatedResource): boolean {
    const { account, region, outputs } = resource;
    const { name } = this.#cluster;
    const here = account === this.#cluster.account && region === this.#cluster.region && outputs.clusterName === name;
    return here && resource.type === type && outputs.addonName === "metrics-server";
  }
}
