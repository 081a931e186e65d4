/** Every resource type that is simulated, of both clouds. */
import * as aws from "../aws/catalogue.ts";
import { noRegion } from "../aws/names.ts";
import * as azure from "../azure/catalogue.ts";
import { noLocation } from "../azure/names.ts";
import type { Definition } from "./definition.ts";

export const definitions: readonly Definition[] = [...aws.definitions, ...azure.definitions];

const byType = new Map(definitions.map((definition) => [definition.type, definition]));

export const definitionOf = (type: string): Definition | undefined => byType.get(type);

/** Whether a region is only where services without regions keep what they have. */
export const isRegionless = (region: string): boolean => region === noRegion || region === noLocation;
