/** Copies of backups to another stack, and the restore with which that stack's Odoo starts. */
import assert from "node:assert/strict";
import * as z from "zod";
import type { CopyTarget } from "../../components/gitops/facts.ts";
import { tenantServiceAccounts } from "../../components/gitops/facts.ts";
import type { Difference } from "./support/facts.ts";
import { platformOf } from "./support/facts.ts";
import { complaints } from "./support/kubeconform.ts";
import { at, find, type KubernetesObject, podOf } from "./support/objects.ts";
import { type Rendered, renderTenants } from "./support/render.ts";

const target: CopyTarget = {
  stack: "cross-recovery",
  cloud: "azure",
  region: "westus2",
  directory: "directory-of-theirs",
  identity: "client-of-theirs",
  from: ":s3,provider=AWS,env_auth,region=eu-central-1,no_check_bucket:own-backups/tenants/velmora-nord",
  backups: ":azureblob,account=theirs,env_auth,no_check_container:backups/tenants/velmora-nord",
  archives: ":azureblob,account=theirs,env_auth,no_check_container:archives/tenants/velmora-nord",
};
const copying = (to: Partial<CopyTarget> = {}): Difference => ({
  ofTenants: {
    copyTo: JSON.stringify({ ...target, ...to }),
    copyIdentity: "own-identity",
    restoreFrom: "aws-national",
  },
});
const restoring = copying();
/** Each platform is rendered once. */
const rendered = new Map<string, Promise<readonly Rendered[]>>();
async function objectsOf(application: string, difference: Difference): Promise<readonly KubernetesObject[]> {
  const key = JSON.stringify(difference);
  const tenants = rendered.get(key) ?? renderTenants(platformOf("aws-production", difference));
  rendered.set(key, tenants);
  return (await tenants).find((each) => each.application.metadata.name === application)?.objects ?? [];
}
const backups = (difference: Difference) => objectsOf("backup-velmora-nord", difference);
const odoo = (difference: Difference) => objectsOf("odoo-velmora-nord", difference);
const variables = (object: KubernetesObject) =>
  Object.fromEntries((podOf(object)?.containers[0]?.env ?? []).map(({ name, value }) => [name, value]));

describe("copies of backups", function () {
  this.timeout(180_000);

  it("are made where somebody receives them, after each dump, as an identity of their own and without any secret", async () => {
    const objects = await backups(copying());
    const job = find(objects, "CronJob", "backup-copy");
    const pod = podOf(job);
    assert.equal(pod?.serviceAccountName, tenantServiceAccounts.copy);
    assert.equal(pod.containers[0]?.args?.[0], "copy");
    assert.deepEqual(pod.containers[0]?.envFrom, []);
    find(objects, "ServiceAccount", tenantServiceAccounts.copy);
    const dump = find(objects, "CronJob", "backup-dump");
    const [times, dumps] = [job, dump].map((each) => String(at(each, "spec.schedule")).split(" "));
    assert.equal(times?.[1]?.split(",").length, dumps?.[1]?.split(",").length);
    assert.notDeepEqual(times, dumps);
    assert.equal(at(job, "spec.suspend"), false);
    const { COPY_FROM, COPY_TO, COPY_ARCHIVES_TO, RECEIVER, RECEIVER_CLOUD, RECEIVER_IDENTITY, RECEIVER_DIRECTORY } =
      variables(job);
    assert.deepEqual(
      [COPY_FROM, COPY_TO, COPY_ARCHIVES_TO, RECEIVER, RECEIVER_CLOUD, RECEIVER_IDENTITY, RECEIVER_DIRECTORY],
      [target.from, target.backups, target.archives, "cross-recovery", "azure", "client-of-theirs", target.directory],
    );
    assert.deepEqual(await complaints(objects), []);
  });

  for (const [cloud, audience] of [
    ["aws", "sts.amazonaws.com"],
    ["azure", "api://AzureADTokenExchange"],
  ] as const)
    it(`carry a token of their pod that ${cloud} takes, and the command finds it`, async () => {
      const job = find(await backups(copying({ cloud })), "CronJob", "backup-copy");
      const template = "spec.jobTemplate.spec.template.spec";
      const volumes = [at(job, `${template}.volumes`)].flat();
      const receiver = volumes.find((volume) => at(volume, "name") === "receiver");
      assert.equal(at(receiver, "projected.sources.0.serviceAccountToken.audience"), audience);
      const mounts = [at(job, `${template}.containers.0.volumeMounts`)].flat();
      const folder = at(
        mounts.find((mount) => at(mount, "name") === "receiver"),
        "mountPath",
      );
      assert.equal(variables(job).RECEIVER_TOKEN_FILE, `${folder}/token`);
    });

  it("are not made where nobody receives them, and rest on a platform that waits", async () => {
    const none = (await backups({})).filter(({ metadata }) => metadata.name === "backup-copy");
    assert.deepEqual(none, []);
    const waiting = find(await backups({ ...copying(), role: "recovery" }), "CronJob", "backup-copy");
    assert.equal(at(waiting, "spec.suspend"), true);
  });

  it("raise an alarm when they fail, and when none has come in time", async () => {
    const alerts = async (difference: Difference) =>
      z.object({ "backup.yaml": z.string() }).parse(find(await backups(difference), "ConfigMap", "backup-alerts").data)[
        "backup.yaml"
      ];
    const text = await alerts(copying());
    assert.match(text, /alert: CopyFailed\n +expr: .*command="copy"\} == 0/);
    assert.match(text, /alert: CopyTooOld\n +expr: time\(\) - max\(.*command="copy"\}\[86400s\]\)\) > 86400/);
    assert.match(text, /No backup of velmora-nord has reached cross-recovery in time/);
    assert.doesNotMatch(await alerts({}), /Copy/);
  });

  it("run on Azure as an identity that the namespace knows for the tenant's own", async () => {
    const rendered = await renderTenants(platformOf("azure-production", copying()));
    const all = rendered.flatMap(({ objects }) => objects);
    const account = find(all, "ServiceAccount", tenantServiceAccounts.copy);
    assert.equal(account.metadata.annotations?.["azure.workload.identity/client-id"], "own-identity");
    const known = find(all, "Namespace", "tenant-velmora-sued").metadata.annotations?.["longshore.dev/identities"];
    assert(known?.split(",").includes("own-identity"), known);
  });
});

