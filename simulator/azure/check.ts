/** What the provider fills in and refuses before Azure hears of it. Source: provider/pkg/provider/provider.go (2026-11). */
import { randomUUID } from "node:crypto";
import { type CheckFailure, type Properties, unknown } from "../providers/provider.ts";
import type { World } from "../world.ts";
import { groupType } from "./define.ts";
import type { AzureDefinition, NameRule } from "./definition.ts";
import { ownName, randomName } from "./names.ts";

interface Given {
  readonly urn: string;
  readonly inputs: Properties;
  readonly old: Properties | undefined;
  /** Of the provider's configuration. */
  readonly location: string | undefined;
  readonly world: World;
}

export function complete(definition: AzureDefinition, given: Given) {
  const inputs = withLocation(definition, { ...given, inputs: withName(definition, given) });
  return { inputs, failures: [...missing(definition, inputs), ...badNames(definition, inputs)] };
}

function withName({ parameters, kind }: AzureDefinition, { urn, inputs, old }: Given): Properties {
  const property = parameters.at(-1);
  if (!property || property === "resourceGroupName" || inputs[property] !== undefined) return inputs;
  const make = { random: () => randomName(urn), copy: () => ownName(urn), uuid: () => randomUUID() }[kind];
  return { ...inputs, [property]: old?.[property] ?? make() };
}

/** The provider's own location, else the resource group's. */
function withLocation({ located }: AzureDefinition, { inputs, old, location, world }: Given): Properties {
  if (!located || inputs.location !== undefined) return inputs;
  const group = inputs.resourceGroupName;
  if (old?.location ?? location) return { ...inputs, location: old?.location ?? location };
  if (group === unknown) return { ...inputs, location: unknown };
  const found = world.all(groupType).find(({ outputs }) => outputs.name === group);
  return found ? { ...inputs, location: found.outputs.location } : inputs;
}

const missing = ({ parameters }: AzureDefinition, inputs: Properties): CheckFailure[] =>
  parameters
    .filter((name) => inputs[name] === undefined)
    .map((name) => ({ property: "", reason: `missing required property '${name}'` }));

function badNames({ names = {} }: AzureDefinition, inputs: Properties): CheckFailure[] {
  return Object.entries(names).flatMap(([property, rule]) => {
    const value = inputs[property];
    return typeof value === "string" ? problems(property, value, rule) : [];
  });
}

function problems(property: string, value: string, { min, max, pattern }: NameRule): CheckFailure[] {
  const { length } = value;
  const said = [
    ...(length < min ? [`'${property}' is too short (${length}): at least ${min} characters required`] : []),
    ...(length > max ? [`'${property}' is too long (${length}): at most ${max} characters allowed`] : []),
    ...(pattern && !pattern.test(value) ? [`'${property}' does not match expression '${pattern.source}'`] : []),
  ];
  return said.map((reason) => ({ property: "", reason }));
}
