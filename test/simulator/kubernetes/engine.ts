/** What Pulumi's engine brings to the provider: credentials of whoever runs it, and the kubeconfig of the stack's cluster. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { openKubernetes } from "../../../simulator/kubernetes/provider/provider.ts";
import type { Properties, Provider, Subject } from "../../../simulator/providers/provider.ts";
import { account, host, region, type Simulation } from "./simulation.ts";

export const administrator = "longshore-administrator";
const everything = {
  policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
  accessScope: { type: "cluster" },
};
const roleArn = (role: string) => `arn:aws:iam::${account}:role/${role}`;
/** The simulator's own `aws`. */
const aws = join(import.meta.dirname, "..", "..", "..", "simulator", "engine", "aws-cli.ts");
const getToken = [aws, "--region", region, "eks", "get-token", "--cluster-name", "harbor"];

/** Gives a role an access entry with a policy, as the stack's program does; by default that of an administrator. */
export function admit(sim: Simulation, role: string, policy: Properties = everything): void {
  const entry = { clusterName: "harbor", principalArn: roleArn(role) };
  sim.put("aws:eks/accessEntry:AccessEntry", `harbor:${role}`, entry);
  sim.put("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", `harbor#${role}`, { ...entry, ...policy });
}

/** Logs in with the environment's AWS credentials; `aws` is the simulator's own. */
export function kubeconfig(sim: Simulation): string {
  const authority = Buffer.from(sim.simulator.certificates.certificate).toString("base64");
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: process.execPath,
    args: getToken,
    interactiveMode: "Never",
  };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "harbor", cluster: { server: `https://${host}`, "certificate-authority-data": authority } }],
    users: [{ name: "runner", user: { exec } }],
    contexts: [{ name: "platform", context: { cluster: "harbor", user: "runner" } }],
    "current-context": "platform",
  });
}

/** What an engine runs with that has taken on a role. */
function environmentOf(sim: Simulation, role: string): Readonly<Record<string, string>> {
  const session = {
    kind: "session",
    account,
    role: roleArn(role),
    session: "anna",
    tags: {},
    transitiveTags: [],
  } as const;
  const { accessKeyId, secretAccessKey, sessionToken } = sim.simulator.credentials.issueCredentials(session, 3600);
  return {
    ...sim.simulator.internet.environment(),
    PATH: process.env.PATH ?? "",
    HOME: sim.simulator.paths.home,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}

/** A token for the cluster, as `aws eks get-token` makes it for a role. */
export function eksToken(sim: Simulation, role: string): string {
  const answer = execFileSync(process.execPath, getToken, { env: environmentOf(sim, role), encoding: "utf8" });
  return JSON.parse(answer).status.token;
}

/** A provider that an engine opened which runs as this role; not configured yet. */
export const openProvider = (sim: Simulation, role: string): Provider =>
  openKubernetes(sim.simulator, environmentOf(sim, role));

/** A provider that is logged in to the cluster. */
export async function connectedProvider(sim: Simulation, settings: Properties = {}): Promise<Provider> {
  admit(sim, administrator);
  const provider = openProvider(sim, administrator);
  await provider.configure({ kubeconfig: kubeconfig(sim), ...settings });
  return provider;
}

/** A resource of a program, by its token's last part, for example `apps/v1:Deployment`. */
export const subject = (kind: string, name: string): Subject => ({
  type: `kubernetes:${kind}`,
  urn: `urn:pulumi:test::longshore::kubernetes:${kind}::${name}`,
});
