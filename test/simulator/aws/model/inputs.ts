/** Holds the inputs of one resource against the model of the service that takes them. */
import type { AwsDefinition } from "../../../../simulator/aws/define.ts";
import type { Properties } from "../../../../simulator/world.ts";
import type { Model } from "./model.ts";
import { names } from "./names.ts";
import { type Findings, find, hold } from "./values.ts";

/** Splits `Operation:Path`; a path alone is the creating operation's. */
function targetOf(written: string, create: string): { readonly operation: string; readonly path: string } {
  const [operation, path] = written.split(":");
  return path === undefined ? { operation: create, path: written } : { operation: operation ?? create, path };
}

export function holdInputs(
  models: ReadonlyMap<string, Model>,
  { type, api }: AwsDefinition,
  inputs: Properties,
): Findings {
  const findings: Findings = { problems: [], believed: new Set(), checked: 0 };
  const model = models.get(api.service);
  if (!model) return { ...findings, problems: [`no model of ${api.service}`] };
  const own = names[type.replace("aws:", "")] ?? {};
  for (const [property, value] of Object.entries(inputs)) {
    const { operation, path } = targetOf(own[property] ?? property, api.create);
    const shape = model.has(operation) ? find({ model }, model.inputOf(operation), path) : undefined;
    if (shape) hold({ model, names: own, findings }, value, shape, property);
    else findings.believed.add(property);
  }
  return findings;
}
