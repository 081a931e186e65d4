/** Pulumi's Azure Native provider over the definitions. */
import type { Place } from "../cloud/definition.ts";
import { failuresOf, hasUnknowns, sameName } from "../cloud/inputs.ts";
import { createResource, deleteResource, updateResource } from "../cloud/lifecycle.ts";
import { packageVersion } from "../engine/versions.ts";
import { callOf } from "../providers/call.ts";
import { differences, isWithin } from "../providers/difference.ts";
import type { Operation, Properties, Provider, Subject } from "../providers/provider.ts";
import type { EngineEnvironment } from "../providers/registry.ts";
import type { Simulator } from "../simulator.ts";
import type { SimulatedResource } from "../world.ts";
import { azureDefinition, notSimulated } from "./catalogue.ts";
import { complete } from "./check.ts";
import { type Configuration, configure } from "./configuration.ts";
import type { AzureDefinition } from "./definition.ts";
import { secondsOf } from "./durations.ts";
import { AzureError } from "./error.ts";
import { invoke } from "./functions.ts";
import { noLocation, parentId } from "./names.ts";
import { merge, notYet } from "./properties.ts";

export const openAzure = (simulator: Simulator, environment: EngineEnvironment): Provider =>
  new AzureProvider(simulator, environment);

class AzureProvider implements Provider {
  readonly name = "azure-native";
  readonly version = packageVersion("@pulumi/azure-native");
  readonly #simulator: Simulator;
  readonly #environment: EngineEnvironment;
  /** What an operation is working on now, by id. */
  readonly #busy = new Set<string>();
  #configured: Configuration | undefined;

  constructor(simulator: Simulator, environment: EngineEnvironment) {
    this.#simulator = simulator;
    this.#environment = environment;
  }

  configure(inputs: Properties): void {
    this.#configured = configure(inputs, this.#simulator.entra.runner(this.#environment));
  }

