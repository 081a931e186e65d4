/** The Kubernetes control plane behind an AKS cluster. */
import * as z from "zod";
import type { Backing } from "../../../cloud/definition.ts";
import { deleteAksCluster, startAksCluster } from "../../../kubernetes/aks/cluster.ts";
import { clusterInputs } from "./inputs.ts";

const outputs = z.looseObject({
  fqdn: z.string(),
  privateFQDN: z.string().optional(),
  oidcIssuerProfile: z.looseObject({ issuerURL: z.string().optional() }).optional(),
});

export const kubernetes: Backing = {
  program: "Kubernetes control plane",
  apply: async (simulator, resource) => {
    const { resourceName, kubernetesVersion, networkProfile } = clusterInputs.parse(resource.inputs);
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
    return {};
  },
  remove: (simulator, { id }) => deleteAksCluster(simulator, id),
  standIns: () => ["nodes are records, pods run only where a local program stands for their image"],
};
