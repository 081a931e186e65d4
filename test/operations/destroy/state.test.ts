import assert from "node:assert/strict";
import { kubeconfigOf } from "../../../operations/destroy/kubeconfig.ts";
import { cloudIds } from "../../../operations/destroy/leftovers.ts";
import { heldByLocks } from "../../../operations/destroy/locked.ts";
import { protectedClusters } from "../../../operations/destroy/protection.ts";
import { parseState, realOnes } from "../../../operations/state.ts";

const urn = (type: string, name: string) => `urn:pulumi:harbor::longshore::${type}::${name}`;
const of = (type: string, name: string, rest: object = {}) => ({ urn: urn(type, name), type, custom: true, ...rest });
const cluster = of("aws:eks/cluster:Cluster", "cluster", {
  id: "harbor",
  inputs: { deletionProtection: true },
  outputs: { name: "harbor", arn: "arn:aws:eks:eu-central-1:1:cluster/harbor" },
});
const provider = of("pulumi:providers:kubernetes", "kubernetes", { inputs: { kubeconfig: "{}" } });
const secret = of("kubernetes:core/v1:Secret", "argocd-cluster");
const parse = (...resources: object[]) => parseState({ version: 3, deployment: { resources } });

describe("the state that a destroy looks at", () => {
  it("counts what exists in a cloud or a cluster, and nothing of Pulumi's own", () => {
    const component = { urn: urn("longshore:aws:Network", "network"), type: "longshore:aws:Network" };
    const state = parse(cluster, provider, secret, component, of("random:index/randomPassword:RandomPassword", "a"));
    assert.deepEqual(
      realOnes(state).map(({ type }) => type),
      ["aws:eks/cluster:Cluster", "kubernetes:core/v1:Secret"],
    );
  });

  it("gives the way into the cluster as long as something of ours is in it", () => {
    assert.equal(kubeconfigOf(parse(cluster, provider, secret)), "{}");
    assert.equal(kubeconfigOf(parse(cluster, provider)), undefined);
    assert.equal(kubeconfigOf(parse()), undefined);
  });

  it("names clusters that AWS would not delete", () => {
    assert.deepEqual(protectedClusters(parse(cluster)), ["harbor"]);
    assert.deepEqual(protectedClusters(parse({ ...cluster, inputs: { deletionProtection: false } })), []);
  });

  it("keeps what is inside a locked resource, with what it names, and nothing beside it", () => {
    const server = "/subscriptions/s/resourceGroups/g/providers/Microsoft.DBforPostgreSQL/flexibleServers/harbor";
    const lock = of("azure-native:authorization:ManagementLockByScope", "keep", { inputs: { scope: server } });
    const workspace = of("azure-native:operationalinsights:Workspace", "logs", { id: "/subscriptions/s/workspaces/w" });
    const inside = of("azure-native:monitor:DiagnosticSetting", "logs", {
      id: `${server.toUpperCase()}/providers/a/b`,
      dependencies: [workspace.urn],
    });
    const namesake = of("azure-native:dbforpostgresql:Server", "other", { id: `${server}-replica-1` });
    assert.deepEqual(heldByLocks(parse(lock, workspace, inside, namesake)), [inside.urn, workspace.urn]);
    assert.deepEqual(heldByLocks(parse(workspace, inside)), []);
  });

  it("knows resources by id and by ARN", () => {
    assert.deepEqual([...cloudIds(parse(cluster))], ["harbor", "arn:aws:eks:eu-central-1:1:cluster/harbor"]);
  });
});
