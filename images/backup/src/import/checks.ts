/** What is asked of a tenant's database before an import, and of what was imported. */
import { damaged, listAttachments } from "../attachments.ts";
import { odooVersion } from "../capture.ts";
import { Failure } from "../failure.ts";
import type { StoredFile } from "../files.ts";
import { checkInvariants } from "../invariants.ts";
import type { Session } from "../postgres/session.ts";
import { findObjects } from "../tables.ts";

/** @throws Failure `occupied` that names what was found */
export async function refuseOccupied(session: Session): Promise<void> {
  const objects = await findObjects(session);
  if (objects.length > 0)
    throw new Failure(
      "occupied",
      `the database is not empty, it has ${objects.join(", ")}`,
      "set REPLACE if it may go",
    );
}

/** @throws Failure `settings` where the dump is of another series of Odoo than the tenant */
export async function refuseOtherVersion(session: Session, wanted: string): Promise<void> {
  const found = await odooVersion(session);
  if (!found.startsWith(`${wanted}.`))
    throw new Failure(
      "settings",
      `ir_module_module base.latest_version: found ${found || "no Odoo"} where ${wanted} fits`,
      `upgrade the old Odoo to ${wanted} first, or import into a tenant that has its version in spec.odoo.version`,
    );
}

/**
 * What every verification of a backup asks as well.
 * @throws Failure `damaged` that names what does not hold
 */
export async function refuseBroken(session: Session, files: readonly StoredFile[]): Promise<void> {
  const { broken } = await checkInvariants(session);
  const lost = damaged(await listAttachments(session), files);
  const faults =
    lost.length > 0 ? [...broken, `attachments without their file: ${lost.slice(0, 3).join(", ")}`] : broken;
  if (faults.length > 0)
    throw new Failure("damaged", faults.join("; "), "mend the data in the old Odoo, and dump again");
}
