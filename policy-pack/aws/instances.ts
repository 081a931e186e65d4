import type { Subject } from "../judge/subject.ts";

/**
 * An instance that holds nothing of its own: it follows another one, or brings back what another one held at an earlier second
 * until that has been copied out of it (components/aws/database-instance.ts gives those the name).
 */
export const isCopy = ({ inputs }: Pick<Subject, "inputs">): boolean =>
  inputs.has("replicateSourceDb") ||
  (inputs.has("restoreToPointInTime") && String(inputs.get("identifier")).endsWith("-rewind"));
