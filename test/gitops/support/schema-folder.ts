/**
 * One JSON schema for every kind that the platform uses: Kubernetes' own from its OpenAPI description, the operators' from
 * the custom resource definitions in their Go modules. Made once and kept in the cache, because reading them takes seconds.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import * as z from "zod";
import { cacheFolder } from "../../../simulator/paths.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { type OpenApiSchema, openApiSchema, strictDefinitions, strictResource } from "./strict-schema.ts";

const swagger = z.object({ definitions: z.record(z.string(), openApiSchema) });
const groupVersionKinds = z.array(z.object({ group: z.string(), version: z.string(), kind: z.string() })).default([]);
const crd = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(z.object({ name: z.string(), schema: z.object({ openAPIV3Schema: openApiSchema }) })),
  }),
});

/** Where kubeconform finds the schema of a kind, in its own notation. */
export const schemaTemplate = "{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json";
const definitionsFile = "definitions.json";

/** Folders of custom resource definitions, by the module that carries them. */
const crdFolders = [
  ["argocd", "manifests/crds"],
  ["certManager", "deploy/crds"],
  ["externalSecrets", "config/crds/bases"],
  ["karpenter", "pkg/apis/crds"],
  ["traefik", "docs/content/reference/dynamic-configuration"],
] as const;

/** @returns the folder, made where it is not there yet */
export function schemaFolder(): string {
  const { modules } = readToolchain();
  const sources = [import.meta.filename, join(import.meta.dirname, "strict-schema.ts")];
  const made = sources.map((file) => readFileSync(file, "utf8")).concat(Object.values(modules));
  const folder = join(
    cacheFolder(),
    "schemas",
    createHash("sha256").update(made.join("\n")).digest("hex").slice(0, 16),
  );
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  writeKubernetes(unfinished, join(modules.kubernetes, "api/openapi-spec/swagger.json"));
  for (const [module, path] of crdFolders) writeCrds(unfinished, join(modules[module], path));
  // Two runs at once make the same: whoever is second finds the first one's.
  if (!existsSync(folder)) renameSync(unfinished, folder);
  return folder;
}

function writeKubernetes(folder: string, file: string): void {
  const { definitions } = swagger.parse(JSON.parse(readFileSync(file, "utf8")));
  write(folder, definitionsFile, { definitions: strictDefinitions(definitions, "") });
  for (const [name, schema] of Object.entries(definitions)) {
    for (const { group, version, kind } of groupVersionKinds.parse(schema["x-kubernetes-group-version-kind"])) {
      write(folder, nameOf(group, kind, version), { $ref: `../${definitionsFile}#/definitions/${name}` });
    }
  }
}

function writeCrds(folder: string, source: string): void {
  for (const file of readdirSync(source).filter((name) => name.endsWith(".yaml"))) {
    for (const document of parseAllDocuments(readFileSync(join(source, file), "utf8"))) {
      const found = crd.safeParse(document.toJS());
      if (!found.success) continue;
      const { group, names, versions } = found.data.spec;
      for (const { name, schema } of versions) {
        write(folder, nameOf(group, names.kind, name), strictResource(schema.openAPIV3Schema));
      }
    }
  }
}

/** Kinds of the core group stand in a folder of their own, too, so that every reference upwards is the same. */
const nameOf = (group: string, kind: string, version: string) =>
  join(group || "core", `${kind.toLowerCase()}_${version}.json`);

function write(folder: string, file: string, schema: OpenApiSchema): void {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify(schema));
}
