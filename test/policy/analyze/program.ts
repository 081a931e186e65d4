/** What the program registers for the sample stacks today. */
import { standardPlatform } from "../../components/platforms.ts";
import { azurePlatform } from "../support/azure.ts";
import { type Cloud, toState } from "./golden.ts";

const resources = {
  aws: async () => (await standardPlatform("aws-production")).resources,
  azure: () => azurePlatform("azure-production"),
};

export const stateOf = async (cloud: Cloud): Promise<string> => toState(await resources[cloud]());
