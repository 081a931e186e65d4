/** What a database says about the release that it was last updated for, and whether an update left it whole. */
import { checkInvariants } from "../invariants.ts";
import { literal } from "../postgres/quote.ts";
import type { Session } from "../postgres/session.ts";

/** Among Odoo's own parameters: a database that is restored or copied takes it along, so that it always tells the truth. */
const parameter = "longshore.updated_for";

/** Whether Odoo has been installed in it. */
export async function isInstalled(session: Session): Promise<boolean> {
  return (await session.askOne("SELECT to_regclass('public.ir_module_module') IS NOT NULL")) === "t";
}

/** What `odoo neutralize` sets at its end, in Odoo's own parameters. */
export async function isNeutralized(session: Session): Promise<boolean> {
  const value = await session.askOne(
    "SELECT value FROM public.ir_config_parameter WHERE key = 'database.is_neutralized'",
  );
  return value.toLowerCase() === "true";
}

/** @returns the release, empty where it was never updated by this hook */
export async function readRelease(session: Session): Promise<string> {
  if ((await session.askOne("SELECT to_regclass('public.ir_config_parameter') IS NOT NULL")) !== "t") return "";
  return session.askOne(`SELECT value FROM public.ir_config_parameter WHERE key = ${literal(parameter)}`);
}

export async function writeRelease(session: Session, release: string): Promise<void> {
  await session.ask(`
    INSERT INTO public.ir_config_parameter (key, value) VALUES (${literal(parameter)}, ${literal(release)})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`);
}

/** The next upgrade saves, updates and judges the database, whatever it was updated for. */
export async function forgetRelease(session: Session): Promise<void> {
  if ((await readRelease(session)) !== "") await writeRelease(session, "");
}

/**
 * @param modules   names that must be installed
 * @param accepted  invariants that did not hold before either
 * @returns what is wrong, in words; nothing where the update is whole
 */
export async function faultsOf(
  session: Session,
  modules: readonly string[],
  accepted: readonly string[],
): Promise<readonly string[]> {
  if (!(await isInstalled(session))) return ["Odoo is not installed in it"];
  const unfinished = await session.ask(
    "SELECT name || ' is ' || state FROM public.ir_module_module WHERE state LIKE 'to %' ORDER BY 1 LIMIT 5",
  );
  const wanted = modules.map(literal).join(", ") || "''";
  const installed = await session.ask(
    `SELECT name FROM public.ir_module_module WHERE state = 'installed' AND name IN (${wanted})`,
  );
  const missing = modules.filter((name) => !installed.includes(name)).map((name) => `${name} is not installed`);
  const { broken } = await checkInvariants(session);
  return [...unfinished, ...missing, ...broken.filter((words) => !accepted.includes(words))];
}
