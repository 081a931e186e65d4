import assert from "node:assert/strict";
import { describeFollowers, reached } from "../../../operations/failover/lag.ts";
import { followers } from "../../../operations/followers.ts";
import { parseState } from "../../../operations/state.ts";

const minute = (count: number) => new Date(Date.UTC(2026, 10, 22, 3, count));

describe("how far a database is behind", () => {
  it("is the last transaction that it has, which later figures of one that gets nothing name as well", () => {
    const lags = [
      { at: minute(0), seconds: 2 },
      { at: minute(1), seconds: 1 },
      { at: minute(2), seconds: 61 },
      { at: minute(3), seconds: 121 },
    ];
    assert.deepEqual(reached(lags), new Date(minute(1).getTime() - 1000));
  });

  it("is not known where there is no figure, or only one that says that nothing is replicated", () => {
    assert.equal(reached([]), undefined);
    assert.equal(reached([{ at: minute(0), seconds: -1 }]), undefined);
  });

  it("is said with what is lost by going on, by the server that has least", () => {
    const said = describeFollowers(
      [
        { name: "main", until: minute(10) },
        { name: "tarquell", until: minute(4) },
      ],
      "aws-national",
      minute(11),
    ).join("\n");
    assert.match(said, /main: has all that was committed until 2026-11-22T03:10:00Z, 60 s ago/);
    assert.match(said, /tarquell: .*03:04:00Z, 7 minutes ago/);
    assert.match(said, /loses what aws-national acknowledged after 2026-11-22T03:04:00Z/);
  });

  it("makes nobody believe that nothing is lost where one server has no figure", () => {
    const followed = [
      { name: "main", until: minute(10) },
      { name: "tarquell", until: undefined, silence: "aws is not on the path" },
    ];
    const said = describeFollowers(followed, "aws-national", minute(11)).join("\n");
    assert.match(said, /tarquell: how far it is cannot be told: aws is not on the path/);
    assert.match(said, /Going on loses what aws-national acknowledged and these servers have not got/);
    assert.doesNotMatch(said, /acknowledged after/);
  });
});

describe("databases that follow one in another region", () => {
  const entry = (type: string, name: string, inputs: object, outputs: object = {}) => ({
    urn: `urn:pulumi:a::b::${type}::${name}`,
    type,
    id: name,
    custom: true,
    inputs,
    outputs,
  });
  const [rds, flexible] = ["aws:rds/instance:Instance", "azure-native:dbforpostgresql:Server"];

  it("are those of another region, and not the readable ones beside a server", () => {
    const state = parseState({
      deployment: {
        resources: [
          entry(rds, "away", { replicateSourceDb: "arn:aws:rds:us-east-2:1:db:main" }),
          entry(rds, "beside", { replicateSourceDb: "main" }),
          entry(rds, "own", {}),
          entry(flexible, "far", { createMode: "Replica" }, { replicationRole: "GeoAsyncReplica" }),
          entry(flexible, "promoted", { createMode: "Replica" }, { replicationRole: "Primary" }),
          entry(flexible, "near", { createMode: "Replica" }, { replicationRole: "AsyncReplica" }),
        ],
      },
    });
    assert.deepEqual(
      followers(state).map(({ id }) => id),
      ["away", "far"],
    );
  });
});
