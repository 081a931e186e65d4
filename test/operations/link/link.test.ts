import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formerParts, withoutParts } from "../../../operations/failback/former.ts";
import { changedSecrets, differences } from "../../../operations/link/differences.ts";
import { readConfig, withChanges, writeSettings, writtenFile } from "../../../operations/stack-file.ts";
import { parseState, resourcesOf } from "../../../operations/state.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";

describe("facts that were copied", () => {
  it("are compared path by path", () => {
    const was = { region: "us-east-2", shared: { database: "one" }, names: ["a"] };
    const is = { region: "us-east-2", shared: { database: "two" }, names: ["a", "b"], dedicated: {} };
    assert.deepEqual(differences(was, is, "link.primary"), [
      'link.primary.shared.database: "one", now "two"',
      'link.primary.names: ["a"], now ["a","b"]',
      "link.primary.dedicated: not copied yet",
    ]);
    assert.deepEqual(differences(is, is, "link.primary"), []);
  });

  it("say which passwords are others, and none of their values", () => {
    const found = changedSecrets(
      { a: "secret-1", b: "secret-2", c: "secret-3" },
      { a: "secret-1", b: "secret-4", d: "secret-5" },
    );
    assert.deepEqual(found, ["linkSecrets.b: another", "linkSecrets.c: gone", "linkSecrets.d: new"]);
  });
});

describe("a stack's file", () => {
  let tree: string;
  const stack = "aws-recovery";
  const text = `# who\nconfig:\n  longshore:role: recovery # waits\n  longshore:link: { peer: aws-national, by: replica }\n`;
  const changes = [
    [["longshore:role"], "primary"],
    [["longshore:link", "primary"], { passwordDate: "2026-11-01", names: ["a"] }],
  ] as const;
  beforeEach(() => {
    tree = temporaryFolder();
    mkdirSync(join(tree, "stacks"));
    writeFileSync(join(tree, "stacks", `Pulumi.${stack}.yaml`), text);
  });
  afterEach(() => removeFolder(tree));

  it("keeps its comments when a command changes it, and dates stay texts for Pulumi", () => {
    writeSettings(tree, stack, changes, {});
    const written = readFileSync(writtenFile(tree, stack, {}), "utf8");
    assert.match(written, /^# who\n/);
    assert.match(written, /role: "?primary"? # waits/);
    assert.match(written, /passwordDate: "2026-11-01"/);
    assert.deepEqual(readConfig(tree, stack, {}), withChanges(readConfig(tree, stack, {}), changes));
  });

  it("is left alone in a simulator, which keeps what commands write and reads both together", () => {
    const environment = { LONGSHORE_SETTINGS: join(tree, "state", "settings") };
    writeSettings(tree, stack, changes, environment);
    assert.equal(readFileSync(join(tree, "stacks", `Pulumi.${stack}.yaml`), "utf8"), text);
    assert.deepEqual(readConfig(tree, stack, environment), {
      "longshore:role": "primary",
      "longshore:link": {
        peer: "aws-national",
        by: "replica",
        primary: { passwordDate: "2026-11-01", names: ["a"] },
      },
    });
  });
});

describe("databases that a former primary leaves", () => {
  const urn = (type: string, name: string) => `urn:pulumi:s::longshore::${type}::${name}`;
  const component = urn("longshore:aws:Database", "database");
  const instance = "aws:rds/instance:Instance";
  const password = "random:index/randomPassword:RandomPassword";
  const inside = (type: string, name: string) => ({ urn: urn(type, name), type, custom: true, parent: component });
  const reader = {
    urn: urn("aws:secretsmanager/secretVersion:SecretVersion", "secrets-database-administrator"),
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    custom: true,
    dependencies: [urn(instance, "database"), component],
    propertyDependencies: { secretString: [urn(instance, "database")] },
  };
  const state = parseState({
    deployment: {
      resources: [
        { urn: component, type: "longshore:aws:Database" },
        inside(password, "database"),
        inside("aws:rds/subnetGroup:SubnetGroup", "database"),
        inside("random:index/randomId:RandomId", "database-final"),
        inside("aws:cloudwatch/logGroup:LogGroup", "database-postgresql"),
        inside(instance, "database"),
        inside(instance, "database-replica-1"),
        reader,
      ],
    },
  });

  it("are the servers of that generation, with what is theirs alone, and passwords", () => {
    assert.deepEqual(
      formerParts(state, 1, "replica").map(({ urn }) => urn.split("::").slice(2).join(" ")),
      [
        `${password} database`,
        "random:index/randomId:RandomId database-final",
        "aws:cloudwatch/logGroup:LogGroup database-postgresql",
        `${instance} database`,
      ],
    );
    assert.deepEqual(
      formerParts(state, 2, "replica").map(({ type }) => type),
      [password],
    );
  });

  it("keep the key of geo-redundant backups in the state, unless a replica comes next", () => {
    const azure = `urn:pulumi:recovery::longshore::longshore:azure:Database::database`;
    const parts = [
      { urn: azure, type: "longshore:azure:Database" },
      ...["dbforpostgresql:Server::database", "keyvault:Key::database-geo"].map((part) => ({
        urn: `urn:pulumi:recovery::longshore::azure-native:${part}`,
        type: `azure-native:${part.split("::")[0]}`,
        parent: azure,
      })),
    ];
    const state = parseState({ deployment: { resources: parts } });
    assert.equal(formerParts(state, 1, "replica").length, 2);
    assert.deepEqual(
      formerParts(state, 1, "backups").map(({ type }) => type),
      ["azure-native:dbforpostgresql:Server"],
    );
  });

  it("are out of the state, and nothing waits for them", () => {
    const left = resourcesOf(withoutParts(state, formerParts(state, 1, "replica")));
    assert.equal(left.length, 4);
    const found = left.find(({ urn }) => urn === reader.urn);
    assert.deepEqual(found?.dependencies, [component]);
    assert.deepEqual(found?.propertyDependencies, { secretString: [] });
  });
});
