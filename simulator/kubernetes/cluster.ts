/** One simulated cluster: control plane, nodes, process kubelet and what stands in for the cloud's own controllers. */

import { rm } from "node:fs/promises";
import { Application } from "../application/application.ts";
import type { ClusterAccess } from "../control/messages.ts";
import type { Api } from "./api/api.ts";
import type { Pod } from "./api/model.ts";
import { pods } from "./api/resources.ts";
import { AuthenticationServer } from "./authentication/server.ts";
import type { Authenticator } from "./authentication/user.ts";
import { startControlPlane, stopControlPlane } from "./control-plane/control-plane.ts";
import { type Credentials, issueCredentials } from "./control-plane/credentials.ts";
import { type Layout, layoutOf, ports } from "./control-plane/layout.ts";
import type { Controller } from "./controller.ts";
import { Kubelet } from "./kubelet/kubelet.ts";
import { readLog } from "./kubelet/pod-folder.ts";
import { imagePattern, type Program } from "./kubelet/program.ts";
import type { Services } from "./network/services.ts";
import { Fleet, type FleetArgs } from "./nodes/fleet.ts";
import { kwok } from "./nodes/kwok.ts";
import type { Pool } from "./nodes/node.ts";
import { Certificates } from "./stand-ins/certificates.ts";
import { clusterIssuers, Issuers, issuers } from "./stand-ins/issuers.ts";
import { WhenServed } from "./stand-ins/served.ts";
import type { Surroundings } from "./surroundings.ts";

/** What a managed cluster's cloud does for it. */
export interface Cloud {
  /** Turns the cloud's own tokens into users. */
  readonly authenticate: Authenticator;
  /** What the cloud adds to a pod on its way in, for example a workload identity. */
  readonly admit: (pod: Pod) => Pod;
  /**
   * What the cloud itself runs beside the control plane.
   * @param address  the cluster's own loopback address
   */
  readonly controllers: (api: Api, address: string) => readonly Controller[];
}

export interface ClusterArgs extends FleetArgs {
  /** Unique among the simulator's clusters; letters, digits, dots and dashes. Names its processes and folders. */
  readonly key: string;
  /** As its cloud names it. */
  readonly name: string;
  /** Host name of the API server in the cloud. */
  readonly host: string;
  /** Kubernetes minor version, for example `1.35`. */
  readonly version: string;
  /** URL that issues the tokens of service accounts. */
  readonly issuer: string;
  /** Addresses of Services, IPv4 in CIDR form. */
  readonly serviceRange: string;
  readonly cloud: Cloud;
  /** Images that run as local processes. */
  readonly programs: readonly Program[];
}

interface Parts {
  readonly api: Api;
  readonly credentials: Credentials;
  readonly authenticator: Controller;
}

export class Cluster {
  readonly args: ClusterArgs;
  readonly layout: Layout;
  /** As the simulator itself: an administrator. */
  readonly api: Api;
  /** Names of Services as local processes reach them. */
  readonly services: Services;
  /** For other processes of the simulator's owner. */
  readonly access: ClusterAccess;
  readonly #surroundings: Surroundings;
  readonly #fleet: Fleet;
  readonly #kubelet: Kubelet;
  /** In the order of their start. */
  readonly #controllers: readonly Controller[];

  private constructor(surroundings: Surroundings, args: ClusterArgs, layout: Layout, parts: Parts) {
    const { api, credentials, authenticator } = parts;
    const { programs, cloud } = args;
    const kubelet = new Kubelet({
      api,
      surroundings,
      layout,
      programs,
      caFile: credentials.caFile,
      admit: cloud.admit,
    });
    this.args = args;
    this.layout = layout;
    this.api = api;
    this.services = kubelet.services;
    this.access = {
      name: args.name,
      server: layout.server,
      caFile: credentials.caFile,
      token: credentials.simulatorToken,
      logs: layout.logs,
    };
    this.#surroundings = surroundings;
    this.#fleet = new Fleet(api, args, (zone) => surroundings.world.outages.isOff(zone));
    this.#kubelet = kubelet;
    this.#controllers = [
      authenticator,
      this.#fleet,
      // What they know decides how the kubelet takes pods on.
      ...cloud.controllers(api, layout.address),
      kubelet,
      new Application({ api, surroundings, admit: cloud.admit }),
      // cert-manager's own pods only stand in.
      new WhenServed(api, {
        "issuers.cert-manager.io": () => new Issuers(api, issuers),
        "clusterissuers.cert-manager.io": () => new Issuers(api, clusterIssuers),
        "certificates.cert-manager.io": () => new Certificates(api, surroundings.certificates),
      }),
    ];
  }

  /** Adds the nodes that a new pool has from the start. */
  addPool = (pool: Pool): Promise<void> => this.#fleet.fill(pool);

  /** Looks once more at pods that fit nowhere: another pool may take them. */
  reconsider = (): void => this.#fleet.reconsider();

  /** A zone has no power any more: its nodes go with their pods. */
  async loseZone(zone: string): Promise<void> {
    await this.#kubelet.cut(zone);
    await this.#fleet.lose(zone);
  }

  /** A zone has power again. */
  regainZone = (): Promise<void> => this.#fleet.fillAll();

  /** Starts a cluster, or goes on with one that stands in the data folder. */
  static async start(surroundings: Surroundings, args: ClusterArgs): Promise<Cluster> {
    const { world, paths, certificates, supervisor, toolchain } = surroundings;
    const layout = layoutOf(args.key, world.addressOf(args.host), paths);
    const at = { address: layout.address, port: ports.authenticator };
    const certificate = await certificates.issue({ hosts: [args.host], addresses: [layout.address] });
    const authenticator = new AuthenticationServer(at, certificate, args.cloud.authenticate);
    const credentials = await issueCredentials(layout, certificates, args.host, `https://${at.address}:${at.port}/`);
    const api = await startControlPlane(surroundings, layout, credentials, args);
    const cluster = new Cluster(surroundings, args, layout, { api, credentials, authenticator });
    try {
      await supervisor.start(kwok(toolchain, layout, credentials, imagePattern(args.programs)));
      for (const controller of cluster.#controllers) await controller.start();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /**
   * What a local container's last run wrote; nothing where it has not run here.
   * @param container  default: the pod's first
   */
  async log(namespace: string, pod: string, container?: string): Promise<string | undefined> {
    const found = await this.api.get(pods, pod, namespace);
    const name = container ?? found?.spec.containers[0]?.name;
    return found && name ? readLog(found, name, this.layout.logs) : undefined;
  }

  /** Ends all processes; the data stays. */
  async stop(): Promise<void> {
    await Promise.all(this.#controllers.map((controller) => controller.stop()));
    this.api.close();
    await this.#surroundings.supervisor.stop(`${this.layout.key}-kwok`);
    await stopControlPlane(this.#surroundings, this.layout);
  }

  /** Ends all processes at once, as a power cut does; the data stays. */
  async cut(): Promise<void> {
    const { supervisor } = this.#surroundings;
    const own = supervisor.names.filter((name) => name.startsWith(`${this.layout.key}-`));
    await Promise.all([...own.map((name) => supervisor.kill(name)), this.#kubelet.stop(0)]);
    await this.stop();
  }

  /** Ends the cluster and forgets it. */
  async delete(): Promise<void> {
    await this.stop();
    const { folder, logs } = this.layout;
    await Promise.all([folder, logs].map((path) => rm(path, { recursive: true, force: true })));
  }
}
