import assert from "node:assert/strict";
import { describeStatus } from "../../../operations/simulator/status.ts";
import { simulatorPaths } from "../../../simulator/paths.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";

describe("status of a simulator", () => {
  const home = temporaryFolder();
  after(() => removeFolder(home));

  it("keeps apart what really runs and what is a record only", () => {
    const place = { account: "123456789012", region: "eu-central-1" };
    const subnet = { ...place, type: "aws:ec2/subnet:Subnet", standIns: ["a record only"] };
    const status = {
      pid: 17,
      startedAt: 0,
      processes: ["postgres", "etcd"],
      resources: [
        { ...subnet, id: "subnet-1" },
        { ...place, type: "aws:rds/instance:Instance", id: "main", program: "PostgreSQL", standIns: ["one zone"] },
        { ...subnet, id: "subnet-2" },
      ],
    };
    assert.equal(
      describeStatus(simulatorPaths(home), status, { off: [], attempts: [] }),
      `The simulator runs in ${home}, process 17.

Processes:
  etcd
  postgres

Real programs:
  aws:rds/instance:Instance main: PostgreSQL; not as in the cloud: one zone

Records only:
  2 aws:ec2/subnet:Subnet`,
    );
  });

  it("shows what is switched off, and who called there all the same", () => {
    const region = "eu-central-1";
    const call = "update aws:rds/instance:Instance main";
    const outages = { off: [region], attempts: [{ region, by: "pulumi", call, times: 2 } as const] };
    const said = describeStatus(simulatorPaths(home), { pid: 17, startedAt: 0, processes: [], resources: [] }, outages);
    assert.match(said, /^Switched off:\n {2}eu-central-1$/m);
    assert.match(said, /^ {2}eu-central-1: update aws:rds\/instance:Instance main, 2 times, by Pulumi$/m);
  });
});
