import { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Context } from "../contracts/context.ts";

/**
 * The resource group of one component. Each component has its own: what lives and dies together stands together, and a
 * right that is given on a group reaches no further.
 * @param part  the component, for example `database`
 */
export function resourceGroup(
  name: string,
  context: Context,
  part: string,
  options: CustomResourceOptions,
): ResourceGroup {
  return new ResourceGroup(
    name,
    { resourceGroupName: groupName(context, part), location: context.region, tags: context.tags },
    options,
  );
}

/** At most 90 characters, which prefix and part never reach. */
export const groupName = ({ prefix }: Context, part: string): string => `${prefix}-${part}`;

/** What every resource in a group is told. */
export const inGroup = (context: Context, group: ResourceGroup) => ({
  resourceGroupName: group.name,
  location: context.region,
  tags: context.tags,
});
