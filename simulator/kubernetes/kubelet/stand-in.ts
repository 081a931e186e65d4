/** A container in a local pod that has no local program of its own. */
import type { Container, ContainerStatus } from "../api/model.ts";

/** Reported as done where it prepares the pod, else as running and ready. Its identity says that nothing ran. */
export function standIn(
  { name, image }: Container,
  { prepares, now }: { prepares: boolean; now: string },
): ContainerStatus {
  const done = { exitCode: 0, reason: "Completed", startedAt: now, finishedAt: now };
  return {
    name,
    image,
    imageID: "",
    ready: true,
    started: !prepares,
    restartCount: 0,
    state: prepares ? { terminated: done } : { running: { startedAt: now } },
  };
}
