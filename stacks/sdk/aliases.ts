/**
 * Keeps from the engine what Azure's resources were called when a program asked for them by an API version, such as
 * `azure-native:network/v20230901:VirtualNetwork`. No stack of this project was ever made that way, but the SDK names up to
 * a hundred of those for each resource, computes a URN for each and sends them all: a third of the work of a preview. Others
 * stay, so that a new major version of the SDK still finds its resources.
 */
import type { ResourceTransformation } from "@pulumi/pulumi";

/** For `pulumi.runtime.registerStackTransformation`. */
export const withoutVersionedAliases: ResourceTransformation = ({ props, opts }) => ({
  props,
  opts: opts.aliases ? { ...opts, aliases: opts.aliases.filter((alias) => !isVersioned(alias)) } : opts,
});

const isVersioned = (alias: unknown): boolean =>
  typeof alias === "object" &&
  alias !== null &&
  "type" in alias &&
  typeof alias.type === "string" &&
  /^azure-native:\w+\/v\d/.test(alias.type);
