import type { Subject } from "../judge/subject.ts";

/**
 * A server that holds nothing of its own: it follows another one, or brings back what another one held at an earlier second until
 * that has been copied out of it. One that was promoted still says where it came from.
 */
export const isCopy = ({ inputs }: Subject): boolean =>
  inputs.has("sourceServerResourceId") && !inputs.has("replica.promoteMode");
