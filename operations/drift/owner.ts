/** Whose a resource is: by the component that made it, by its tags, and by the stack's settings. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import type { StateResource } from "../state.ts";

export interface Owner {
  readonly tenant?: string | undefined;
  readonly businessUnit?: string | undefined;
  readonly costCenter?: string | undefined;
  /** Whom to ask. */
  readonly contact?: string | undefined;
}

const settings = z.looseObject({
  config: z.looseObject({
    "longshore:owner": z
      .looseObject({
        businessUnit: z.string().optional(),
        costCenter: z.string().optional(),
        contact: z.string().optional(),
      })
      .default({}),
  }),
});

/** The platform's owner, as the stack's file names it. */
export function readOwner(tree: string, stack: string): Owner {
  const file = join(tree, "stacks", `Pulumi.${stack}.yaml`);
  return settings.parse(parse(readFileSync(file, "utf8"))).config["longshore:owner"];
}

const tags = z.looseObject({
  tenant: z.string().optional(),
  "business-unit": z.string().optional(),
  "cost-center": z.string().optional(),
});

/**
 * What a resource's tags say (components/tags.ts), and what they leave open from the stack's settings.
 * @param platform  owner of the stack
 */
export function ownerOf({ inputs = {}, outputs = {} }: StateResource, platform: Owner): Owner {
  const found = tags.safeParse(outputs.tagsAll ?? inputs.tags ?? {}).data ?? {};
  return {
    tenant: found.tenant,
    businessUnit: found["business-unit"] ?? platform.businessUnit,
    costCenter: found["cost-center"] ?? platform.costCenter,
    contact: platform.contact,
  };
}

/** Names of the components around a resource, from the outside in; the stack itself is not among them. */
export function componentsOf(resource: StateResource, byUrn: ReadonlyMap<string, StateResource>): readonly string[] {
  const parent = byUrn.get(resource.parent ?? "");
  if (!parent || parent.type === "pulumi:pulumi:Stack") return [];
  return [...componentsOf(parent, byUrn), `${parent.urn.slice(parent.urn.lastIndexOf("::") + 2)} (${parent.type})`];
}
