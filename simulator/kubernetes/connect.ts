/** A way into a running cluster for another process than the simulator's own. */
import { readFileSync } from "node:fs";
import type { ClusterAccess } from "../control/messages.ts";
import { Api } from "./api/api.ts";

/** As an administrator. */
export const connectCluster = ({ server, caFile, token }: ClusterAccess): Api =>
  new Api({ server, ca: readFileSync(caFile, "utf8"), token: async () => token });
