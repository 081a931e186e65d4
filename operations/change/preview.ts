/** What `pulumi preview --json` prints, as far as a reviewer needs it. */

import * as z from "zod";
import { nameOf } from "../urn.ts";

const step = z.object({
  op: z.string(),
  urn: z.string(),
  oldState: z.object({ type: z.string(), protect: z.boolean().optional() }).optional(),
  newState: z.object({ type: z.string(), protect: z.boolean().optional() }).optional(),
  detailedDiff: z.record(z.string(), z.object({ kind: z.string() })).nullish(),
  replaceReasons: z.array(z.string()).nullish(),
});

const document = z.object({
  steps: z.array(step).nullish(),
  diagnostics: z.array(z.object({ message: z.string().optional(), severity: z.string().optional() })).nullish(),
});

/** What happens to a resource, ordered from the harmless to the grave. */
export const actions = ["create", "update", "replace", "delete"] as const;
export type Action = (typeof actions)[number];

export interface ResourceChange {
  readonly action: Action;
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
  /** Top-level properties that differ, sorted. */
  readonly properties: readonly string[];
  /** Properties that force a replacement. */
  readonly reasons: readonly string[];
  /** Marked as holding data. */
  readonly protected: boolean;
}

export interface Preview {
  readonly changes: readonly ResourceChange[];
  readonly errors: readonly string[];
}

const actionOf: Readonly<Record<string, Action>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
  discard: "delete",
  import: "create",
};

/**
 * @param json  the output of `pulumi preview --json`
 * @throws SyntaxError where it is no JSON, ZodError where it is something else
 */
export function parsePreview(json: string): Preview {
  const { steps, diagnostics } = document.parse(JSON.parse(json));
  return {
    changes: (steps ?? []).flatMap(toChange),
    errors: (diagnostics ?? [])
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => (message ?? "").trim()),
  };
}

/** The engine lists a replacement as three steps; the one called `replace` speaks for all. */
function toChange({
  op,
  urn,
  oldState,
  newState,
  detailedDiff,
  replaceReasons,
}: z.output<typeof step>): ResourceChange[] {
  const action = actionOf[op];
  const state = newState ?? oldState;
  if (!action || !state || state.type === "pulumi:pulumi:Stack") return [];
  const properties = new Set(Object.keys(detailedDiff ?? {}).map((path) => path.split(/[.[]/)[0] ?? path));
  return [
    {
      action,
      type: state.type,
      name: nameOf(urn),
      properties: [...properties].sort(),
      reasons: [...(replaceReasons ?? [])].sort(),
      protected: oldState?.protect ?? newState?.protect ?? false,
    },
  ];
}
