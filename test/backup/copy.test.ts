import assert from "node:assert/strict";
import { batches, compare, listed, named, written } from "../../images/backup/src/copy/plan.ts";
import { receiverOf } from "../../images/backup/src/copy/receiver.ts";

const object = (path: string, bytes = 1) => ({ path, bytes, tier: "" });

describe("what a copy lacks", () => {
  it("is what the receiver has not, and what has another size there is no lack but a contradiction", () => {
    const wanted = [object("data/a", 3), object("data/b"), object("data/c")];
    const { missing, different } = compare(wanted, [object("data/a", 2), object("data/b"), object("data/z")]);
    assert.deepEqual(missing, [object("data/c")]);
    assert.deepEqual(different, ["data/a"]);
  });

  it("goes in parts that the scratch folder has room for, in order, and what is larger goes alone", () => {
    const sizes = (most: number) =>
      batches(
        [3, 4, 9, 1, 1].map((bytes) => object("x", bytes)),
        most,
      );
    assert.deepEqual(
      sizes(7).map((batch) => batch.map(({ bytes }) => bytes)),
      [[3, 4], [9], [1, 1]],
    );
    assert.deepEqual(batches([], 7), []);
  });

  it("is written after what it refers to, and listed before it", () => {
    const refers = [
      ["snapshots", "index"],
      ["snapshots", "data"],
      ["index", "data"],
    ] as const;
    for (const [from, to] of refers) {
      assert.ok(written.indexOf(from) > written.indexOf(to), `${from} is written after ${to}`);
      assert.ok(listed.indexOf(from) < listed.indexOf(to), `${from} is listed before ${to}`);
    }
  });

  it("knows the content of what is named after it", () => {
    const name = "0123456789abcdef".repeat(4);
    assert.equal(named(object(`data/01/${name}`)).sha256, name);
    assert.equal(named(object("config")).sha256, undefined);
  });
});

describe("the receiver's identity", () => {
  const own = {
    TENANT: "harbor",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/v1/credentials",
    AWS_DEFAULT_REGION: "us-east-2",
    AZURE_CLIENT_ID: "own",
    RECEIVER: "aws-rebuild",
    RECEIVER_TOKEN_FILE: "/var/run/secrets/receiver/token",
  };
  const set = (environment: Readonly<Record<string, string | undefined>>) =>
    Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));

  it("is a role that AWS's SDK takes on with the pod's token, and nothing of the pod's own is left", () => {
    const given = { ...own, RECEIVER_CLOUD: "aws", RECEIVER_REGION: "eu-west-1", RECEIVER_IDENTITY: "arn:role" };
    const { identity, keepsHashes } = receiverOf(given);
    assert.deepEqual(set({ ...given, ...identity }), {
      ...set({ ...given, ...Object.fromEntries(Object.keys(own).map((name) => [name, undefined])) }),
      TENANT: "harbor",
      RECEIVER: own.RECEIVER,
      RECEIVER_TOKEN_FILE: own.RECEIVER_TOKEN_FILE,
      AWS_ROLE_ARN: "arn:role",
      AWS_ROLE_SESSION_NAME: "backup-copy-harbor",
      AWS_WEB_IDENTITY_TOKEN_FILE: own.RECEIVER_TOKEN_FILE,
      AWS_REGION: "eu-west-1",
    });
    assert.equal(keepsHashes, false);
  });

  it("is a managed identity that trusts the pod's token, in the receiver's directory", () => {
    const given = { ...own, RECEIVER_CLOUD: "azure", RECEIVER_IDENTITY: "theirs", RECEIVER_DIRECTORY: "directory" };
    const { identity } = receiverOf(given);
    assert.deepEqual(set(identity), {
      AZURE_CLIENT_ID: "theirs",
      AZURE_TENANT_ID: "directory",
      AZURE_FEDERATED_TOKEN_FILE: own.RECEIVER_TOKEN_FILE,
    });
  });

  it("is asked for by name where something is missing", () => {
    assert.throws(
      () => receiverOf({ ...own, RECEIVER_CLOUD: "azure" }),
      /RECEIVER_IDENTITY, RECEIVER_DIRECTORY not set/,
    );
    assert.throws(() => receiverOf({ ...own, RECEIVER_CLOUD: "elsewhere" }), /set one of aws, azure/);
  });
});
