import assert from "node:assert/strict";
import { certificateAuthority } from "../../../components/azure/kubeconfig.ts";
import { clusterWindow } from "../../../components/azure/windows.ts";
import { waitsFor } from "../graph.ts";
import { ofType, only } from "../mocks.ts";
import { platformWith, standardPlatform, variedPlatform } from "../platforms.ts";

const type = "azure-native:containerservice:ManagedCluster";

describe("azure cluster", () => {
  it("runs pods in an overlay with Cilium, out through the network's own gateways", async () => {
    const { resources } = await standardPlatform("azure-production");
    assert.partialDeepStrictEqual(only(resources, type).inputs.networkProfile, {
      networkPlugin: "azure",
      networkPluginMode: "overlay",
      networkDataplane: "cilium",
      networkPolicy: "cilium",
      outboundType: "userAssignedNATGateway",
      podCidr: "192.168.0.0/16",
      serviceCidr: "172.20.0.0/16",
      dnsServiceIP: "172.20.0.10",
    });
  });

  it("opens a public name to the named ranges only", async () => {
    const { resources } = await variedPlatform("azure");
    assert.partialDeepStrictEqual(only(resources, type).inputs.apiServerAccessProfile, {
      enablePrivateCluster: false,
      authorizedIPRanges: ["203.0.113.0/24"],
    });
  });

  it("has what it needs of network, key and vault before it is made", async () => {
    const { resources } = await standardPlatform("azure-production");
    const before = waitsFor(only(resources, type), resources).map(({ name }) => name);
    for (const right of ["cluster-network", "cluster-key", "cluster-vault"]) assert(before.includes(right), right);
  });

  it("leaves pools to their own resources and their number to the autoscaler", async () => {
    const { resources } = await standardPlatform("azure-production");
    assert.deepEqual(only(resources, type).ignoreChanges, ["agentPoolProfiles"]);
    for (const { ignoreChanges } of ofType(resources, "azure-native:containerservice:AgentPool"))
      assert.deepEqual(ignoreChanges, ["count"]);
  });

  it("keeps everything but the cluster's own pods off its system pools", async () => {
    const { resources } = await standardPlatform("azure-production");
    for (const { inputs } of ofType(resources, "azure-native:containerservice:AgentPool"))
      assert.deepEqual(inputs.nodeTaints, inputs.mode === "System" ? ["CriticalAddonsOnly=true:NoSchedule"] : []);
  });

  it("widens a window to the four hours that AKS asks for at least", () => {
    const window = { day: "sunday", hour: 22 } as const;
    assert.equal(clusterWindow({ ...window, minutes: 60 }).durationHours, 4);
    assert.equal(clusterWindow({ ...window, minutes: 330 }).durationHours, 6);
    assert.deepEqual(clusterWindow({ ...window, minutes: 60 }).schedule, {
      weekly: { dayOfWeek: "Sunday", intervalWeeks: 1 },
    });
  });

  it("lets people's groups fetch the way to the cluster, and gives them no right in it", async () => {
    const id = "00000000-0000-4000-8000-000000000001";
    const access = { access: { operators: { name: "on-call", id } } };
    const { resources } = await platformWith("azure-production", access);
    const given = ofType(resources, "azure-native:authorization:RoleAssignment").filter(
      ({ inputs }) => inputs.principalId === id,
    );
    assert.deepEqual(
      given.map(({ name, inputs }) => [name, inputs.principalType, String(inputs.roleDefinitionId).split("/").at(-1)]),
      [["cluster-operators", "Group", "4abbcc35-e782-43d8-92c5-2d3f1bd2253f"]],
    );
    const { metadata } = only(resources, "kubernetes:core/v1:Secret").inputs;
    const annotations: Readonly<Record<string, string>> = Reflect.get(Object(metadata), "annotations");
    assert.match(annotations["longshore.dev/kubernetes-groups"] ?? "", new RegExp(`"sync":\\["${id}"\\]`));
  });

  it("logs in with the runner's own identity, after the runner may", async () => {
    const { resources } = await standardPlatform("azure-production");
    const provider = only(resources, "pulumi:providers:kubernetes");
    const kubeconfig = String(provider.inputs.kubeconfig);
    assert.match(kubeconfig, /kubelogin.*azurecli/);
    assert.match(kubeconfig, /privatelink\.germanywestcentral\.azmk8s\.io:443/);
    assert.doesNotMatch(kubeconfig, /"token"|client-key|password/);
    const before = waitsFor(provider, resources).filter((each) => each.type.endsWith(":RoleAssignment"));
    assert(before.some(({ name }) => name === "cluster-8a2e4f73-a6b9-4d3b-85f8-3b7d9e1a2c46"));
  });

  it("takes the certificate authority out of what Azure hands to users, and nothing else", () => {
    const handed = "clusters: [{ cluster: { certificate-authority-data: QUJD, server: x } }]\nusers: []";
    assert.equal(certificateAuthority(Buffer.from(handed).toString("base64")), "QUJD");
    assert.throws(() => certificateAuthority(Buffer.from("clusters: []").toString("base64")));
  });
});