  async check({ type, urn }: Subject, inputs: Properties, old: Properties | undefined) {
    const definition = azureDefinition(type);
    if (!definition) return { inputs, failures: [{ property: "", reason: notSimulated(type) }] };
    const { location } = this.#configuration;
    const completed = complete(definition, { urn, inputs, old, location, world: this.#simulator.world });
    return { inputs: completed.inputs, failures: failuresOf(definition, completed.inputs, completed.failures) };
  }

  async diff({ type }: Subject, _id: string, old: { inputs: Properties }, inputs: Properties) {
    const definition = demand(type);
    const found = differences(old.inputs, inputs).filter(({ property }) => property !== "azureApiVersion");
    const forced = found.filter(({ path }) => definition.replaces.some((fixed) => isWithin(path, fixed)));
    return {
      changed: [...new Set(found.map(({ property }) => property))],
      replaces: [...new Set(forced.map(({ property }) => property))],
      // Names of people's choice cannot exist twice: provider.go, `Diff` (2026-11).
      deleteBeforeReplace: forced.length > 0 && sameId(definition, old.inputs, inputs),
    };
  }

  async create(subject: Subject, inputs: Properties, preview: boolean) {
    const { type } = subject;
    const definition = demand(type);
    if (preview) return { id: "", outputs: notYet(inputs, definition.later ?? []) };
    const place = this.#place(definition, inputs);
    this.#simulator.world.outages.demand(place.region, callOf("create", subject));
    const id = definition.identify({ inputs, old: undefined, world: this.#simulator.world, ...place });
    // The provider looks first, because ARM only knows "create or update".
    if (this.#simulator.world.find(type, id)) throw new Error(`cannot create already existing resource '${id}'`);
    const { outputs } = await createResource(this.#simulator, definition, place, inputs);
    this.#makeParts(definition, place, inputs, id);
    return { id, outputs };
  }

  async update(
    subject: Subject,
    id: string,
    old: { inputs: Properties; outputs: Properties },
    inputs: Properties,
    preview: boolean,
  ) {
    if (preview) return merge(old.outputs, inputs);
    const { type } = subject;
    const definition = demand(type);
    this.#reach("update", subject, id, old.inputs);
    const resource = this.#simulator.world.find(type, id);
    if (!resource)
      throw new Error(`${type} ${id} does not exist any more: \`pulumi refresh\` takes it out of the state`);
    const { outputs } = await updateResource(this.#simulator, definition, resource, inputs);
    this.#makeParts(definition, resource, inputs, id);
    return outputs;
  }

  async read(subject: Subject, id: string, old: { inputs: Properties }) {
    this.#reach("read", subject, id, old.inputs);
    const found = this.#simulator.world.find(subject.type, id);
    return found && { id, inputs: found.inputs, outputs: found.outputs };
  }

  async delete(subject: Subject, id: string, old: { inputs: Properties }): Promise<void> {
    const { type } = subject;
    const definition = demand(type);
    this.#reach("delete", subject, id, old.inputs);
    const resource = this.#simulator.world.find(type, id);
    if (!resource) return;
    await deleteResource(this.#simulator, definition, resource);
    // With a resource goes everything that is part of it.
    for (const part of this.#simulator.world
      .list()
      .filter((other) => other.id.startsWith(`${id}/`))
      .toReversed()) {
      await azureDefinition(part.type)?.backing?.remove(this.#simulator, part);
      this.#simulator.world.remove(part);
    }
  }

  async invoke(token: string, args: Properties): Promise<Properties> {
    return invoke(token, args, { simulator: this.#simulator, configuration: this.#configuration });
  }

  seconds = (operation: Operation, { type }: Subject, inputs: Properties): number => secondsOf(operation, type, inputs);

  occupy = ({ type }: Subject, inputs: Properties): (() => void) => {
    const wanted = azureDefinition(type)?.occupies({ ...inputs, subscription: this.#configuration.subscription });
    if (!wanted) return () => {};
    if (this.#busy.has(wanted.id)) throw new AzureError(wanted.code, wanted.message);
    this.#busy.add(wanted.id);
    return () => this.#busy.delete(wanted.id);
  };

  get #configuration(): Configuration {
    if (!this.#configured) throw new Error("the Azure Native provider has not been configured");
    return this.#configured;
  }

  /** @throws RegionOff where the resource's region is switched off */
  #reach(operation: string, subject: Subject, id: string, inputs: Properties): void {
    const { world } = this.#simulator;
    const { region } = world.find(subject.type, id) ?? this.#place(demand(subject.type), inputs);
    world.outages.demand(region, callOf(operation, subject));
  }

  /** A part stands where its whole stands. */
  #place(definition: AzureDefinition, inputs: Properties): Place {
    const account = this.#configuration.subscription;
    const { world } = this.#simulator;
    if (definition.located) return { account, region: normalised(String(inputs.location ?? noLocation)) };
    let id = definition.identify({ inputs, old: undefined, world, account, region: noLocation });
    while (id.length > 1) {
      id = parentId(id);
      const whole = world.list().find((other) => other.id === id);
      if (whole) return { account, region: whole.region };
    }
    return { account, region: noLocation };
  }

  #makeParts(definition: AzureDefinition, place: Place, inputs: Properties, id: string): void {
    const { world } = this.#simulator;
    const { account, region } = place;
    const wanted = definition.parts({ inputs, old: undefined, world, account, region }, id);
    const types = new Set(wanted.map(({ type }) => type));
    const stale = (part: SimulatedResource) =>
      types.has(part.type) &&
      part.id.startsWith(`${id}/`) &&
      part.outputs.partOf === id &&
      !wanted.some((kept) => kept.id === part.id);
    for (const part of world.list().filter(stale)) world.remove(part);
    for (const part of wanted) world.put({ ...part, outputs: { ...part.outputs, partOf: id } });
  }
}

/** "West Europe" and "westeurope" are the same: provider/pkg/provider/diff.go, `normalizedLocation` (2026-11). */
const normalised = (location: string): string => location.toLowerCase().replaceAll(" ", "");

function sameId(definition: AzureDefinition, old: Properties, next: Properties): boolean {
  if (hasUnknowns(next)) return true;
  return definition.parameters.every((name) => old[name] === next[name]) || sameName(definition, old, next);
}

function demand(type: string): AzureDefinition {
  const definition = azureDefinition(type);
  if (!definition) throw new Error(notSimulated(type));
  return definition;
}
