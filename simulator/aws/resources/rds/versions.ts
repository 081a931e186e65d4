/** What RDS refuses of an engine, its version and the class that shall run it. */
import type { Refusal } from "../../../cloud/definition.ts";
import type { InstanceInputs } from "./inputs.ts";

export const majorOf = (version: string | undefined): string => version?.split(".")[0] ?? "";

/** Major versions of PostgreSQL that RDS offers: RDS release notes, PostgreSQL versions (2026-11). */
const majors = ["11", "12", "13", "14", "15", "16", "17", "18"];

/**
 * Classes that run no PostgreSQL from 13 on: RDS user guide, supported engines for DB instance classes (2026-11), and
 * https://github.com/Fraudmarc/fraudmarc-ce/issues/55 for t2.
 */
const oldClasses = /^db\.(m3|m4|r3|r4|t2)\./;

/** Whether another instance says which engine it is. */
const takesEngine = ({ replicateSourceDb, restoreToPointInTime }: InstanceInputs): boolean =>
  replicateSourceDb !== undefined || restoreToPointInTime !== undefined;

export const versionRefusals: readonly Refusal<InstanceInputs>[] = [
  {
    code: "InvalidParameterValue",
    when: ({ inputs, old }) =>
      (inputs.engine ?? (takesEngine(inputs) ? "postgres" : old?.outputs.engine)) !== "postgres",
    message: ({ inputs }) => `Invalid DB engine: ${inputs.engine} (the simulator runs postgres only)`,
    source: { believed: "the simulator's own: it has no other engine" },
  },
  {
    code: "InvalidParameterCombination",
    when: ({ inputs: { engineVersion } }) => engineVersion !== undefined && !majors.includes(majorOf(engineVersion)),
    message: ({ inputs }) => `Cannot find version ${inputs.engineVersion} for postgres`,
    source: "https://github.com/tryretool/terraform-retool-modules/issues/7 (read 2026-11)",
  },
  {
    code: "InvalidParameterCombination",
    when: ({ inputs: { engineVersion, instanceClass } }) =>
      Number(majorOf(engineVersion)) >= 13 && oldClasses.test(instanceClass),
    message: ({ inputs: { engineVersion, instanceClass } }) =>
      `RDS does not support creating a DB instance with the following combination: DBInstanceClass=${instanceClass}, Engine=postgres, EngineVersion=${engineVersion}, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`,
    source: "https://github.com/aws-quickstart/quickstart-awx/issues/47 (read 2026-11)",
  },
  {
    code: "InvalidParameterCombination",
    when: ({ inputs: { engineVersion }, old }) =>
      engineVersion !== undefined &&
      Number(majorOf(engineVersion)) < Number(majorOf(String(old?.outputs.engineVersion))),
    message: ({ inputs, old }) =>
      `Cannot upgrade postgres from ${old?.outputs.engineVersion} to ${inputs.engineVersion}`,
    source: "https://github.com/terraform-aws-modules/terraform-aws-rds-aurora/issues/308 (read 2026-11)",
  },
  {
    code: "InvalidParameterCombination",
    when: ({ inputs: { engineVersion, allowMajorVersionUpgrade }, old }) =>
      engineVersion !== undefined &&
      !allowMajorVersionUpgrade &&
      Number(majorOf(engineVersion)) > Number(majorOf(String(old?.outputs.engineVersion))),
    message: "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.",
    source: "https://github.com/hashicorp/terraform-provider-aws/issues/13389 (read 2026-11)",
  },
];
