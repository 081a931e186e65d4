/** Turns the schemas of Kubernetes and of custom resources into JSON schemas that refuse what they do not name. */
import * as z from "zod";

/** A schema as OpenAPI 2 and 3 write it. */
export const openApiSchema = z.record(z.string(), z.unknown());
export type OpenApiSchema = z.output<typeof openApiSchema>;

/** Types whose OpenAPI description is narrower than what the API server takes. */
const wider: Readonly<Record<string, OpenApiSchema>> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": { type: ["string", "number"] },
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": { type: ["string", "integer"] },
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON": {},
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool": {},
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray": {},
};

/** Definitions by name, each strict, with references that stay inside `file`. */
export function strictDefinitions(
  definitions: Readonly<Record<string, OpenApiSchema>>,
  file: string,
): Readonly<Record<string, OpenApiSchema>> {
  const refer = (reference: string) => `${file}${reference}`;
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, wider[name] ?? strict(schema, refer)]),
  );
}

/** A schema of a custom resource, made strict; what every object has is added where it leaves that out. */
export function strictResource(schema: OpenApiSchema): OpenApiSchema {
  const properties = openApiSchema.parse(schema.properties ?? {});
  const common = { apiVersion: { type: "string" }, kind: { type: "string" }, metadata: { type: "object" } };
  return strict({ ...schema, properties: { ...properties, ...common } }, (reference) => reference);
}

function strict(schema: OpenApiSchema, refer: (reference: string) => string): OpenApiSchema {
  const inner = (value: unknown) => strict(openApiSchema.parse(value), refer);
  if (typeof schema.$ref === "string") return { $ref: refer(schema.$ref) };
  if (schema["x-kubernetes-int-or-string"] === true) return { type: ["string", "integer"] };
  const { properties, additionalProperties, items } = schema;
  const open = schema["x-kubernetes-preserve-unknown-fields"] === true || !properties;
  return {
    ...(schema.type === undefined ? {} : { type: schema.nullable === true ? [schema.type, "null"] : schema.type }),
    ...pick(schema, [
      "enum",
      "required",
      "pattern",
      "minimum",
      "maximum",
      "minLength",
      "maxLength",
      "minItems",
      "maxItems",
    ]),
    ...(items ? { items: inner(items) } : {}),
    ...(properties ? { properties: mapValues(openApiSchema.parse(properties), inner) } : {}),
    ...(typeof additionalProperties === "object" && additionalProperties !== null
      ? { additionalProperties: inner(additionalProperties) }
      : open
        ? {}
        : { additionalProperties: false }),
  };
}

function pick(schema: OpenApiSchema, names: readonly string[]): OpenApiSchema {
  return Object.fromEntries(names.filter((name) => name in schema).map((name) => [name, schema[name]]));
}

function mapValues(values: OpenApiSchema, change: (value: unknown) => OpenApiSchema): OpenApiSchema {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
