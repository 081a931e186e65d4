/** The governed parameters of PostgreSQL as RDS takes them. */
import type { Size } from "../contracts/context.ts";
import { governedParameters, parameterValues } from "../postgresql.ts";

/** Parameters that only RDS has; a stack cannot deviate from them. */
const onlyRds: Readonly<Record<string, string>> = {
  // A connection without TLS is refused.
  "rds.force_ssl": "1",
  // Passwords are checked by SCRAM only, never by MD5.
  "rds.accepted_password_auth_method": "scram",
};

/** RDS writes switches as 1 and 0. */
const switches: Readonly<Record<string, string>> = { on: "1", off: "0" };

export interface RdsParameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

/** @param deviations  checked before: see `deviationProblem` */
export function rdsParameters(size: Size, deviations: Readonly<Record<string, string>>): readonly RdsParameter[] {
  const governed = governedParameters(size);
  const values = { ...parameterValues(size, deviations), ...onlyRds };
  return Object.entries(values).map(([name, value]) => ({
    name,
    value: switches[value] ?? value,
    applyMethod: governed[name]?.restart ? "pending-reboot" : "immediate",
  }));
}
