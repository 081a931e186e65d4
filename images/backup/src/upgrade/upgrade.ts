/** One upgrade from the moment in which Odoo stops: everything before the renaming can be taken back, and is. */
import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { checkInvariants } from "../invariants.ts";
import { type Session, withSession } from "../postgres/session.ts";
import type { Databases } from "./databases.ts";
import type { Handshake } from "./handshake.ts";
import { fillFromBackup } from "./original.ts";
import { faultsOf, isInstalled, isNeutralized, readRelease, writeRelease } from "./state.ts";

export interface UpgradeArgs {
  /** Names the image and the modules: a database that carries it needs no update. */
  readonly release: string;
  readonly modules: readonly string[];
  readonly databases: Databases;
  readonly handshake: Handshake;
  /** The tenant that this one is a neutralised copy of: its newest backup is what is updated. */
  readonly original?: string;
  /** Makes a copy anew although it has the release, and starts it afterwards, because no sync does. */
  readonly refresh: boolean;
  /** Tells Odoo's pods to leave, and waits for them. */
  readonly stop: () => Promise<boolean>;
  /** Brings them back, with the image that they had. */
  readonly start: () => Promise<void>;
  /** Seconds. */
  readonly patience: { readonly connections: number; readonly update: number };
}

export type Outcome = "updated" | "nothing to do" | "went back to the one before";

/**
 * @throws Failure `update` where the release does not fit, `busy` where somebody does not leave the database. Database and
 * pods are then as they were.
 */
export async function runUpgrade(context: Context, args: UpgradeArgs): Promise<Outcome> {
  const { databases, release, handshake, refresh } = args;
  const { live, before } = databases.names;
  // Only a run that was cut short leaves it closed, and then it is the old one.
  if (!refresh && (await databases.isOpen(live))) {
    if ((await within(context, live, readRelease)) === release) return "nothing to do";
    if (await isTheOneBefore(context, args)) return takeBack(context, args);
  }
  try {
    const accepted = await prepare(context, args);
    context.say("updating the copy");
    const code = await handshake.answer(context.tools, args.patience.update);
    if (code !== 0)
      throw new Failure("update", `the updater ended with ${code}`, "read its log in the container update");
    await judge(context, args, accepted);
    context.say(`renaming: the copy becomes ${live}, what was ${live} becomes ${before}`);
    await databases.empty(databases.names.next, args.patience.connections);
    await databases.swap();
    if (refresh) await args.start();
    return "updated";
  } catch (error) {
    await goBack(context, args);
    throw error;
  }
}

/** Opens the tenant's own database and brings the pods back first: that is what people wait for. */
export async function goBack(context: Context, { databases, start }: UpgradeArgs): Promise<void> {
  const { live, next } = databases.names;
  await databases.open(live);
  await start();
  await databases.drop(next);
  context.say(`${live} is as it was, and Odoo runs as it did`);
}

/** @returns invariants that did not hold before the update either */
async function prepare(
  context: Context,
  { databases, handshake, original, stop, patience }: UpgradeArgs,
): Promise<readonly string[]> {
  const { live, next } = databases.names;
  context.say("stopping Odoo");
  if (!(await stop())) context.say("warning: some pods have not left; the database closes before them");
  await databases.close(live, patience.connections);
  context.say(`copying ${live}`);
  await databases.clone();
  if (original) await fillFromBackup(context, databases, original);
  const fresh = !(await within(context, next, isInstalled));
  const { broken } = await within(context, next, checkInvariants);
  await handshake.give({ database: next, fresh, neutralize: original !== undefined });
  return broken;
}

async function judge(
  context: Context,
  { databases, modules, original, release }: UpgradeArgs,
  accepted: readonly string[],
): Promise<void> {
  await within(context, databases.names.next, async (session) => {
    const faults = [
      ...(await faultsOf(session, modules, accepted)),
      ...(original !== undefined && !(await isNeutralized(session)) ? ["database.is_neutralized is not true"] : []),
    ];
    if (faults.length > 0)
      throw new Failure(
        "update",
        `after the update: ${faults.join("; ")}`,
        "mend the release, and try it on a copy first",
      );
    await writeRelease(session, release);
  });
}

/** Whether the release that is asked for is the one before one whose pods never came up: then nobody has worked since. */
async function isTheOneBefore(context: Context, { databases, release }: UpgradeArgs): Promise<boolean> {
  const { before } = databases.names;
  if (!(await databases.exists(before))) return false;
  await databases.open(before);
  return (await within(context, before, readRelease)) === release;
}

async function takeBack(context: Context, { databases, stop, patience }: UpgradeArgs): Promise<Outcome> {
  const { live, before } = databases.names;
  context.say(`${before} was updated for this release: it becomes ${live} again`);
  await stop();
  await databases.close(live, patience.connections);
  await databases.swapBack();
  return "went back to the one before";
}

const within = <Value>({ tools }: Context, database: string, work: (session: Session) => Promise<Value>) =>
  withSession(tools, "upgrade", database, work);