describe("a tenant that starts from copied backups", function () {
  this.timeout(180_000);
  const wave = ({ metadata }: KubernetesObject) => Number(metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0);
  const jobNamed = (objects: readonly KubernetesObject[], name: string) => {
    const job = objects.find(({ kind, metadata }) => kind === "Job" && metadata.name.startsWith(`${name}-`));
    assert(job, `no Job ${name}`);
    return job;
  };

  it("is restored before an upgrade looks at its database and before any pod of Odoo", async () => {
    const objects = await odoo(restoring);
    const restore = jobNamed(objects, "odoo-restore");
    for (const later of ["odoo-save", "odoo-upgrade", "odoo-start"])
      assert(wave(restore) < wave(jobNamed(objects, later)), later);
    for (const object of objects.filter(({ kind }) => kind === "Deployment")) assert(wave(restore) < wave(object));
    const secret = find(objects, "ExternalSecret", "odoo-restore");
    assert(wave(secret) < wave(restore));
    assert.deepEqual(await complaints(objects), []);
  });

  it("is restored by the identity that reads backups, as the role that Odoo works as", async () => {
    const objects = await odoo(restoring);
    const restore = jobNamed(objects, "odoo-restore");
    assert.equal(podOf(restore)?.serviceAccountName, tenantServiceAccounts.restore);
    const { RESTORE_FROM, RESTIC_REPOSITORY, FILES_REMOTE } = variables(restore);
    assert.equal(RESTORE_FROM, "aws-national");
    assert.match(String(RESTIC_REPOSITORY), /backups.*\/tenants\/velmora-nord$/);
    assert.match(String(FILES_REMOTE), /files.*\/tenants\/velmora-nord$/);
    const given = [at(find(objects, "ExternalSecret", "odoo-restore"), "spec.data")].flat();
    assert.deepEqual(given.map((each) => `${at(each, "secretKey")} ${at(each, "remoteRef.property")}`).sort(), [
      "PGPASSWORD password",
      "PGUSER username",
      "RESTIC_PASSWORD repositoryPassword",
    ]);
  });

  it("waits at rest, and elsewhere nothing is restored", async () => {
    for (const difference of [{}, { ...restoring, role: "recovery" }] as const) {
      const objects = await odoo(difference);
      assert.deepEqual(
        objects.filter(({ metadata }) => metadata.name.startsWith("odoo-restore")),
        [],
      );
    }
  });
});
