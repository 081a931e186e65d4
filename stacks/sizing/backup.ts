/** What a tenant's backup jobs need (`gitops/backup`). */
import { type Figures, notations, type Resources } from "./units.ts";

/** One backup job. Uncompressed dump and all files pass through its scratch volume. */
export const backupJob: { readonly requests: Figures; readonly limits: Figures } = {
  requests: { cpu: 500, memory: 512 },
  limits: { cpu: 2000, memory: 2048 },
};
/** Most that run side by side: dump, verify and archive can meet on the first of a month. */
export const backupsTogether = 3;
/**
 * GiB to start with, and for each named user on top: a first guess, corrected by the sizes that the jobs report. Up to
 * `onNode` it is on the node's own disk, where two side by side leave room for images: EKS Auto Mode gives a node 80 GiB
 * (https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html, read 2026-11).
 */
const scratch = { base: 10, perUser: 0.2, onNode: 40 } as const;

export interface BackupSizing {
  readonly resources: Resources;
  /** `volume`: it gets one of its own; otherwise it is a part of the node's disk. */
  readonly scratch: { readonly size: string; readonly volume: boolean };
}

export function backupSizing(namedUsers: number): BackupSizing {
  const gib = Math.ceil(scratch.base + namedUsers * scratch.perUser);
  return {
    resources: notations(backupJob),
    scratch: { size: `${gib}Gi`, volume: gib > scratch.onNode },
  };
}
