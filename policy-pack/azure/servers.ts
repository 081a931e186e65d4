import type { Subject } from "../judge/subject.ts";

/**
 * A server that holds nothing of its own: it follows another one, or brings back what another one held at an earlier second until
 * that has been copied out of it. One that was promoted still says where it came from, and has a password of its own.
 */
export const isCopy = (server: Subject): boolean =>
  server.inputs.has("sourceServerResourceId") &&
  !server.inputs.has("administratorLoginPassword") &&
  !isPromoted(server);

/** A replica that is to become a server of its own with this very update. */
export const isPromoted = ({ inputs }: Subject): boolean => inputs.has("replica.promoteMode");
