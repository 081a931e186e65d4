/** Operators on the cluster of the tests, each installed once by whoever asks first: by its chart, as Pulumi does. */
import type { Properties } from "../../../simulator/providers/provider.ts";
import { connectedProvider, subject } from "./engine.ts";
import { account, region, type Simulation } from "./simulation.ts";

const charts = {
  "argo-cd": { namespace: "argocd", version: "10.1.1", repo: "https://argoproj.github.io/argo-helm", values: {} },
  "external-secrets": {
    namespace: "external-secrets",
    version: "1.3.2",
    repo: "https://charts.external-secrets.io",
    values: { serviceAccount: { name: "external-secrets" } },
  },
} as const;

const installed = new Map<string, Promise<Properties>>();

/** @returns the release's outputs */
export function installOperator(sim: Simulation, name: keyof typeof charts): Promise<Properties> {
  const known = installed.get(name) ?? install(sim, name);
  installed.set(name, known);
  return known;
}

async function install(sim: Simulation, name: keyof typeof charts): Promise<Properties> {
  if (name === "external-secrets") giveIdentity(sim);
  const { namespace, version, repo, values } = charts[name];
  const provider = await connectedProvider(sim);
  const release: Properties = {
    name,
    namespace,
    createNamespace: true,
    chart: name,
    version,
    repositoryOpts: { repo },
    values,
    timeout: 120,
  };
  return (await provider.create(subject("helm.sh/v3:Release", name), release, false)).outputs;
}

/** Lets External Secrets read every secret of the account, by EKS Pod Identity. */
function giveIdentity(sim: Simulation): void {
  const role = `arn:aws:iam::${account}:role/external-secrets`;
  const document = (statement: Properties) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const trust = document({
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
  });
  const policy = document({
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue"],
    Resource: `arn:aws:secretsmanager:${region}:${account}:secret:*`,
  });
  sim.put("aws:iam/role:Role", "external-secrets", { name: "external-secrets", arn: role, assumeRolePolicy: trust });
  sim.put("aws:iam/rolePolicy:RolePolicy", "external-secrets:read", { role: "external-secrets", name: "read", policy });
  const arn = `arn:aws:eks:${region}:${account}:cluster/harbor`;
  sim.put("aws:eks/cluster:Cluster", "harbor", { name: "harbor", arn });
  sim.put("aws:eks/podIdentityAssociation:PodIdentityAssociation", "a-2", {
    clusterName: "harbor",
    namespace: "external-secrets",
    serviceAccount: "external-secrets",
    roleArn: role,
  });
}

/** Puts a secret into the simulated store, or another value into one that is there. */
export function putSecret(sim: Simulation, name: string, value: Readonly<Record<string, string>>): void {
  const arn = `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;
  sim.put("aws:secretsmanager/secret:Secret", arn, { name, arn, tags: {} });
  const version = { secretId: arn, secretString: JSON.stringify(value), versionId: "v1" };
  sim.put("aws:secretsmanager/secretVersion:SecretVersion", `${arn}|v1`, version);
}
