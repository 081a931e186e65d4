import assert from "node:assert/strict";
import type { Statement } from "../../components/aws/policy-document.ts";
import { ofType, only, type Registered } from "./mocks.ts";
import { standardPlatform, variedPlatform } from "./platforms.ts";

const policy = "aws:iam/rolePolicy:RolePolicy";

/** Actions on each bucket, by the last word of the bucket's name. */
function rights(resources: readonly Registered[], name: string): Record<string, string[]> {
  const statements: readonly Statement[] = JSON.parse(String(only(resources, policy, name).inputs.policy)).Statement;
  const found: Record<string, string[]> = {};
  for (const { Action, Resource } of statements) {
    for (const arn of [Resource ?? []].flat()) {
      const [, kind, path = ""] = /^arn:aws:s3:::longshore-production-(\w+)-\d+(?:\/(.*))?$/.exec(arn) ?? [];
      if (kind && path) found[`${kind} ${path}`] = [...(found[`${kind} ${path}`] ?? []), ...[Action].flat()];
    }
  }
  return found;
}

const writes = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

describe("a tenant", () => {
  it("writes backups with an identity that can delete nothing but its own locks", async () => {
    const { resources } = await standardPlatform();
    assert.deepEqual(rights(resources, "tenant-harbor-dump"), {
      "backups tenants/harbor/*": ["s3:GetObject", ...writes],
      "backups tenants/harbor/locks/*": ["s3:DeleteObject"],
      "files tenants/harbor/*": ["s3:GetObject"],
      "archives tenants/harbor/*": ["s3:GetObject", ...writes],
    });
  });

  it("prunes backups with one that sees neither live files nor archives", async () => {
    const { resources } = await standardPlatform();
    assert.deepEqual(rights(resources, "tenant-harbor-prune"), {
      "backups tenants/harbor/*": ["s3:GetObject", ...writes, "s3:DeleteObject"],
    });
  });

  it("restores with one that deletes neither live files nor history", async () => {
    const { resources } = await standardPlatform();
    assert.deepEqual(rights(resources, "tenant-harbor-restore"), {
      "backups tenants/harbor/*": ["s3:GetObject", ...writes],
      "backups tenants/harbor/locks/*": ["s3:DeleteObject"],
      "files tenants/harbor/*": ["s3:GetObject", ...writes],
      "files restores/harbor/*": ["s3:GetObject", ...writes, "s3:DeleteObject"],
      // Old archives lie too deep to be read at once.
      "archives tenants/harbor/*": ["s3:GetObject", "s3:RestoreObject"],
    });
  });

  it("runs Odoo with one that never sees a backup", async () => {
    const { resources } = await standardPlatform();
    assert.deepEqual(Object.keys(rights(resources, "tenant-harbor-odoo")), [
      "files tenants/harbor/*",
      "exports tenants/harbor/*",
    ]);
  });

  it("cannot be read by its neighbour: secrets are named one by one", async () => {
    const { resources } = await variedPlatform();
    const text = String(only(resources, policy, "tenant-harbor-secrets").inputs.policy);
    assert.match(text, /longshore-production\/tenants\/harbor\/database-/);
    assert.doesNotMatch(text, /harbor-west|database\/administrator/);
  });

  it("has secrets with the keys that the manifests ask for", async () => {
    const { resources } = await standardPlatform();
    const value = (path: string) =>
      JSON.parse(
        String(
          only(resources, "aws:secretsmanager/secretVersion:SecretVersion", `secrets-tenants-harbor-${path}`).inputs
            .secretString,
        ),
      );
    const password = (purpose: string) => `password-of-harbor-${purpose}-2026-11-01`;
    assert.deepEqual(value("database"), {
      username: "odoo_harbor_20261101",
      password: password("database"),
      previousUsername: "",
      previousPassword: "",
    });
    assert.deepEqual(value("cache"), { username: "tenant-harbor", password: password("cache") });
    assert.deepEqual(value("odoo"), { adminPassword: password("odoo") });
    assert.deepEqual(value("backup"), {
      repositoryPassword: "password-of-harbor-repository",
      dumpUsername: "dump_harbor_20261101",
      dumpPassword: password("dump"),
      dumpPreviousUsername: "",
      dumpPreviousPassword: "",
      verifyUsername: "verify_harbor_20261101",
      verifyPassword: password("verify"),
      verifyPreviousUsername: "",
      verifyPreviousPassword: "",
      upgradeUsername: "upgrade_harbor_20261101",
      upgradePassword: password("upgrade"),
      upgradePreviousUsername: "",
      upgradePreviousPassword: "",
    });
  });

  it("keeps its passwords when the administrator's is made anew: its pods hold them", async () => {
    const { resources } = await standardPlatform();
    const dated = ofType(resources, "random:index/randomPassword:RandomPassword").filter(
      ({ inputs }) => inputs.keepers !== undefined,
    );
    assert.deepEqual(
      dated.map(({ name }) => name),
      ["database"],
    );
  });

  it("lets the provisioning Job read administrators and roles, of all tenants and nothing else", async () => {
    const { resources } = await standardPlatform();
    const [read]: readonly Statement[] = JSON.parse(
      String(only(resources, policy, "provisioning").inputs.policy),
    ).Statement;
    const names = [read?.Resource ?? []]
      .flat()
      .map((arn) => arn.replace(/^.*:secret:longshore-production\/|-AbCdEf$/g, ""));
    assert.deepEqual(names, ["database/administrator", "tenants/harbor/database", "tenants/harbor/backup"]);
  });
});

