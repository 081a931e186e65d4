/** What the simulator's Kubernetes needs of the rest of the simulator. */
import type { CertificateAuthority } from "../certificates.ts";
import type { SimulatorPaths } from "../paths.ts";
import type { Supervisor } from "../supervisor.ts";
import type { Toolchain } from "../toolchain/toolchain.ts";
import type { World } from "../world.ts";

export interface Surroundings {
  readonly paths: SimulatorPaths;
  readonly world: World;
  readonly supervisor: Supervisor;
  readonly toolchain: Toolchain;
  readonly certificates: CertificateAuthority;
  /** The simulated internet. */
  readonly internet: {
    /** Variables with which a local process reaches it: proxy, trusted certificates. */
    environment(): Readonly<Record<string, string>>;
  };
}
