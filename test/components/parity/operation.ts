import assert from "node:assert/strict";
import { waitsFor } from "../graph.ts";
import { only } from "../mocks.ts";
import { every, input, type Row } from "./row.ts";

const server = "azure-native:dbforpostgresql:Server";

export const operation: readonly Row[] = [
  {
    area: "operation",
    asks: "governed parameters of PostgreSQL",
    aws: {
      text: "one parameter group",
      proof: (resources) =>
        assert.match(JSON.stringify(only(resources, "aws:rds/parameterGroup:ParameterGroup").inputs), /work_mem/),
    },
    azure: {
      text: "one after the other, because a busy server refuses the next",
      proof: (resources) => {
        const parameters = every(resources, "azure-native:dbforpostgresql:Configuration");
        const before = parameters.map(
          (each) => waitsFor(each, resources).filter(({ type }) => type === each.type).length,
        );
        assert.deepEqual(
          before.sort((a, b) => a - b),
          parameters.map((_, index) => index),
        );
      },
    },
  },
  {
    area: "operation",
    asks: "storage that grows up to a limit",
    instead:
      "Azure lets storage grow without an upper end: the limit decides only whether it may. Sizes are set disks.",
    aws: {
      text: "from 200 to 1000 GiB",
      proof: (resources) => assert.equal(only(resources, "aws:rds/instance:Instance").inputs.maxAllocatedStorage, 1000),
    },
    azure: {
      text: "from 256 GiB, on or off",
      proof: (resources) =>
        assert.deepEqual(only(resources, server).inputs.storage, { storageSizeGB: 256, autoGrow: "Enabled" }),
    },
  },
  {
    area: "operation",
    asks: "maintenance in the window of the settings",
    instead:
      "Neither cloud has it for everything: EKS patches its control plane when it wants to, Azure Managed Redis patches itself when it wants to.",
    aws: {
      text: "database and cache",
      proof: (resources) => {
        const window = "sun:01:00-sun:05:00";
        assert.equal(only(resources, "aws:rds/instance:Instance").inputs.maintenanceWindow, window);
        assert.equal(
          only(resources, "aws:elasticache/replicationGroup:ReplicationGroup").inputs.maintenanceWindow,
          window,
        );
      },
    },
    azure: {
      text: "database, Kubernetes and nodes",
      proof: (resources) => {
        assert.deepEqual(only(resources, server).inputs.maintenanceWindow, {
          customWindow: "Enabled",
          dayOfWeek: 0,
          startHour: 1,
          startMinute: 0,
        });
        for (const { inputs } of every(resources, "azure-native:containerservice:MaintenanceConfiguration"))
          assert.partialDeepStrictEqual(inputs.maintenanceWindow, { durationHours: 4, startTime: "01:00" });
      },
    },
  },
  {
    area: "operation",
    asks: "backups of the database in another region where the tier is cross-region",
    instead:
      "RDS copies them with the link to a recovery stack. Azure copies them to the paired region, under a key that is there.",
    aws: {
      text: "with the link",
      proof: (resources) => assert.deepEqual(every(resources, "aws:rds/instance:Instance").length, 1),
    },
    azure: {
      text: "geo-redundant backup, off below that tier",
      proof: (resources) => assert.equal(input(only(resources, server), "backup.geoRedundantBackup"), "Enabled"),
    },
  },
  {
    area: "operation",
    asks: "logs of control plane, database and cache, for as long as the settings say",
    aws: {
      text: "log groups that end",
      proof: (resources) => {
        for (const { inputs } of every(resources, "aws:cloudwatch/logGroup:LogGroup"))
          assert.equal(inputs.retentionInDays, 365);
      },
    },
    azure: {
      text: "a workspace each, 30 to 730 days; more is refused in the settings",
      proof: (resources) => {
        assert.deepEqual(
          every(resources, "azure-native:operationalinsights:Workspace").map(({ name, inputs }) => [
            name,
            inputs.retentionInDays,
          ]),
          [
            ["cache", 365],
            ["cluster", 365],
            ["database", 365],
          ],
        );
      },
    },
  },
];
