/** What all parts of the stack have in common. */
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { CustomResourceOptions } from "@pulumi/pulumi";

export const subscription = "11111111-2222-4333-8444-555555555555";
export const directory = "66666666-7777-4888-8999-aaaaaaaaaaaa";
export const location = "westeurope";
export const tags = { environment: "production", "business-unit": "shop", team: "web" };

export interface Place {
  readonly group: ResourceGroup;
  readonly options: CustomResourceOptions;
}

export const inPlace = ({ group }: Place) => ({ resourceGroupName: group.name, location, tags });
/** The id that a resource of the group will have: ids of parts are made of it. */
export const idOf = (provider: string, name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/shop/providers/${provider}/${name}`;
