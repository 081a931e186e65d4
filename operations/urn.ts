/** What a URN says of its resource: `urn:pulumi:<stack>::<project>::<types of its parents>$<type>::<name>`. */

export const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** Pulumi's type token, for example `aws:ec2/subnet:Subnet`. */
export const tokenOf = (urn: string): string => urn.split("::").at(-2)?.split("$").at(-1) ?? "";

/** Type without its package, for example `ec2/Subnet`. */
export function typeOf(urn: string): string {
  const [, module = "", name = ""] = tokenOf(urn).split(":");
  return [module.split("/")[0], name].filter(Boolean).join("/");
}
