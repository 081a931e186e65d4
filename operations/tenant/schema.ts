/** The JSON schema of `tenant.yaml`, committed so that editors complete and check it while somebody writes. */
import { tenantJsonSchema } from "../../stacks/tenant.ts";

/** From the root of the work tree. */
export const schemaFile = "gitops/tenant.schema.json";
/** First line of each `tenant.yaml`: editors find the schema by it (redhat-developer/yaml-language-server, README). */
export const schemaLine = "# yaml-language-server: $schema=../../../tenant.schema.json";

/** @returns the text of the file */
export function tenantSchema(): string {
  const about = {
    title: "Tenant",
    description:
      "One tenant of a Longshore platform. Generated from stacks/tenant.ts by `npx longshore tenant generate`; what a schema cannot say is checked by every preview.",
  };
  return `${JSON.stringify({ ...about, ...tenantJsonSchema() }, null, 2)}\n`;
}
