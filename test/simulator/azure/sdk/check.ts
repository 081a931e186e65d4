/** Holds what a program sends against a mapper. */
import type { Mapper } from "./mapper.ts";

/** What became of one value. */
export interface Finding {
  /** Path of the value, lists as `[]`. */
  readonly path: string;
  /** What is wrong with it; nothing where it is right. */
  readonly problem?: string;
  /** Whether the source has a member of that name. */
  readonly known: boolean;
  /** Whether the source limits its value by more than its type. */
  readonly limited: boolean;
}

type Models = ReadonlyMap<string, Mapper>;

/** Everything in `value`, member by member. */
export function findings(value: unknown, mapper: Mapper | undefined, models: Models, path = ""): readonly Finding[] {
  if (value === undefined || value === null) return [];
  if (!mapper) return [{ path, known: false, limited: false }];
  const own = problemOf(value, mapper);
  if (own !== undefined) return [{ path, known: true, limited: true, problem: own }];
  const parts = partsOf(value, mapper, models, path);
  if (parts) return [...parts, ...missing(value, mapper, models, path)];
  return [{ path, known: true, limited: mapper.constraints !== undefined || mapper.type.name === "Enum" }];
}

function partsOf(value: unknown, { type }: Mapper, models: Models, path: string): readonly Finding[] | undefined {
  if (Array.isArray(value)) {
    // Sets of ids are lists for Pulumi and objects with empty values for ARM.
    const element = type.name === "Dictionary" ? text : type.element;
    return value.flatMap((item) => findings(item, element, models, `${path}[]`));
  }
  // What a source leaves open has no members, such as the rule of a policy.
  if (typeof value !== "object" || value === null || type.name === "any") return undefined;
  return Object.entries(value).flatMap(([key, item]) => {
    const below = type.name === "Dictionary" ? type.value : memberOf(type, key, models);
    return findings(item, below, models, path === "" ? key : `${path}.${key}`);
  });
}

const text: Mapper = { type: { name: "String" } };

const propertiesOf = (type: Mapper["type"], models: Models): Readonly<Record<string, Mapper>> =>
  type.modelProperties ?? models.get(type.className ?? "")?.type.modelProperties ?? {};

/** Pulumi calls a member by the package's name or by ARM's, which may lie in `properties`. */
function memberOf(type: Mapper["type"], name: string, models: Models): Mapper | undefined {
  const all = propertiesOf(type, models);
  return all[name] ?? Object.values(all).find(({ serializedName }) => serializedName?.split(".").at(-1) === name);
}

function missing(value: unknown, { type }: Mapper, models: Models, path: string): readonly Finding[] {
  if (type.name !== "Composite") return [];
  return Object.entries(propertiesOf(type, models))
    .filter(
      ([, { required, readOnly, isConstant, defaultValue }]) =>
        required && !readOnly && !isConstant && defaultValue === undefined,
    )
    .filter(([name, { serializedName }]) =>
      [name, serializedName?.split(".").at(-1)].every((key) => Reflect.get(Object(value), key ?? name) === undefined),
    )
    .map(([name]) => ({
      path: path === "" ? name : `${path}.${name}`,
      known: true,
      limited: true,
      problem: "is required",
    }));
}

const kinds: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: (value) => typeof value === "string",
  Number: (value) => typeof value === "number",
  Boolean: (value) => typeof value === "boolean",
  Sequence: Array.isArray,
  Composite: (value) => typeof value === "object" && !Array.isArray(value),
  Dictionary: (value) => typeof value === "object",
};

function problemOf(value: unknown, { type, constraints = {} }: Mapper): string | undefined {
  if (kinds[type.name]?.(value) === false) return `${JSON.stringify(value)} is no ${type.name}`;
  if (type.name === "Enum" && !type.allowedValues?.includes(value))
    return `${JSON.stringify(value)} is none of ${type.allowedValues?.join(", ")}`;
  for (const [name, limit] of Object.entries(constraints)) {
    const holds = limits[name];
    if (!holds) return `the check knows no constraint ${name}`;
    if (!holds(value, limit)) return `${JSON.stringify(value)} breaks ${name} ${limit}`;
  }
  return undefined;
}

const lengthOf = (value: unknown): number => (typeof value === "string" || Array.isArray(value) ? value.length : 0);

/** The constraints that the packages use: `Mapper.constraints` of @azure/core-client. */
const limits: Readonly<Record<string, (value: unknown, limit: unknown) => boolean>> = {
  Pattern: (value, limit) => limit instanceof RegExp && limit.test(String(value)),
  MinLength: (value, limit) => lengthOf(value) >= Number(limit),
  MaxLength: (value, limit) => lengthOf(value) <= Number(limit),
  MinItems: (value, limit) => lengthOf(value) >= Number(limit),
  MaxItems: (value, limit) => lengthOf(value) <= Number(limit),
  UniqueItems: (value) => Array.isArray(value) && new Set(value).size === value.length,
  InclusiveMinimum: (value, limit) => Number(value) >= Number(limit),
  InclusiveMaximum: (value, limit) => Number(value) <= Number(limit),
  MultipleOf: (value, limit) => Number(value) % Number(limit) === 0,
};
