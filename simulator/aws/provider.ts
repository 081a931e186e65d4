/** Pulumi's AWS provider over the {@link definitions}. */

import type { Definition, Place } from "../cloud/definition.ts";
import { failuresOf, sameName } from "../cloud/inputs.ts";
import { createResource, deleteResource, updateResource } from "../cloud/lifecycle.ts";
import { packageVersion } from "../engine/versions.ts";
import { callOf } from "../providers/call.ts";
import { differences, isWithin, type PathDifference, sameValue } from "../providers/difference.ts";
import {
  type CheckFailure,
  type Old,
  type Properties,
  type Provider,
  type Subject,
  unknown,
} from "../providers/provider.ts";
import type { EngineEnvironment } from "../providers/registry.ts";
import type { Simulator } from "../simulator.ts";
import type { SimulatedResource } from "../world.ts";
import { occupy } from "./busy.ts";
import { definitionOf, notSimulated } from "./catalogue.ts";
import { type Configuration, configure } from "./configuration.ts";
import type { AwsDefinition } from "./define.ts";
import { secondsOf } from "./durations.ts";
import { invoke, offline } from "./functions.ts";
import type { Session } from "./iam/principal.ts";
import { autoName, noRegion } from "./names.ts";

export const openAws = (simulator: Simulator, environment: EngineEnvironment): Provider =>
  new AwsProvider(simulator, environment);

class AwsProvider implements Provider {
  readonly name = "aws";
  readonly version = packageVersion("@pulumi/aws");
  readonly #simulator: Simulator;
  readonly #environment: EngineEnvironment;
  #configured: { readonly session: Session; readonly configuration: Configuration } | undefined;

  constructor(simulator: Simulator, environment: EngineEnvironment) {
    this.#simulator = simulator;
    this.#environment = environment;
  }

  configure(inputs: Properties): void {
    const { AWS_ACCESS_KEY_ID = "", AWS_SESSION_TOKEN = "", AWS_REGION, AWS_DEFAULT_REGION } = this.#environment;
    const { principal } = this.#simulator.credentials.principalOf(AWS_ACCESS_KEY_ID, AWS_SESSION_TOKEN);
    const session = { account: principal.account, region: AWS_REGION ?? AWS_DEFAULT_REGION };
    const configuration = configure(inputs, session);
    const { identityRegion } = configuration;
    if (identityRegion) this.#simulator.world.outages.demand(identityRegion, `ask sts.${identityRegion}.amazonaws.com`);
    this.#configured = { session: principal, configuration };
  }

  async check({ type, urn }: Subject, inputs: Properties, old: Properties | undefined) {
    const definition = definitionOf(type);
    if (!definition) return { inputs, failures: [{ property: "", reason: notSimulated(type) }] };
    const complete = this.#withTags(definition, withName(definition, urn, inputs, old));
    return { inputs: complete, failures: failuresOf(definition, complete, refused(definition, complete)) };
  }

  async diff({ type }: Subject, _id: string, old: Old, inputs: Properties) {
    const definition = demand(type);
    const found = differences(old.inputs, inputs).filter((difference) => !isSoAlready(difference, old, inputs));
    const fixed = ["region", ...definition.replaces];
    const forced = found.filter(({ path }) => fixed.some((other) => isWithin(path, other)));
    const changed = [...new Set(found.map(({ property }) => property))];
    const replaces = [...new Set(forced.map(({ property }) => property))];
    return { changed, replaces, deleteBeforeReplace: replaces.length > 0 && sameName(definition, old.inputs, inputs) };
  }

