import type { Subject } from "../judge/subject.ts";

/** A copy that follows another server; it holds nothing of its own. */
export const isReplica = ({ inputs }: Subject): boolean => inputs.has("sourceServerResourceId");
