import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { Inputs, isRecord } from "./inputs.ts";
import { writtenSetting } from "./settings.ts";

/** The resource that a rule judges. */
export interface Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
  /** A stack that does not say that it is anything less is judged as production. */
  readonly production: boolean;
  /** Whether the loss of a zone must not stop it: production, unless the stack promises no more than a restore. */
  readonly redundant: boolean;
  /** Inputs of its provider; none for what has no provider of its own. */
  readonly provider: Inputs | undefined;
  /** Tags that its provider puts on everything; nothing where they are not known yet. */
  readonly defaultTags: Readonly<Record<string, unknown>> | undefined;
}

export function toSubject({
  urn,
  type,
  name,
  props,
  opts,
  provider,
}: ResourceValidationArgs | PolicyResource): Subject {
  const settings = provider && new Inputs(provider.props);
  const defaultTags = settings ? tagsOf(settings) : {};
  const inputs = new Inputs(props);
  // Azure's provider knows no default tags: each of its resources carries them itself.
  const environment = type.startsWith("azure-native:")
    ? inputs.attempt(() => inputs.get("tags.environment"), undefined)
    : defaultTags?.environment;
  const production = environment !== "development" && environment !== "staging";
  return {
    urn,
    type,
    name,
    inputs,
    protect: opts.protect,
    production,
    redundant: production && !isRestoredOnly(stackOf(urn)),
    provider: settings,
    defaultTags,
  };
}

/** The stack that a resource is in: `urn:pulumi:<stack>::<project>::<types>::<name>`. */
export const stackOf = (urn: string): string => urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";

const restoredOnly = new Map<string, boolean>();

/** Whether a stack's file sets the recovery tier whose promise is a restore; each file is read once. */
function isRestoredOnly(stack: string): boolean {
  const known = restoredOnly.get(stack) ?? writtenSetting(stack, "tier") === "restore";
  restoredOnly.set(stack, known);
  return known;
}

/**
 * A provider's structured inputs travel as JSON.
 * @throws UnknownValueError
 */
export function structured(provider: Inputs, path: string): unknown {
  const value = provider.get(path);
  return typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value;
}

function tagsOf(provider: Inputs): Readonly<Record<string, unknown>> | undefined {
  return provider.attempt(() => {
    const written = structured(provider, "defaultTags");
    return isRecord(written) && isRecord(written.tags) ? written.tags : {};
  }, undefined);
}
