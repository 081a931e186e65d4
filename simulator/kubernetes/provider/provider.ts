/**
 * Pulumi's Kubernetes provider, by its own rules: server-side apply with an owner of its own for each resource, names that
 * it makes up, replacement where a field cannot change, and waiting until things are ready. It talks to the API server of
 * the simulated cluster as whoever runs Pulumi.
 */
import { join } from "node:path";
import { changedProperties } from "../../providers/difference.ts";
import {
  type CheckFailure,
  type Difference,
  type Old,
  type Operation,
  type Properties,
  type Provider,
  type Subject,
  unknown,
} from "../../providers/provider.ts";
import { regionOfHost } from "../../regions/hosts.ts";
import type { Surroundings } from "../surroundings.ts";
import { Helm } from "./helm.ts";
import { replacing } from "./immutable.ts";
import { kindOf, section, withName } from "./names.ts";
import { createObject, deleteObject, previewObject, readObject, type Target, updateObject } from "./objects.ts";
import { checkRelease, installRelease, readRelease, releaseType, uninstallRelease, upgradeRelease } from "./release.ts";
import { Session } from "./session.ts";
import { readSettings, refusedSettings, type Settings } from "./settings.ts";

/** Seconds until the first node stands on which a release's pods can run; median of a managed node group (2026-11). */
const firstNodeSeconds = 120;

class KubernetesProvider implements Provider {
  readonly name = "kubernetes";
  readonly version = "4.34.2";
  readonly #simulator: Surroundings;
  readonly #environment: Readonly<Record<string, string>>;
  #settings: Settings | undefined;
  #session: Session | undefined;
  #unreachable = "its kubeconfig is not known yet";

  constructor(simulator: Surroundings, environment: Readonly<Record<string, string>>) {
    this.#simulator = simulator;
    this.#environment = environment;
  }

  checkConfig(inputs: Properties): readonly CheckFailure[] {
    return refusedSettings(inputs);
  }

  /** A cluster that cannot be reached is no error yet: a preview goes on without it. */
  async configure(inputs: Properties): Promise<void> {
    this.#settings = readSettings(inputs);
    this.#session = undefined;
    if (!this.#settings) return;
    const { kubeconfig, context } = this.#settings;
    const { world } = this.#simulator;
    try {
      const session = new Session({ world, environment: this.#environment, kubeconfig, context });
      this.#reach(session);
      await session.api.connection.json({ method: "GET", path: "/openapi/v3" });
      this.#session = session;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#unreachable = `unable to load schema information from the API server: ${reason}`;
    }
  }

  async check(subject: Subject, inputs: Properties, old: Properties | undefined) {
    if (subject.type === releaseType) {
      const namespace = this.#settings?.namespace ?? this.#session?.namespace ?? "default";
      return checkRelease(subject, inputs, { old, namespace });
    }
    const { kind } = kindOf(subject);
    const refused = /(List|Patch)$/.test(kind) ? [`the simulator does not know ${kind} resources`] : [];
    const failures = refused.map((reason) => ({ property: "", reason }));
    return { inputs: withName(subject, { metadata: {}, ...inputs }, old), failures };
  }

  async diff({ type }: Subject, _: string, old: Old, inputs: Properties): Promise<Difference> {
    const [before, after] = [withNamespace(old.inputs), withNamespace(inputs)];
    const changed = changedProperties(before, after);
    if (type === releaseType)
      return { changed, replaces: changed.filter((key) => ["name", "namespace"].includes(key)) };
    const { enableSecretMutable: secrets = false, enableConfigMapMutable: configMaps = false } = this.#settings ?? {};
    const replaces = replacing(before, after, { secrets, configMaps });
    const names = [before, after].map(({ metadata }) => section(metadata));
    const sameName = names[0]?.name === names[1]?.name && names[0]?.namespace === names[1]?.namespace;
    return { changed, replaces, deleteBeforeReplace: replaces.length > 0 && sameName };
  }

  async create(subject: Subject, inputs: Properties, preview: boolean) {
    if (subject.type === releaseType) {
      if (preview) return { id: "", outputs: { ...inputs, status: unknown } };
      return installRelease(this.#helm(), inputs);
    }
    if (preview) return { id: "", outputs: await this.#preview(inputs) };
    return createObject(this.#target(), subject, inputs);
  }

  async update(subject: Subject, id: string, old: Old, inputs: Properties, preview: boolean): Promise<Properties> {
    if (subject.type === releaseType) {
      return preview ? { ...inputs, status: unknown } : upgradeRelease(this.#helm(), inputs);
    }
    return preview ? this.#preview(inputs, old) : updateObject(this.#target(), subject, id, old, inputs);
  }

  async read(subject: Subject, id: string, old: Old) {
    if (subject.type === releaseType) return readRelease(this.#helm(), id, old.inputs);
    return readObject(this.#target(), subject, id, old);
  }

  async delete(subject: Subject, id: string): Promise<void> {
    if (!this.#session && this.#settings?.deleteUnreachable) return;
    if (subject.type === releaseType) return uninstallRelease(this.#helm(), id);
    return deleteObject(this.#target(), subject, id);
  }

  async invoke(token: string): Promise<Properties> {
    throw new Error(`the simulator's Kubernetes provider does not know ${token}`);
  }

  seconds(operation: Operation, { type }: Subject): number {
    return type === releaseType && operation === "create" ? firstNodeSeconds : 0;
  }

  async #preview(inputs: Properties, old?: Old): Promise<Properties> {
    if (!this.#session || hasUnknown(inputs)) return inputs;
    return previewObject(this.#target(), inputs, old);
  }

  /** @throws Error in the real provider's words, where the cluster cannot be reached */
  #target(): Target {
    if (!this.#session || !this.#settings) {
      throw new Error(`configured Kubernetes cluster is unreachable: ${this.#unreachable}`);
    }
    this.#reach(this.#session);
    return { session: this.#session, settings: this.#settings };
  }

  /** @throws RegionOff where the cluster's region is switched off: at once, as nothing will answer */
  #reach({ host }: Session): void {
    const { world } = this.#simulator;
    world.outages.demand(regionOfHost(world, host) ?? "", `ask ${host}`);
  }

  #helm(): Helm {
    const { paths, toolchain } = this.#simulator;
    const folder = join(paths.run, "helm");
    const kubeconfig = this.#target().session.write(folder);
    return new Helm({ command: toolchain.bin.helm, kubeconfig, environment: this.#environment, folder });
  }
}

/**
 * Opens the provider for one engine.
 * @param environment  what the engine runs with: credentials, region, path
 */
export const openKubernetes = (simulator: Surroundings, environment: Readonly<Record<string, string>>): Provider =>
  new KubernetesProvider(simulator, environment);

/** Without a namespace an object goes to `default`, so writing that down is no change. */
function withNamespace(inputs: Properties): Properties {
  const metadata = section(inputs.metadata);
  if (metadata?.namespace !== "default") return inputs;
  const { namespace: _, ...rest } = metadata;
  return { ...inputs, metadata: rest };
}

function hasUnknown(value: unknown): boolean {
  if (value === unknown) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}
