/** Puts a simulator together and takes it apart. */
import { CredentialIssuer } from "./aws/api/credentials.ts";
import { EntraIssuer } from "./azure/entra/tokens.ts";
import { CertificateAuthority } from "./certificates.ts";
import { lagOf } from "./databases/lag.ts";
import { administratorRole } from "./engine/environment.ts";
import { Faults } from "./faults.ts";
import { startInternet } from "./internet/internet.ts";
import { findTokenUser, stopClusters } from "./kubernetes/clusters.ts";
import { whoIs } from "./kubernetes/eks/cluster.ts";
import type { SimulatorPaths } from "./paths.ts";
import { Runs } from "./runs.ts";
import type { Simulator } from "./simulator.ts";
import { Supervisor } from "./supervisor.ts";
import { readToolchain } from "./toolchain/toolchain.ts";
import { World } from "./world.ts";

/** Starts what every simulator has; what stands in its clouds is started by `cloud/lifecycle.ts`. */
export async function assemble(paths: SimulatorPaths): Promise<Simulator> {
  const toolchain = readToolchain();
  const supervisor = new Supervisor(paths);
  await supervisor.endLeftovers();
  const world = new World(paths.state);
  const certificates = await CertificateAuthority.open(paths.state);
  const credentials = new CredentialIssuer(paths.state);
  const entra = new EntraIssuer(paths.state);
  const internet = await startInternet({
    paths,
    world,
    supervisor,
    toolchain,
    authority: certificates,
    administrators: [administratorRole("*")],
    whoIs: (token) => whoIs(simulator, token),
    lagOf: (resource) => lagOf(simulator, resource),
    entra,
    whoIsWorkload: (token, audience) => findTokenUser(simulator, token, audience),
  });
  const simulator: Simulator = {
    paths,
    world,
    supervisor,
    toolchain,
    certificates,
    credentials,
    entra,
    internet,
    runs: new Runs(),
    faults: new Faults(),
  };
  return simulator;
}

/** Ends all processes; what stands in the clouds stays for the next start. */
export async function dismantle(simulator: Simulator): Promise<void> {
  await stopClusters(simulator);
  await simulator.internet.close();
  await simulator.supervisor.stopAll();
}
