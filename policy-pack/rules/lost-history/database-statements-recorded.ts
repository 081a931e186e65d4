import { parameter, parameterMustBe, parameterWithin } from "../../database/parameters.ts";
import { settingMustBe, settingMustHold, settingWithin } from "../../database/settings.ts";
import { azurePillar, pillar } from "../../frameworks.ts";
import { findingIf } from "../../judge/finding.ts";
import { onResource, type Rule } from "../../rule.ts";

export const databaseStatementsRecorded: Rule = {
  name: "database-statements-recorded",
  threat: "lost-history",
  level: "advisory",
  severity: "medium",
  description: "A database keeps statistics of its statements, and the slow ones with their plans",
  why: "A slow pick confirmation is found by its statement, not by guessing",
  frameworks: [pillar("operations"), azurePillar("operations")],
  remedy: "keep the governed parameters of components/postgresql.ts",
  checks: {
    aws: [
      onResource("aws:rds/parameterGroup:ParameterGroup", ({ inputs }) => [
        ...inputs.judged(() =>
          ["pg_stat_statements", "auto_explain"].flatMap((library) => {
            const loaded = parameter(inputs, "shared_preload_libraries") ?? "";
            return findingIf(
              !loaded.split(",").includes(library),
              "shared_preload_libraries",
              loaded,
              `with ${library}`,
            );
          }),
        ),
        ...parameterMustBe(inputs, "track_io_timing", ["1", "on"]),
        ...parameterMustBe(inputs, "log_lock_waits", ["1", "on"]),
        ...parameterWithin(inputs, "log_min_duration_statement", 60_000),
        ...parameterWithin(inputs, "auto_explain.log_min_duration", 600_000),
      ]),
    ],
    azure: [
      ...settingMustHold("shared_preload_libraries", "pg_stat_statements"),
      ...settingMustHold("shared_preload_libraries", "auto_explain"),
      ...settingMustBe("track_io_timing", ["on"]),
      ...settingMustBe("log_lock_waits", ["on"]),
      ...settingWithin("log_min_duration_statement", 60_000),
      ...settingWithin("auto_explain.log_min_duration", 600_000),
    ],
  },
};
