/** The Kubernetes control plane behind an AKS cluster. */
import * as z from "zod";
import type { Backing } from "../../../cloud/definition.ts";
import { addAksPool, cutAksCluster, deleteAksCluster, startAksCluster } from "../../../kubernetes/aks/cluster.ts";
import { poolOf } from "../../../kubernetes/aks/pools.ts";
import { lastSegment, parentId } from "../../names.ts";
import { clusterInputs, poolShape } from "./inputs.ts";

const outputs = z.looseObject({
  fqdn: z.string(),
  privateFQDN: z.string().optional(),
  oidcIssuerProfile: z.looseObject({ issuerURL: z.string().optional() }).optional(),
});

export const kubernetes: Backing = {
  program: "Kubernetes control plane",
  apply: async (simulator, resource) => {
    const { resourceName, kubernetesVersion, networkProfile, agentPoolProfiles } = clusterInputs.parse(resource.inputs);
    const { fqdn, privateFQDN, oidcIssuerProfile } = outputs.parse(resource.outputs);
    await startAksCluster(simulator, {
      id: resource.id,
      name: resourceName,
      account: resource.account,
      region: resource.region,
      version: kubernetesVersion.split(".").slice(0, 2).join("."),
      host: privateFQDN ?? fqdn,
      issuer: oidcIssuerProfile?.issuerURL ?? `https://${fqdn}/`,
      serviceRange: networkProfile.serviceCidr,
    });
    for (const pool of agentPoolProfiles)
      await addAksPool(simulator, resource.id, poolOf(pool.name, pool, resource.region));
    return {};
  },
  cut: (simulator, { id }) => cutAksCluster(simulator, id),
  remove: (simulator, { id }) => deleteAksCluster(simulator, id),
  standIns: () => [
    "nodes are records, pods run only where a local program stands for their image",
    "load balancers answer drills, in the place of Traefik, PgBouncer and Odoo (simulator/application)",
  ],
};

/** The nodes of a pool: records that the cluster's scheduler reckons with. */
export const nodes: Backing = {
  program: "Kubernetes control plane",
  apply: async (simulator, { id, region, inputs }) => {
    await addAksPool(simulator, parentId(id), poolOf(lastSegment(id), poolShape.parse(inputs), region));
    return {};
  },
  // The records stay as long as the cluster does: without the pool nothing asks for them.
  remove: async () => {},
  standIns: () => ["its nodes are records"],
};
