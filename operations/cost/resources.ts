/** A stack's resources, as far as a cost estimate looks at them. */
import * as z from "zod";

const properties = z.record(z.string(), z.unknown());
const tags = z.record(z.string(), z.string());

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  inputs: properties.default({}),
  outputs: properties.default({}),
  /** Being replaced: its successor is in the list as well. */
  delete: z.boolean().default(false),
});

const exported = z.object({ deployment: z.object({ resources: z.array(resource).default([]) }) });

export type Resource = z.output<typeof resource>;

/** Who pays for a resource; a part is undefined where the resource has no such tag. */
export interface Owner {
  /** Component that made it, for example `Network`. */
  readonly component: string;
  readonly environment?: string;
  readonly businessUnit?: string;
  readonly tenant?: string;
}

/**
 * @param document  what `pulumi stack export` prints, parsed; secrets may stay encrypted
 * @throws ZodError where it is something else
 */
export const parseResources = (document: unknown): readonly Resource[] =>
  exported.parse(document).deployment.resources.filter((each) => !each.delete);

/** What was asked for, and over it what the cloud made of it. */
export const propertiesOf = ({ inputs, outputs }: Resource): unknown => ({ ...inputs, ...outputs });

export function ownerOf({ urn, inputs, outputs }: Resource): Owner {
  // `tagsAll` holds the stack's own tags as well (pulumi-aws, "Default tags").
  const found = tags.safeParse(outputs.tagsAll ?? inputs.tagsAll ?? inputs.tags ?? {});
  const { environment, "business-unit": businessUnit, tenant } = found.success ? found.data : {};
  return {
    component: componentOf(urn),
    ...(environment ? { environment } : {}),
    ...(businessUnit ? { businessUnit } : {}),
    ...(tenant ? { tenant } : {}),
  };
}

/** `urn:pulumi:<stack>::<project>::longshore:index:Platform$longshore:aws:Network$aws:ec2/eip:Eip::<name>` is of `Network`. */
function componentOf(urn: string): string {
  const types = (urn.split("::")[2] ?? "").split("$");
  const component = types.findLast((type) => type.startsWith("longshore:"));
  return component?.split(":").at(-1) ?? "stack";
}
