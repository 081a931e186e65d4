/** What stolen identities must not be able to do; each is tried for real. */
import type { Act, Loot } from "./loot.ts";
import { refusal, remoteOf, replaceAll, typed } from "./objects.ts";
import { eraseVersion, someVersion } from "./versions.ts";

export interface Denial {
  readonly name: string;
  /** The same by hand. */
  readonly by: string;
  /** @throws Error where it is allowed */
  readonly attempt: (act: Act) => Promise<unknown>;
}

/** @param loot  is read when an attempt is made */
export function denials(loot: Loot): readonly Denial[] {
  const { files, backups, archives } = loot;
  return [
    {
      name: "Odoo reads no backup",
      by: `with Odoo's identity, ${typed(["lsjson", remoteOf(backups)])} is refused`,
      attempt: (act) => act("odoo", (rclone) => refusal("listing backups", rclone("lsjson", remoteOf(backups)))),
    },
    {
      name: "dump deletes no backup",
      by: `with dump's identity, rclone deletes nothing under ${backups.bucket}/${backups.path} but restic's locks`,
      attempt: (act) => act("dump", (rclone) => refusal("deleting backups", replaceAll(rclone, backups))),
    },
    {
      name: "dump deletes no archive",
      by: `with dump's identity, rclone deletes nothing under ${archives.bucket}/${archives.path}`,
      attempt: (act) => act("dump", (rclone) => refusal("deleting archives", replaceAll(rclone, archives))),
    },
    {
      name: "prune reaches no archive and no file",
      by: `with prune's identity, ${typed(["lsjson", remoteOf(archives)])} and the same of ${files.bucket} are refused`,
      attempt: (act) =>
        act("prune", async (rclone) => {
          for (const place of [archives, files])
            await refusal(`listing ${place.bucket}`, rclone("lsjson", remoteOf(place)));
        }),
    },
    {
      name: "prune sees no old version",
      by: `with prune's identity, ${typed(["lsjson", remoteOf(backups, "MOMENT")])} is refused`,
      attempt: (act) =>
        act("prune", (rclone) => refusal("listing versions", rclone("lsjson", remoteOf(backups, loot.moment)))),
    },
    {
      name: "nobody erases a version of a backup or an archive, administrators included",
      by: `aws s3api delete-object --version-id VERSION of an object in ${backups.bucket} or ${archives.bucket} is refused`,
      attempt: async (act) => {
        for (const place of [backups, archives]) {
          const version = await act("operator", (_, variables) => someVersion(variables, place));
          for (const who of ["operator", "dump", "prune"] as const)
            await act(who, (_, variables) =>
              refusal(`erasing a version in ${place.bucket}`, eraseVersion(variables, place, version)),
            );
        }
      },
    },
  ];
}
