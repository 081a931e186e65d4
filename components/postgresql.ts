/**
 * Parameters of PostgreSQL that the platform decides, on every cloud. Each has a reason, and a range in which a stack may
 * deviate from it; what is not listed here stays as the cloud ships it.
 */
import type { Size } from "./contracts/context.ts";

export interface GovernedParameter {
  readonly value: string;
  /** Values a stack may choose instead: a closed range of numbers, or a list of words. */
  readonly allowed: { readonly from: number; readonly to: number } | readonly string[];
  /** What has a unit is a whole number. */
  readonly unit?: string;
  readonly reason: string;
  /** Takes effect only after a restart of the server. */
  readonly restart?: true;
}

/** Connections that a server of a size accepts in all. */
const connections: Readonly<Record<Size, number>> = { small: 200, medium: 400, large: 800, xlarge: 1600 };

const always: Readonly<Record<string, GovernedParameter>> = {
  shared_preload_libraries: {
    value: "pg_stat_statements,auto_explain",
    allowed: ["pg_stat_statements,auto_explain"],
    reason: "statistics of all statements, and plans of the slow ones",
    restart: true,
  },
  "pg_stat_statements.track": {
    value: "all",
    allowed: ["top", "all"],
    reason: "Odoo runs SQL inside functions and triggers as well",
  },
  track_io_timing: { value: "on", allowed: ["on"], reason: "tells a slow disk from a slow plan" },
  log_min_duration_statement: {
    value: "1000",
    allowed: { from: 250, to: 60_000 },
    unit: "milliseconds",
    reason: "a pick confirmation has a few seconds; a statement of one second is worth a line",
  },
  "auto_explain.log_min_duration": {
    value: "5000",
    allowed: { from: 1000, to: 600_000 },
    unit: "milliseconds",
    reason: "keeps the plan of what nobody can reproduce in the morning",
  },
  log_lock_waits: { value: "on", allowed: ["on"], reason: "stock moves of one product wait for each other" },
  log_temp_files: {
    value: "10240",
    allowed: { from: 0, to: 1_048_576 },
    unit: "KiB",
    reason: "a sort that spills to disk shows where work_mem is too small",
  },
  // Only administrators may lift it for a session
  // (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.ManagingTempFiles.html, read 2026-11).
  temp_file_limit: {
    value: "20971520",
    allowed: { from: 1_048_576, to: 1_073_741_824 },
    unit: "KiB",
    reason: "one session's runaway report must not fill the disk of all tenants",
  },
  log_connections: { value: "on", allowed: ["on"], reason: "who was connected when" },
  log_disconnections: { value: "on", allowed: ["on"], reason: "and for how long" },
  log_statement: { value: "ddl", allowed: ["ddl", "mod"], reason: "who changed the schema" },
  idle_in_transaction_session_timeout: {
    value: "600000",
    allowed: { from: 60_000, to: 3_600_000 },
    unit: "milliseconds",
    reason: "a hung integration must not hold its locks and the vacuum for a night",
  },
  work_mem: {
    value: "16384",
    allowed: { from: 4096, to: 131_072 },
    unit: "KiB",
    reason: "stock and accounting reports sort more than the default of 4 MiB",
  },
  random_page_cost: {
    value: "1.1",
    allowed: { from: 1, to: 4 },
    reason: "SSD storage: an index is worth its random reads",
  },
  autovacuum_vacuum_scale_factor: {
    value: "0.05",
    allowed: { from: 0.01, to: 0.2 },
    reason: "stock_quant, stock_move and queue_job change all day",
  },
  autovacuum_analyze_scale_factor: {
    value: "0.02",
    allowed: { from: 0.01, to: 0.1 },
    reason: "plans follow a table that a receiving peak doubles",
  },
};

/** The governed parameters of a server of this size, by name. */
export function governedParameters(size: Size): Readonly<Record<string, GovernedParameter>> {
  return {
    ...always,
    max_connections: {
      value: String(connections[size]),
      allowed: { from: 50, to: Math.min(4 * connections[size], 5000) },
      unit: "connections",
      reason: "tenants come through a pool; the upper end stays below what the memory of this size carries",
      restart: true,
    },
  };
}

/** What would fit instead of a deviation, or nothing if it is allowed. */
export function deviationProblem(size: Size, name: string, value: string): string | undefined {
  const parameters = governedParameters(size);
  const parameter = parameters[name];
  if (!parameter) return `one of ${Object.keys(parameters).sort().join(", ")}`;
  const { allowed, unit = "", reason } = parameter;
  if ("from" in allowed) {
    const number = (unit ? /^\d+$/ : /^\d+(\.\d+)?$/).test(value) ? Number(value) : Number.NaN;
    if (number >= allowed.from && number <= allowed.to) return undefined;
    return `${allowed.from} to ${allowed.to}${unit && ` ${unit}`}, because: ${reason}`;
  }
  return allowed.includes(value) ? undefined : `${allowed.join(" or ")}, because: ${reason}`;
}

/** The value of every governed parameter, with a stack's deviations laid over. */
export function parameterValues(
  size: Size,
  deviations: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const governed = Object.entries(governedParameters(size)).map(([name, { value }]) => [name, value] as const);
  return { ...Object.fromEntries(governed), ...deviations };
}
