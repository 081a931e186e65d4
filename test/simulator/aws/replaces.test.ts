/** What cannot change in place, where only a part of a property cannot: https://github.com/hashicorp/terraform-provider-aws (2026-11). */
import assert from "node:assert/strict";
import { overlap } from "../../../simulator/aws/windows.ts";
import { Bench } from "./bench.ts";

const cluster = "aws:eks/cluster:Cluster";
const always = {
  name: "main",
  version: "1.35",
  roleArn: "arn:aws:iam::123456789012:role/main",
  vpcConfig: { subnetIds: [] },
};
const access = (authenticationMode: string, bootstrapClusterCreatorAdminPermissions: boolean) => ({
  ...always,
  accessConfig: { authenticationMode, bootstrapClusterCreatorAdminPermissions },
});

describe("a change of a part of a property", () => {
  let bench: Bench;
  before(async () => {
    bench = await Bench.open();
  });
  after(() => bench.close());

  it("replaces a cluster where EKS cannot do it", async () => {
    const next = access("API", true);
    assert.deepEqual(await bench.replaces(cluster, access("API", false), next), ["accessConfig"]);
    assert.deepEqual(await bench.replaces(cluster, access("API_AND_CONFIG_MAP", true), next), []);
  });

  it("replaces it for other addresses of Services, not for a load balancer", async () => {
    const network = (serviceIpv4Cidr: string, enabled: boolean) => ({
      ...always,
      kubernetesNetworkConfig: { serviceIpv4Cidr, elasticLoadBalancing: { enabled } },
    });
    const old = network("172.20.0.0/16", false);
    assert.deepEqual(await bench.replaces(cluster, old, network("10.100.0.0/16", false)), ["kubernetesNetworkConfig"]);
    assert.deepEqual(await bench.replaces(cluster, old, network("172.20.0.0/16", true)), []);
  });

  it("promotes a replica in place, and takes names that it has already for what they are", async () => {
    const replica = { identifier: "main", instanceClass: "db.t4g.micro", replicateSourceDb: "source" };
    const { replicateSourceDb: _, ...alone } = replica;
    const outputs = { ...replica, username: "longshore", engine: "postgres" };
    const promoted = (username: string) => ({ ...alone, username, engine: "postgres" });
    const instance = "aws:rds/instance:Instance";
    assert.deepEqual(await bench.replaces(instance, replica, promoted("longshore"), outputs), []);
    assert.deepEqual(await bench.replaces(instance, replica, promoted("other"), outputs), ["username"]);
  });
});

describe("windows for backups and for maintenance", () => {
  it("meet where they share a minute, over midnight and over the end of the week too", () => {
    assert.equal(overlap("23:30-00:30", "sun:01:00-sun:05:00"), false);
    assert.equal(overlap("02:00-03:00", "sun:01:00-sun:05:00"), true);
    assert.equal(overlap("23:30-00:30", "tue:00:00-tue:01:00"), true);
    assert.equal(overlap("00:00-00:30", "sun:23:30-mon:00:15"), true);
    assert.equal(overlap("05:00-06:00", "sun:01:00-sun:05:00"), false);
  });
});
