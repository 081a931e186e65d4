/** The provider's own configuration. */
import * as z from "zod";
import { type Properties, unknown } from "../../providers/provider.ts";

/** The engine hands booleans over as text. */
const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]).optional();

const schema = z.looseObject({
  kubeconfig: z.string().optional(),
  context: z.string().optional(),
  /** Where objects without a namespace go. */
  namespace: z.string().optional(),
  enableSecretMutable: flag,
  enableConfigMapMutable: flag,
  enablePatchForce: flag,
  upsertExistingObjects: flag,
  deleteUnreachable: flag,
});

export type Settings = z.output<typeof schema>;

/** Settings that would change what the provider does, and that are not simulated. */
const unsupported = ["renderYamlToDirectory", "cluster", "skipUpdateUnreachable"];

/** Nothing while the cluster is not known yet. */
export function readSettings(inputs: Properties): Settings | undefined {
  const known = Object.entries(inputs).filter(([, value]) => value !== unknown);
  if (inputs.kubeconfig === unknown || inputs.context === unknown) return undefined;
  return schema.parse(Object.fromEntries(known));
}

/** Why a configuration is refused: one reason for each property. */
export function refusedSettings(inputs: Properties): readonly { property: string; reason: string }[] {
  const reason = (property: string) => `the simulator's Kubernetes provider does not know ${property}`;
  const given = unsupported.filter((property) => inputs[property] !== undefined && inputs[property] !== null);
  const clientSide = inputs.enableServerSideApply === false || inputs.enableServerSideApply === "false";
  return [...given, ...(clientSide ? ["enableServerSideApply: false"] : [])].map((property) => ({
    property: property.split(":")[0] ?? property,
    reason: reason(property),
  }));
}
