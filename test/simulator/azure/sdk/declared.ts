/**
 * The provider's own types, made from ARM's descriptions at exactly the version of the API that it calls: which members
 * there are, and which values one may have. They are read as mappers, so that one check does for both sources.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as z from "zod";
import type { Mapper } from "./mapper.ts";

const load = createRequire(import.meta.url);
const folder = dirname(load.resolve("@pulumi/azure-native/package.json"));
const values = z.record(z.string(), z.union([z.string(), z.number()]));

/** Type declarations of everything that resources take, by module. */
const shapes = new Map<string, string>();

function shapesOf(module: string): string {
  if (shapes.size === 0) {
    const text = readFileSync(join(folder, "types", "input.d.ts"), "utf8");
    for (const part of text.split(/^export declare namespace /m).slice(1))
      shapes.set(part.slice(0, part.indexOf(" ")), part);
  }
  return shapes.get(module) ?? "";
}

/** What the provider says of a resource type. */
export interface Declared {
  /** Version of the API that the provider calls. */
  readonly apiVersion: string;
  readonly mapper: Mapper;
}

/** @param type  Pulumi type token, for example `azure-native:storage:StorageAccount` */
export function declared(type: string): Declared {
  const [, module = "", name = ""] = type.split(":");
  const file = join(folder, module, `${name.charAt(0).toLowerCase()}${name.slice(1)}.d.ts`);
  const text = readFileSync(file, "utf8");
  const [, apiVersion = "unknown"] = /Uses Azure REST API version (\S+?)\.(?:\s|$)/m.exec(text) ?? [];
  return { apiVersion, mapper: composite(text, `${name}Args`) };
}

/** An interface in a text of declarations. */
function composite(text: string, name: string): Mapper {
  const [, body = ""] =
    new RegExp(`^( *)(?:export )?interface ${name} \\{\\n([\\s\\S]*?)^\\1\\}`, "m").exec(text)?.slice(1) ?? [];
  const members = [...body.replaceAll(/\/\*\*[\s\S]*?\*\//g, "").matchAll(/^ +(\w+)\??: ([\s\S]*?);$/gm)];
  const modelProperties: Record<string, Mapper> = {};
  for (const [, member = "", type = ""] of members) modelProperties[member] = mapperOf(type);
  return { type: { name: "Composite", modelProperties } };
}

function mapperOf(type: string): Mapper {
  const [, module = "", name = ""] = /(?:inputs|enums)\.(\w+)\.(\w+)/.exec(type) ?? [];
  const item: Mapper = /inputs\./.test(type)
    ? lazily(() => composite(shapesOf(module), name))
    : /enums\./.test(type)
      ? { type: { name: "Enum", allowedValues: valuesOf(module, name) } }
      : { type: { name: plain(type) } };
  if (/\[key: string\]/.test(type)) return { type: { name: "Dictionary", value: item } };
  return /\[\]/.test(type) ? { type: { name: "Sequence", element: item } } : item;
}

/** Shapes may hold themselves. */
function lazily(make: () => Mapper): Mapper {
  let made: Mapper | undefined;
  return {
    get type() {
      made ??= make();
      return made.type;
    },
  };
}

const plain = (type: string): string =>
  /\bstring\b/.test(type)
    ? "String"
    : /\bnumber\b/.test(type)
      ? "Number"
      : /\bboolean\b/.test(type)
        ? "Boolean"
        : "any";

function valuesOf(module: string, name: string): readonly unknown[] {
  const found: unknown = Reflect.get(Object(load(`@pulumi/azure-native/types/enums/${module}/index.js`)), name);
  return Object.values(values.parse(found));
}
