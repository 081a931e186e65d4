/**
 * Deleted files and ransomware without a cluster: the identities that Pulumi emitted, in the simulated S3 with its real
 * object store, restic and rclone; the same functions as in the drill's steps.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkArchives } from "../../../operations/drill/scenarios/archive-sums.ts";
import { ruin, undo } from "../../../operations/drill/scenarios/attack.ts";
import { denials } from "../../../operations/drill/scenarios/denials.ts";
import type { Act, Loot, Who } from "../../../operations/drill/scenarios/loot.ts";
import {
  bringBack,
  dividingMoment,
  filesIn,
  type Rclone,
  rcloneWith,
  refusal,
  remoteOf,
  replaceAll,
  typed,
} from "../../../operations/drill/scenarios/objects.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { clouds, tokenOf } from "../../isolation/support/clouds.ts";
import { a, account, region } from "../../isolation/support/world.ts";

const { bin } = readToolchain();
const place = (kind: string) => ({ region, bucket: `longshore-production-${kind}-${account}`, path: `tenants/${a}` });
const serviceAccounts = { odoo: "odoo", dump: "backup-dump", prune: "backup-prune" };
const invoice = "an invoice";
const sum = (text: string) => createHash("sha256").update(text).digest("hex");

describe("objects after an attack", function () {
  this.timeout(180_000);
  let folder: string;
  let internet: Readonly<Record<string, string>>;
  let podIdentity: string;
  let administrator: Readonly<Record<string, string>>;
  const loot: Loot = {
    files: place("files"),
    backups: place("backups"),
    archives: place("archives"),
    moment: new Date(0),
    before: {},
    stolen: undefined,
  };

  const variablesOf = (who: Who): Readonly<Record<string, string>> =>
    who === "operator"
      ? { ...internet, ...administrator, HOME: folder }
      : {
          ...internet,
          HOME: folder,
          AWS_CONTAINER_CREDENTIALS_FULL_URI: podIdentity,
          AWS_CONTAINER_AUTHORIZATION_TOKEN: tokenOf(`tenant-${a}`, serviceAccounts[who]),
        };
  const act: Act = async (who, work) => work(rcloneWith(bin.rclone, variablesOf(who)), variablesOf(who));
  /** Puts a file with a text there. */
  const put = async (rclone: Rclone, remote: string, name: string, text: string) => {
    const source = await mkdtemp(join(folder, "put-"));
    await mkdir(join(source, name, ".."), { recursive: true });
    await writeFile(join(source, name), text);
    await rclone("copy", source, remote);
  };

  before(async () => {
    const started = await clouds();
    folder = await mkdtemp(join(tmpdir(), "longshore-attacked-"));
    internet = started.internet.environment();
    podIdentity = started.internet.podIdentity.url;
    const role = `arn:aws:iam::${account}:role/longshore-administrator`;
    const session = { kind: "session", account, role, session: "test", tags: {}, transitiveTags: [] } as const;
    const key = started.internet.issuer.issueCredentials(session, 900);
    administrator = {
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
      AWS_SESSION_TOKEN: key.sessionToken,
    };
    await act("odoo", async (rclone) => {
      for (const name of ["ab/cd/invoice", "ef/größe 1+1"]) await put(rclone, remoteOf(loot.files), name, invoice);
    });
    await act("dump", async (rclone) => {
      await put(rclone, remoteOf(loot.backups), "config", "key of the repository");
      await put(rclone, remoteOf(loot.backups), "data/00/pack", "a pack");
      await put(rclone, remoteOf(loot.archives), "2026-11/database.dump", "a dump");
      await put(rclone, remoteOf(loot.archives), "2026-11/SHA256SUMS", `${sum("a dump")}  database.dump\n`);
    });
  });
  after(() => rm(folder, { recursive: true }));

  const read = (who: Who, path: string) => act(who, (rclone) => rclone("cat", `${remoteOf(loot.files)}${path}`));

  it("come back when a pod of Odoo has deleted them, by an operator and not by the pod", async () => {
    const moment = await dividingMoment();
    await act("odoo", async (rclone) => {
      await replaceAll(rclone, loot.files);
      assert.deepEqual(await filesIn(rclone, remoteOf(loot.files)), []);
      await refusal("reading old versions", rclone(...bringBack(loot.files, moment)));
    });
    // S3 dates by the second: what comes back in the second of its deletion would later be taken for deleted.
    await dividingMoment();
    await act("operator", (rclone) => rclone(...bringBack(loot.files, moment)));
    assert.equal(await read("odoo", "ab/cd/invoice"), invoice);
    assert.equal(await read("odoo", "ef/größe 1+1"), invoice);
  });

  it("are ruined as far as the stolen identities reach", async () => {
    await ruin(act, loot);
    assert.match(await read("odoo", "ab/cd/invoice"), /encrypted/);
    await act("operator", async (rclone) => {
      assert.deepEqual(await filesIn(rclone, remoteOf(loot.backups)), ["config"]);
      await assert.rejects(checkArchives(rclone, remoteOf(loot.archives)), /SHA256SUMS says/);
    });
  });

  for (const { name, attempt } of denials(loot)) it(`meet this: ${name}`, () => attempt(act));

  it("come back whole, the archives by their own sums", async () => {
    await undo(act, loot);
    assert.equal(await read("odoo", "ab/cd/invoice"), invoice);
    await act("operator", async (rclone) => {
      assert.equal(await rclone("cat", `${remoteOf(loot.backups)}config`), "key of the repository");
      assert.equal(await checkArchives(rclone, remoteOf(loot.archives)), 1);
    });
  });

  it("do not come back from a moment before there was anything, and that is no success", async () => {
    await assert.rejects(
      undo(act, { ...loot, moment: new Date("2020-01-01T00:00:00Z"), before: { [loot.files.bucket]: ["none"] } }),
      /1 objects did not come back/,
    );
  });
});

describe("a refusal that a drill asks for", () => {
  it("is none where the cloud allowed it, or where something else failed", async () => {
    await assert.rejects(refusal("listing", Promise.resolve("")), /listing: it was allowed/);
    await assert.rejects(refusal("listing", Promise.reject(new Error("no route"))), /another reason: no route/);
    assert.equal(await refusal("listing", Promise.reject(new Error("error: 403"))), "error: 403");
  });

  it("is typed with quotes where a shell needs them", () => {
    assert.equal(typed(["copy", ":s3,env_auth:b/p", "here"]), "rclone copy ':s3,env_auth:b/p' here");
  });
});
