/** Pulumi's random provider: what it makes lives in the stack's state only. */
import { packageVersion } from "../engine/versions.ts";
import { changedProperties } from "../providers/difference.ts";
import type { Provider } from "../providers/provider.ts";
import { generators } from "./generate.ts";

export function openRandom(): Provider {
  return {
    name: "random",
    version: packageVersion("@pulumi/random"),
    configure: () => {},
    check: async ({ type }, inputs) => ({
      inputs,
      failures: generators[type] ? [] : [{ property: "", reason: unknownType(type) }],
    }),
    // Every property is part of what the value was made from.
    diff: async (_subject, _id, old, inputs) => {
      const changed = changedProperties(old.inputs, inputs);
      return { changed, replaces: changed };
    },
    create: async ({ type }, inputs, preview) => {
      if (preview) return { id: "", outputs: inputs };
      const generate = generators[type];
      if (!generate) throw new Error(unknownType(type));
      return generate(inputs);
    },
    update: async (_subject, _id, old) => old.outputs,
    read: async (_subject, id, old) => ({ id, ...old }),
    delete: async () => {},
    invoke: async (token) => {
      throw new Error(unknownType(token));
    },
  };
}

const unknownType = (type: string): string =>
  `${type} is not simulated, only ${Object.keys(generators).join(", ")}: add it to simulator/random/generate.ts`;
