/** The Kubernetes control plane behind an EKS cluster. */
import * as z from "zod";
import type { Backing } from "../../../cloud/definition.ts";
import { cutEksCluster, deleteEksCluster, startEksCluster } from "../../../kubernetes/eks/cluster.ts";
import type { SimulatedResource, World } from "../../../world.ts";
import { subnet } from "../ec2/targets.ts";

const inputs = z.looseObject({
  name: z.string(),
  version: z.string(),
  vpcConfig: z.looseObject({ subnetIds: z.array(z.string()) }),
  kubernetesNetworkConfig: z
    // EKS user guide: without a choice, services get 172.20.0.0/16 or 10.100.0.0/16 (2026-11).
    .looseObject({ serviceIpv4Cidr: z.string().default("172.20.0.0/16") })
    .default({ serviceIpv4Cidr: "172.20.0.0/16" }),
});

export const kubernetes: Backing = {
  program: "Kubernetes control plane",
  apply: async (simulator, resource) => {
    const { name, version, kubernetesNetworkConfig } = inputs.parse(resource.inputs);
    const { account, region, outputs } = resource;
    await startEksCluster(simulator, {
      name,
      account,
      region,
      version,
      host: new URL(String(outputs.endpoint)).hostname,
      issuer: String(outputs.issuer),
      serviceRange: kubernetesNetworkConfig.serviceIpv4Cidr,
      zones: zonesOf(resource, simulator.world),
    });
    const authority = Buffer.from(simulator.certificates.certificate).toString("base64");
    return { certificateAuthority: { data: authority } };
  },
  cut: (simulator, { account, region, inputs: { name } }) =>
    cutEksCluster(simulator, { account, region, name: String(name) }),
  remove: (simulator, { account, region, inputs: { name } }) =>
    deleteEksCluster(simulator, { account, region, name: String(name) }),
  standIns: () => [
    "nodes are records, pods run only where a local program stands for their image",
    "load balancers answer drills, in the place of Traefik, PgBouncer and Odoo (simulator/application)",
  ],
};

function zonesOf({ inputs: found }: SimulatedResource, world: World): readonly string[] {
  const { subnetIds } = inputs.parse(found).vpcConfig;
  const zones = subnetIds.map((id) => String(world.find(subnet.type, id)?.outputs.availabilityZone));
  return [...new Set(zones)].sort();
}