describe("a credential of somebody outside", () => {
  for (const [cloud, type, property] of [
    ["aws", "aws:secretsmanager/secretVersion:SecretVersion", "secretString"],
    ["azure", "azure-native:keyvault:Secret", "properties.value"],
  ] as const)
    it(`begins as one that nobody knows, and stays what its owner writes: ${cloud}`, async () => {
      const { resources } = await standardPlatform(`${cloud}-production`);
      const kept = ofType(resources, type).filter(({ ignoreChanges = [] }) => ignoreChanges.includes(property));
      assert.deepEqual(
        kept.map(({ name }) => name),
        ["secrets-tenants-harbor-parcel-carrier"],
      );
    });
});

describe("names of tenants", () => {
  it("cannot meet those of the platform, of PostgreSQL, of the cache or of each other", async () => {
    const { resources } = await variedPlatform();
    const unique = (values: readonly unknown[]) => assert.equal(new Set(values).size, values.length, String(values));
    unique(resources.map(({ urn }) => urn));
    unique(ofType(resources, "aws:iam/role:Role").map(({ inputs }) => inputs.name));
    unique(ofType(resources, "aws:elasticache/user:User").map(({ inputs }) => inputs.userName));
    const users = ofType(resources, "aws:secretsmanager/secretVersion:SecretVersion")
      .filter(({ name }) => name.includes("-tenants-"))
      .map(({ inputs }) => JSON.parse(String(inputs.secretString)))
      .flatMap((secret) => [secret.username, secret.dumpUsername, secret.verifyUsername, secret.upgradeUsername])
      .filter((user) => user !== undefined);
    unique(users);
    for (const reserved of ["postgres", "rdsadmin", "longshore", "default"])
      assert(!users.includes(reserved), reserved);
  });
});

describe("a dedicated tenant", () => {
  it("has keys, buckets and a database server of its own, protected like the platform's", async () => {
    const { resources } = await variedPlatform();
    const server = only(resources, "aws:rds/instance:Instance", "dock-database");
    const backups = only(resources, "aws:s3/bucket:Bucket", "dock-objects-backups");
    const key = only(resources, "aws:kms/key:Key", "dock-secrets-backup");
    assert.equal(server.inputs.identifier, "longshore-production-dock-database");
    assert.equal(backups.inputs.bucket, "longshore-production-dock-backups-123456789012");
    for (const { urn, protect } of [server, backups, key]) assert(protect, urn);
  });

  it("pays for them under its own name", async () => {
    const { resources } = await variedPlatform();
    const provider = only(resources, "pulumi:providers:aws", "dock-aws");
    assert.partialDeepStrictEqual(JSON.parse(String(provider.inputs.defaultTags)), {
      tags: { tenant: "dock", "business-unit": "harbor-freight", stack: "aws-production" },
    });
    assert(only(resources, "aws:rds/instance:Instance", "dock-database").provider.startsWith(provider.urn));
  });

  it("is told where they are", async () => {
    const { resources } = await variedPlatform();
    const { metadata } = only(resources, "kubernetes:core/v1:Secret").inputs;
    const text = JSON.stringify(metadata);
    assert.match(text, /longshore-production-dock-database\.abc/);
    assert.match(
      text,
      /s3:https:\/\/s3\.eu-central-1\.amazonaws\.com\/longshore-production-dock-backups-123456789012\/tenants\/dock/,
    );
    assert.match(text, /longshore-production-dock\/database\/administrator/);
  });
});
