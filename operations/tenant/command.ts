/** The command `longshore tenant`: one module a subcommand, loaded only when it is called. */
import { InvalidInput } from "../../stacks/problems.ts";

interface Subcommand {
  /** What stands behind its name, and what it does; further lines explain options. */
  readonly usage: readonly [string, string, ...string[]];
  readonly load: () => Promise<{ run(args: readonly string[]): number | Promise<number> }>;
}

const subcommands: Readonly<Record<string, Subcommand>> = {
  list: {
    usage: ["", "all tenants of all stacks, and what is left of their platforms"],
    load: () => import("./list.ts"),
  },
  add: {
    usage: [
      "STACK NAME OPTION…",
      "writes the tenant's folder, if its platform takes it",
      "--from FILE           a tenant.yaml; without it:",
      "--hostname, --business-unit, --users, --time-zone    must be said",
      "--concurrent, --criticality, --customisation, --isolation, --tier, --ring, --odoo-version, --contact    have a default, which is shown",
      "--copy-of NAME        a neutralised copy of another tenant",
    ],
    load: () => import("./add.ts"),
  },
  move: {
    usage: [
      "NAME --from-stack STACK OPTION…",
      "writes the tenant's folder in another place, and says how its data gets there",
      "--to-stack STACK      default: the same one",
      "--isolation, --ring, --tier, --residency    what is otherwise in the new place",
      "--as NAME             its name there; on the same stack it needs another one, unless only its ring or tier changes",
      "--hostname HOST       until the data has moved; default NAME.<domain of the stack>",
    ],
    load: () => import("./move.ts"),
  },
  credentials: {
    usage: ["", "integrations' credentials that end within 30 days, and who answers for them"],
    load: () => import("./credentials.ts"),
  },
  import: {
    usage: [
      "STACK NAME --dump FILE --filestore FOLDER",
      "brings an Odoo from elsewhere into a tenant that runs, and ends with a backup that was restored and checked",
      "--dump FILE           of pg_dump: custom format, or plain SQL as in Odoo's zip (dump.sql)",
      "--filestore FOLDER    Odoo's own, or the one in its zip, unpacked",
      "--replace NAME        the tenant's name once more: what is in its database goes, also an Odoo that was just installed",
    ],
    load: () => import("./import.ts"),
  },
  remove: {
    usage: [
      "STACK NAME",
      "takes a last backup and proves it, removes the tenant's folder, and says what stays and how it goes",
      "--yes-remove NAME     for scripts: the tenant's name once more; without, it is asked for",
      "--record FILE         where it writes the backup down; default removed-NAME.json",
    ],
    load: () => import("./remove.ts"),
  },
  generate: {
    usage: ["", "writes what follows from each tenant.yaml, and the schema for editors"],
    load: () => import("./generate-command.ts"),
  },
};

export const usage = [
  "longshore tenant COMMAND",
  ...Object.entries(subcommands).map(
    ([
      name,
      {
        usage: [args, summary, ...options],
      },
    ]) =>
      ["", `  ${`${name} ${args}`.trim()}`, `      ${summary}`, ...options.map((line) => `        ${line}`)].join("\n"),
  ),
].join("\n");

/** @returns the exit code */
export async function run([name = "", ...args]: readonly string[]): Promise<number> {
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (!subcommand) {
    console.error(usage);
    return 2;
  }
  const { run } = await subcommand.load();
  try {
    return await run(args);
  } catch (error) {
    throw error instanceof InvalidInput ? new InvalidInput(error.problems, "written") : error;
  }
}
