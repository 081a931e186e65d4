/** Microsoft's ARM packages say what a request may hold: every model and every parameter of a path has a mapper. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";

/** What is known of a value: its type, and its limits. */
export interface Mapper {
  readonly serializedName?: string | undefined;
  readonly required?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly isConstant?: boolean | undefined;
  readonly defaultValue?: unknown;
  readonly constraints?: Readonly<Record<string, unknown>> | undefined;
  readonly type: {
    readonly name: string;
    /** Of a composite that is described elsewhere. */
    readonly className?: string | undefined;
    readonly modelProperties?: Readonly<Record<string, Mapper>> | undefined;
    readonly element?: Mapper | undefined;
    readonly value?: Mapper | undefined;
    readonly allowedValues?: readonly unknown[] | undefined;
  };
}

const mapper: z.ZodType<Mapper> = z.lazy(() =>
  z.object({
    serializedName: z.string().optional(),
    required: z.boolean().optional(),
    readOnly: z.boolean().optional(),
    isConstant: z.boolean().optional(),
    defaultValue: z.unknown().optional(),
    constraints: z.record(z.string(), z.unknown()).optional(),
    type: z.object({
      name: z.string(),
      className: z.string().optional(),
      modelProperties: z.record(z.string(), mapper).optional(),
      element: mapper.optional(),
      value: mapper.optional(),
      allowedValues: z.array(z.unknown()).optional(),
    }),
  }),
);

const parameter = z.looseObject({ mapper, parameterPath: z.unknown() });
const packageFile = z.looseObject({ version: z.string(), license: z.literal("MIT") });
const serviceVersion = z.looseObject({ parameterPath: z.literal("apiVersion") });

/** One service's package. */
export interface Sdk {
  /** Version of the service's API that the package was made from, for example `2025-08-01`. */
  readonly apiVersion: string;
  readonly models: ReadonlyMap<string, Mapper>;
  /** Parameters of paths, by the package's own names for them. */
  readonly parameters: ReadonlyMap<string, Mapper>;
}

const { resolve } = createRequire(import.meta.url);

/** @param service  the end of the package's name, for example `storage` */
export async function readSdk(service: string): Promise<Sdk> {
  const file = resolve(`@azure/arm-${service}/package.json`);
  packageFile.parse((await import(pathToFileURL(file).href, { with: { type: "json" } })).default);
  const parameters = await exportsOf(file, "parameters.js");
  return {
    apiVersion: String(
      parameter.parse(parameters.find(([, value]) => serviceVersion.safeParse(value).success)?.[1]).mapper.defaultValue,
    ),
    models: parsed(await exportsOf(file, "mappers.js"), (value) => mapper.safeParse(value).data),
    parameters: parsed(parameters, (value) => parameter.safeParse(value).data?.mapper),
  };
}

async function exportsOf(packageJson: string, name: string): Promise<readonly (readonly [string, unknown])[]> {
  const module: unknown = await import(pathToFileURL(join(dirname(packageJson), "dist", "esm", "models", name)).href);
  return Object.entries(Object(module));
}

function parsed(entries: readonly (readonly [string, unknown])[], read: (value: unknown) => Mapper | undefined) {
  return new Map(
    entries.flatMap(([name, value]) => {
      const found = read(value);
      return found ? [[name, found] as const] : [];
    }),
  );
}
