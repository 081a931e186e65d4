/** Asks the cloud what stands there, and tells where that is not what the state says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { pulumi } from "../pulumi.ts";
import type { Copy } from "./copy.ts";
import { showBoth } from "./values.ts";

const side = z.looseObject({
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
  protect: z.boolean().optional(),
});

const metadata = z.looseObject({
  op: z.string(),
  urn: z.string(),
  old: side.nullish(),
  new: side.nullish(),
  diffs: z.array(z.string()).nullish(),
  detailedDiff: z.record(z.string(), z.looseObject({ inputDiff: z.boolean().default(false) })).nullish(),
});

const event = z.looseObject({
  resOutputsEvent: z.looseObject({ metadata }).optional(),
  resOpFailedEvent: z.looseObject({ metadata: z.looseObject({ urn: z.string() }) }).optional(),
  diagnosticEvent: z.looseObject({ urn: z.string().optional(), message: z.string(), severity: z.string() }).optional(),
});

export interface PropertyChange {
  /** As Pulumi writes paths. */
  readonly path: string;
  readonly stackSays: string;
  readonly cloudSays: string;
}

/** A resource that is not what the state says. */
export interface Drifted {
  readonly urn: string;
  readonly kind: "changed" | "deleted";
  /** Of a deleted one none. */
  readonly properties: readonly PropertyChange[];
  /** Marked as holding data. */
  readonly protected: boolean;
}

export interface Refreshed {
  readonly drifted: readonly Drifted[];
  /** What the cloud did not tell, with its words. */
  readonly unread: readonly { readonly urn: string; readonly reason: string }[];
}

/**
 * Refreshes the copy. The engine goes on where something cannot be read.
 * @throws Error with Pulumi's own words, where nothing can be read
 */
export async function refresh(copy: Copy, stack: string): Promise<Refreshed> {
  const log = join(copy.scratch, "events");
  const quiet = ["--yes", "--skip-preview", "--suppress-progress", "--suppress-outputs"];
  const { code, output, complaint } = await pulumi(copy, ["refresh", "--stack", stack, ...quiet, "--event-log", log]);
  const refreshed = parseRefresh(readLog(log));
  if (code !== 0 && refreshed.unread.length === 0)
    throw new Error(`the cloud could not be asked:\n${diagnostics(output) || complaint.trim()}`);
  return refreshed;
}

/** Nothing where the engine did not come as far as to write one. */
function readLog(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** @param log  lines of `--event-log` */
export function parseRefresh(log: string): Refreshed {
  const events = log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => event.parse(JSON.parse(line)));
  const reasons = new Map(
    events.flatMap(({ diagnosticEvent: said }) =>
      said?.urn !== undefined && said.severity === "error" ? [[said.urn, said.message.trim()] as const] : [],
    ),
  );
  return {
    drifted: events.flatMap(({ resOutputsEvent }) => (resOutputsEvent ? toDrifted(resOutputsEvent.metadata) : [])),
    unread: events.flatMap(({ resOpFailedEvent }) => {
      if (!resOpFailedEvent) return [];
      const { urn } = resOpFailedEvent.metadata;
      return [{ urn, reason: reasons.get(urn) ?? "no reason was given" }];
    }),
  };
}

function toDrifted({ op, urn, old, new: next, diffs, detailedDiff }: z.output<typeof metadata>): readonly Drifted[] {
  const isProtected = old?.protect ?? false;
  if (op === "delete") return [{ urn, kind: "deleted", properties: [], protected: isProtected }];
  if (op !== "update") return [];
  const detailed = Object.entries(detailedDiff ?? {});
  const paths = detailed.length > 0 ? detailed : (diffs ?? []).map((path) => [path, { inputDiff: true }] as const);
  const properties = paths.map(([path, { inputDiff }]) => {
    const where = inputDiff ? "inputs" : "outputs";
    const [stackSays, cloudSays] = showBoth(old?.[where], next?.[where], path);
    return { path, stackSays, cloudSays };
  });
  return [{ urn, kind: "changed", properties, protected: isProtected }];
}

/** Pulumi's own account of what failed. */
function diagnostics(output: string): string {
  const start = output.lastIndexOf("\nDiagnostics:");
  return start < 0 ? "" : output.slice(start + 1).trim();
}
