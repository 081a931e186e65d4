/** What one running simulator consists of. The daemon puts it together; every room takes from it what it needs. */
import type { CredentialIssuer } from "./aws/api/credentials.ts";
import type { EntraIssuer } from "./azure/entra/tokens.ts";
import type { CertificateAuthority } from "./certificates.ts";
import type { Faults } from "./faults.ts";
import type { Internet } from "./internet/internet.ts";
import type { SimulatorPaths } from "./paths.ts";
import type { Runs } from "./runs.ts";
import type { Supervisor } from "./supervisor.ts";
import type { Toolchain } from "./toolchain/toolchain.ts";
import type { World } from "./world.ts";

export interface Simulator {
  readonly paths: SimulatorPaths;
  readonly world: World;
  readonly supervisor: Supervisor;
  readonly toolchain: Toolchain;
  readonly certificates: CertificateAuthority;
  /** Of AWS. */
  readonly credentials: CredentialIssuer;
  /** Of Azure. */
  readonly entra: EntraIssuer;
  readonly internet: Internet;
  readonly runs: Runs;
  readonly faults: Faults;
}
