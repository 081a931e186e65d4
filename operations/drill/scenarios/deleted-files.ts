/** A tenant's attachments are deleted with Odoo's own identity: by a faulty module, or by whoever took a pod over. */
import { businessFunctions } from "../../../stacks/tiers.ts";
import type { Ground, Scenario, Step } from "../scenario.ts";
import {
  asOperator,
  asPod,
  bringBack,
  dividingMoment,
  filesIn,
  type Place,
  placeOf,
  refusal,
  remoteOf,
  replaceAll,
  typed,
} from "./objects.ts";
import { readyWebPods } from "./odoo.ts";

export const deletedFiles: Scenario = {
  name: "deleted-files",
  summary: "All files of a tenant are deleted with Odoo's own identity; their old versions bring them back.",
  when: "Attachments do not open, pictures are missing, and the tenant's folder in the files bucket is empty.",
  impact: "disturbs",
  functions: businessFunctions,
  measures: "response",
  unfit: ({ place }) => (place.cloud === "aws" ? undefined : withoutVersions),
  plan: (subject) => {
    const files = placeOf(subject, "files");
    // What the first step finds out, for those after it.
    const known: Known = { moment: new Date(0), names: [] };
    return {
      event: [deleteFiles(files, known)],
      response: [findMoment(files, known), putBack(files, known)],
      checks: [
        {
          name: "old versions are out of Odoo's reach",
          by: `with the identity of a pod of Odoo, ${typed(["lsjson", remoteOf(files, "MOMENT")])} is refused`,
          run: async (ground) => {
            const [pod] = await readyWebPods(ground);
            await asPod(ground, pod, (rclone) =>
              refusal("reading versions", rclone("lsjson", remoteOf(files, known.moment))),
            );
            return undefined;
          },
        },
      ],
    };
  },
};

/** Rclone reads old versions of S3 and none of Azure (rclone's documentation, s3 `--s3-version-at`, 1.76). */
export const withoutVersions =
  "it brings objects back by rclone from S3's old versions; on Azure they come back from a backup (scenario one-tenant)";

interface Known {
  moment: Date;
  names: readonly string[];
}

const deleteFiles = (files: Place, known: Known): Step => ({
  title: "Delete all files of the tenant, as a pod of Odoo",
  decides: "lead",
  type: [`aws s3 rm --recursive --only-show-errors s3://${files.bucket}/${files.path}/`],
  expect: "Attachments no longer open. The database knows them as before, and orders are saved as before.",
  worked: `aws s3 ls s3://${files.bucket}/${files.path}/ lists nothing.`,
  back: "The response is the way back: versions stay when an object is deleted, and Odoo's identity can delete none.",
  run: async (ground) => {
    const [pod] = await readyWebPods(ground);
    await asPod(ground, pod, async (rclone) => {
      known.names = await filesIn(rclone, remoteOf(files));
      if (known.names.length === 0) throw new Error("the tenant has no files: there is nothing to lose");
      known.moment = await dividingMoment();
      await replaceAll(rclone, files);
      const left = await filesIn(rclone, remoteOf(files));
      if (left.length > 0) throw new Error(`${left.length} files are still there`);
    });
    ground.tell(`${known.names.length} files are deleted`);
  },
});

const findMoment = ({ bucket, path }: Place, known: Known): Step => ({
  title: "Find out when it began",
  decides: "operator",
  type: [
    `aws s3api list-object-versions --bucket ${bucket} --prefix ${path}/ --output text \\`,
    "  --query 'sort_by(DeleteMarkers,&LastModified)[].[LastModified,Key]' | less",
  ],
  simulated: "The drill knows when it deleted.",
  expect: "Single deletions over days are Odoo's own; from a certain second on there are many.",
  worked: "MOMENT is the second before that, in UTC, for example 2026-11-22T09:41:07Z.",
  back: "A MOMENT that lies too early brings too little back: run the next step again with a later one.",
  run: async ({ tell }) => tell(`it began after ${known.moment.toISOString()}`),
});

const putBack = (files: Place, known: Known): Step => ({
  title: "Put back the files as they were",
  decides: "owner",
  type: [typed(bringBack(files, "MOMENT"))],
  expect: "S3 copies old versions over; no byte passes the operator's machine.",
  worked: "It ends without an error, and attachments open.",
  back: "It deletes nothing and can be run again; what it wrote are new versions, which the recovery region gets as well.",
  run: async (ground: Ground) => {
    const rclone = await asOperator(ground);
    await rclone(...bringBack(files, known.moment));
    const there = new Set(await filesIn(rclone, remoteOf(files)));
    const missing = known.names.filter((name) => !there.has(name));
    if (missing.length > 0) throw new Error(`${missing.length} files did not come back, ${missing[0]} among them`);
    ground.tell(`${known.names.length} files are back`);
  },
});
