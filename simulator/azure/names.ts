/** Ids and names of Azure. */
import { createHash, randomBytes } from "node:crypto";
import type { Properties } from "../world.ts";

/** Location of what belongs to no region; Azure itself writes it for DNS zones. */
export const noLocation = "global";

/** Fills `{…}` in a path with the properties of that name. */
export const fillPath = (path: string, inputs: Properties): string =>
  path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(inputs[name] ?? ""));

/** Names of the parameters of a path, in order. */
export const parametersOf = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);

/** `Microsoft.Network/virtualNetworks/{…}/subnets/{…}` is of the type `Microsoft.Network/virtualNetworks/subnets`. */
export const armType = (path: string): string =>
  path
    .split("/")
    .filter((_segment, index) => index === 0 || index % 2 === 1)
    .join("/");

export const lastSegment = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

/** Id of the resource that a part belongs to: `…/virtualNetworks/main/subnets/edge` belongs to `…/virtualNetworks/main`. */
export const parentId = (id: string): string => id.split("/").slice(0, -2).join("/");

/**
 * A name of Pulumi's making: the resource's own, and eight hexadecimal digits.
 * Source: pulumi-azure-native, provider/pkg/provider/provider.go, `getDefaultName` (2026-11).
 * @param urn  of the resource
 */
export const randomName = (urn: string): string => `${ownName(urn)}${randomBytes(4).toString("hex")}`;

/** The resource's own name in its stack. */
export const ownName = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** A UUID that is always the same for the same text. */
export function uuidOf(text: string): string {
  const digits = createHash("sha256").update(text).digest("hex");
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`];
  return [...parts, digits.slice(20, 32)].join("-");
}

/** Hexadecimal digits that are always the same for the same text. */
export const digitsOf = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);