  async create(subject: Subject, inputs: Properties, preview: boolean) {
    if (preview) return { id: "", outputs: inputs };
    const definition = demand(subject.type);
    this.#reach("create", subject, inputs);
    const { id, outputs } = await createResource(this.#simulator, definition, this.#place(definition, inputs), inputs);
    return { id, outputs };
  }

  async update(
    subject: Subject,
    id: string,
    old: { inputs: Properties; outputs: Properties },
    inputs: Properties,
    preview: boolean,
  ) {
    if (preview) return { ...old.outputs, ...inputs };
    const { type } = subject;
    const definition = demand(type);
    this.#reach("update", subject, old.inputs);
    const resource = this.#find(definition, id, old.inputs);
    if (!resource)
      throw new Error(`${type} ${id} does not exist any more: \`pulumi refresh\` takes it out of the state`);
    const repeated = definition.repeated(old.inputs, resource.inputs, inputs);
    if (repeated) throw repeated;
    return (await updateResource(this.#simulator, definition, resource, inputs)).outputs;
  }

  async read(subject: Subject, id: string, old: { inputs: Properties }) {
    const definition = demand(subject.type);
    this.#reach("read", subject, old.inputs);
    const found = this.#find(definition, id, old.inputs) ?? this.#findByName(definition, id, old.inputs);
    if (!found) return undefined;
    // What the cloud never shows is known from the state; an import has none.
    const hidden = Object.keys(old.inputs).length === 0 ? (definition.writeOnly ?? []) : [];
    return { id: found.id, inputs: without(found.inputs, hidden), outputs: without(found.outputs, hidden) };
  }

  async delete(subject: Subject, id: string, old: { inputs: Properties }): Promise<void> {
    const definition = demand(subject.type);
    this.#reach("delete", subject, old.inputs);
    const resource = this.#find(definition, id, old.inputs);
    if (resource) await deleteResource(this.#simulator, definition, asTheStateSays(resource, old.inputs));
  }

  async invoke(token: string, args: Properties): Promise<Properties> {
    const region = String(args.region ?? this.#caller.configuration.region);
    if (!offline.includes(token)) this.#simulator.world.outages.demand(region, `call ${token}`);
    return invoke(token, args, this.#caller);
  }

  seconds = secondsOfSubject;

  occupy = ({ type }: Subject, inputs: Properties): (() => void) => {
    const definition = demand(type);
    const { account, region } = this.#place(definition, inputs);
    return occupy(this.#simulator.world, definition, `${account} ${region}`, inputs);
  };

  get #caller() {
    if (!this.#configured) throw new Error("the AWS provider has not been configured");
    return this.#configured;
  }

  /** @throws RegionOff where the resource's region is switched off */
  #reach(operation: string, subject: Subject, inputs: Properties): void {
    const { region } = this.#place(demand(subject.type), inputs);
    this.#simulator.world.outages.demand(region, callOf(operation, subject));
  }

  #place({ scope }: Pick<Definition, "scope">, inputs: Properties): Place {
    const { account, region } = this.#caller.configuration;
    return { account, region: scope === "account" ? noRegion : String(inputs.region ?? region) };
  }

  #find(definition: Definition, id: string, inputs: Properties): SimulatedResource | undefined {
    return this.#simulator.world.get({ type: definition.type, id, ...this.#place(definition, inputs) });
  }

  /** As `pulumi import` names it. */
  #findByName({ type, importedBy, ...definition }: Definition, name: string, inputs: Properties) {
    if (!importedBy) return undefined;
    const { account, region } = this.#place(definition, inputs);
    const nameOf = (other: SimulatedResource) =>
      typeof importedBy === "string" ? other.outputs[importedBy] : importedBy(other);
    return this.#simulator.world
      .all(type)
      .find((other) => other.account === account && other.region === region && nameOf(other) === name);
  }

  /** Source: pulumi-aws, provider/tags.go: the provider's default tags and the resource's own become `tagsAll`. */
  #withTags({ tagged }: Definition, inputs: Properties): Properties {
    if (!tagged) return inputs;
    const { tags = {} } = inputs;
    if (tags === unknown || typeof tags !== "object") return { ...inputs, tagsAll: unknown };
    return { ...inputs, tagsAll: { ...this.#caller.configuration.defaultTags, ...tags } };
  }
}

const secondsOfSubject: NonNullable<Provider["seconds"]> = (operation, { type }, inputs) =>
  secondsOf(operation, type, inputs);

function demand(type: string): AwsDefinition {
  const definition = definitionOf(type);
  if (!definition) throw new Error(notSimulated(type));
  return definition;
}

/**
 * Whether a property is only said now, with the value that AWS gave it: a promoted replica's user name, for example. The
 * provider compares with its state, not with what the program said (pulumi-terraform-bridge, pkg/tfbridge/diff.go, 2026-11).
 */
const isSoAlready = ({ path, property, kind }: PathDifference, { outputs }: Old, inputs: Properties): boolean =>
  kind === "add" && path === property && sameValue(outputs[property], inputs[property]);

/** A name that Pulumi made once stays. */
function withName({ autoName: property }: Definition, urn: string, inputs: Properties, old: Properties | undefined) {
  if (!property || inputs[property] !== undefined) return inputs;
  return { ...inputs, [property]: old?.[property] ?? autoName(urn).toLowerCase() };
}

const without = (properties: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

/** What the provider itself refuses. */
const refused = ({ checks = [] }: Definition, inputs: Properties): readonly CheckFailure[] =>
  checks
    .filter(({ when }) => when(inputs))
    .map(({ property, reason }) => ({ property, reason: typeof reason === "string" ? reason : reason(inputs) }));

/** Whether a bucket or zone is emptied first is the provider's own affair: it stands in the state, and AWS never hears of it. */
function asTheStateSays(resource: SimulatedResource, { forceDestroy }: Properties): SimulatedResource {
  return forceDestroy === undefined ? resource : { ...resource, inputs: { ...resource.inputs, forceDestroy } };
}
