/** Whoever took over a tenant's pods, backup jobs included, overwrites and deletes all that their identities reach. */
import { businessFunctions } from "../../../stacks/tiers.ts";
import { runEntryPoint } from "../../start/entry-point.ts";
import type { Ground, Scenario, Step, Subject } from "../scenario.ts";
import { checkArchives } from "./archive-sums.ts";
import { ruin, undo } from "./attack.ts";
import { withoutVersions } from "./deleted-files.ts";
import { denials } from "./denials.ts";
import { actOn, type Loot } from "./loot.ts";
import { bringBack, placeOf, remoteOf, typed } from "./objects.ts";
import { namespaceOf, readyWebPods } from "./odoo.ts";

/** Seconds that a backup job gets. */
const timeoutSeconds = 3600;

export const ransomware: Scenario = {
  name: "ransomware",
  summary:
    "With the identities of Odoo and of its backup jobs, files, backups and archives are overwritten or deleted.",
  when: "Files do not open or have other names, a note asks for money, backups fail. The database is attacked as well: then the scenario corrupted-database follows.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "response",
  unfit: ({ place }) => (place.cloud === "aws" ? undefined : withoutVersions),
  plan: (subject) => {
    const loot: Loot = {
      files: placeOf(subject, "files"),
      backups: placeOf(subject, "backups"),
      archives: placeOf(subject, "archives"),
      moment: new Date(0),
      before: {},
      stolen: undefined,
    };
    return {
      prepare: (ground) => steal(ground, loot),
      event: [attack(loot)],
      response: [lockOut, putBack(loot), proveBackup(subject), readArchive(loot)],
      checks: denials(loot).map(({ attempt, ...denial }) => ({
        ...denial,
        run: async (ground) => {
          await attempt(actOn(ground, loot));
          return undefined;
        },
      })),
    };
  },
};

/** The attack needs something to ruin, and pods that ran with each identity. */
async function steal(ground: Ground, loot: Loot): Promise<void> {
  const { platform, subject, tell } = ground;
  const run = async (name: string) => {
    tell(`runs ${name}`);
    const args = { namespace: namespaceOf(subject), name, timeoutSeconds };
    return (await runEntryPoint(platform.api, platform.cluster, args)).pod;
  };
  const dump = await run("backup-dump");
  await run("backup-archive");
  const prune = await run("backup-prune");
  const [odoo] = await readyWebPods(ground);
  loot.stolen = { odoo, dump, prune };
}

const attack = (loot: Loot): Step => ({
  title: "Overwrite and delete everything that the identities of Odoo, dump and prune reach",
  decides: "lead",
  type: [],
  simulated:
    "With Odoo's identity it overwrites some files and deletes the others, with prune's it deletes every backup, with dump's it overwrites the repository's key and the archives.",
  expect: "Attachments do not open; no backup is left, and archives have other bytes. The database goes on.",
  worked: `${typed(["lsjson", remoteOf(loot.backups)])} shows nothing but what the attacker wrote.`,
  back: "The response is the way back: no identity of the platform deletes a version, and archives are locked.",
  run: async (ground) => {
    await ruin(actOn(ground, loot), loot);
    ground.tell("files, backups and archives are ruined");
  },
});

/** IAM user guide, "Revoke IAM role temporary security credentials" (read 2026-11). */
const lockOut: Step = {
  title: "Lock the attacker out",
  decides: "lead",
  type: [
    "aws iam put-role-policy --role-name ROLE --policy-name revoke-older-sessions --policy-document \\",
    '  \'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"NOW"}}}]}\'',
  ],
  simulated: "The drill's attacker stops by itself.",
  expect:
    "ROLE is each of the tenant's roles (odoo, dump, prune, restore), NOW the time in UTC: sessions from before are worth nothing.",
  worked: "CloudTrail shows AccessDenied for the attacker's calls and no others.",
  back: "aws iam delete-role-policy with the same names.",
  run: async ({ tell }) => tell("the attacker is gone"),
};

const putBack = (loot: Loot): Step => {
  const places = [loot.files, loot.backups, loot.archives];
  return {
    title: "Put back files, backups and archives as they were",
    decides: "owner",
    type: places.map((place) => typed(bringBack(place, "MOMENT"))),
    expect:
      "S3 copies the versions of MOMENT over. MOMENT is the second before the first wrong write, as in the scenario deleted-files.",
    worked: "Every command ends without an error, and attachments open.",
    back: "It deletes nothing and can be run again with an earlier MOMENT.",
    run: async (ground) => {
      await undo(actOn(ground, loot), loot);
      ground.tell("all objects are there again");
    },
  };
};

const proveBackup = (subject: Subject): Step => ({
  title: "Prove that the newest backup can be restored",
  decides: "operator",
  type: [`kubectl --namespace ${namespaceOf(subject)} create job verify-now --from cronjob/backup-verify`],
  expect: "It restores the newest backup into a throwaway database and compares it with its manifest.",
  worked: 'Its last line says "outcome":"succeeded" and "verified".',
  back: "Nothing to go back from: it drops what it made.",
  run: async ({ platform, subject: { tenant }, tell }) => {
    const args = { namespace: `tenant-${tenant.metadata.name}`, name: "backup-verify", timeoutSeconds };
    const { outcome } = await runEntryPoint(platform.api, platform.cluster, args);
    tell(`the newest backup was restored and is whole: ${outcome.rows ?? "no"} rows`);
  },
});

const readArchive = (loot: Loot): Step => ({
  title: "Check the archives against their own sums",
  decides: "operator",
  type: [
    typed(["copy", remoteOf(loot.archives), "archives"]),
    'for folder in archives/*/; do (cd "$folder" && sha256sum --check SHA256SUMS); done',
  ],
  expect: "A line for each file of each archive.",
  worked: "Every line ends with OK.",
  back: "An archive with a wrong sum has older versions, which nobody can delete: take an earlier MOMENT.",
  run: async (ground) => {
    const remote = remoteOf(loot.archives);
    const whole = await actOn(ground, loot)("operator", (rclone) => checkArchives(rclone, remote));
    ground.tell(`${whole} archives are whole`);
  },
});
