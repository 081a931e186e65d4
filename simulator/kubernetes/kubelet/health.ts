/** A container's three probes together: when it has started, whether it is ready, whether it still lives. */
import type { Container } from "../api/model.ts";
import { firstSuccess, type Locate, probing } from "./probe.ts";

export interface HealthArgs {
  readonly container: Container;
  readonly locate: Locate;
  /** Ends with the process. */
  readonly signal: AbortSignal;
  /** Told when readiness changes; a container starts unready if it has a probe for it. */
  readonly ready: (ready: boolean) => void;
  /** Told once when the container has to be started again. */
  readonly dead: () => void;
}

export async function watchHealth({ container, locate, signal, ready, dead }: HealthArgs): Promise<void> {
  const { startupProbe, readinessProbe, livenessProbe } = container;
  if (startupProbe && !(await firstSuccess(startupProbe, locate, signal))) dead();
  if (signal.aborted) return;
  const alive = async () => {
    if (!livenessProbe) return;
    const answered = () => {
      dead();
      return false;
    };
    await probing({ probe: livenessProbe, locate, signal, answered });
  };
  const able = async () => {
    if (!readinessProbe) return;
    while (!(await firstSuccess(readinessProbe, locate, signal))) if (signal.aborted) return;
    const answered = (healthy: boolean) => {
      ready(healthy);
      return true;
    };
    answered(true);
    await probing({ probe: readinessProbe, locate, signal, answered });
  };
  await Promise.all([alive(), able()]);
}
