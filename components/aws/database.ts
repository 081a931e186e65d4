import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/database.ts";
import type { SecretReference } from "../contracts/secrets.ts";
import { generationName, physicalName } from "../names.ts";
import { parameterValues } from "../postgresql.ts";
import { dataAccess } from "./data-access.ts";
import { databaseAt, databaseInstance, databaseReplica } from "./database-instance.ts";
import { rdsParameters } from "./parameters.ts";
import { serviceRole } from "./roles.ts";
import { serviceTrust } from "./trust.ts";

const port = 5432;
const administrator = "longshore";

/**
 * PostgreSQL on RDS: encrypted, private, TLS only, with point-in-time recovery, and a standby in another zone if asked.
 *
 * The administrator's password is our own and not managed by RDS, because RDS allows no read replica of an instance whose
 * password it manages. A new `passwordDate` rotates it: one `pulumi up` changes server and secret together. Rotation
 * without `pulumi up` would take a Lambda function with access to the database plane, and is not offered.
 *
 * One that has an origin begins as a replica of a server in another region, encrypted with this platform's own key. When it no
 * longer follows, RDS promotes it in place: the next change of the same resource.
 *
 * Passwords, not IAM tokens, log in: a token lives for 15 minutes, and Odoo keeps its password in its configuration.
 *
 * *Cost*: per instance and hour, twice with a standby; per GiB of storage and of backups beyond the storage's size.
 */
export class Database extends ComponentResource implements contract.Database {
  readonly id: Output<string>;
  readonly source: Output<string>;
  readonly host: Output<string>;
  readonly port: Output<number>;
  readonly readHost: Output<string> | undefined;
  readonly rewindHost: Output<string> | undefined;
  readonly admin: SecretReference;
  readonly maxConnections: number;

  /**
   * @param args.version     caution: a newer major version is an upgrade with its own runbook
   * @param args.storageGib  grows in place, never shrinks
   * @param args.size        caution: changes in the maintenance window, with a failover or a restart
   */
  constructor(name: string, context: Context, args: contract.DatabaseArgs, options: ComponentResourceOptions) {
    super("longshore:aws:Database", name, {}, options);
    const child = { parent: this };
    // What a server stands on outlives it: a former one goes on using it.
    const base = physicalName(50, context.prefix, "database");
    const identifier = generationName(base, args.generation);
    const password = args.passwords.of(
      `${name}-administrator-${args.passwordDate}`,
      () =>
        new RandomPassword(
          name,
          // RDS refuses some special characters; 32 letters and digits are enough without them.
          { length: 32, special: false, keepers: { date: args.passwordDate } },
          child,
        ).result,
    );
    const place = { ...args, context, identifier, administrator, port, password };
    const parts = {
      access: dataAccess(name, context, { network: args.network, port, what: "PostgreSQL" }, child),
      subnets: subnetGroup(name, base, args, child),
      parameters: parameterGroup(name, base, args, child),
      monitoring: monitoringRole(name, context, child),
    };
    const server = generationName(name, args.generation);
    const main = databaseInstance(server, place, parts, child);
    // What follows a server elsewhere gets replicas of its own when it no longer does.
    const replicas = Array.from({ length: args.origin?.follows ? 0 : args.replicas }, (_, index) =>
      databaseReplica(`${server}-replica-${index + 1}`, { ...place, source: main, number: index + 1 }, parts, child),
    );
    const { rewindTo } = args;
    const rewound = rewindTo && databaseAt(rewindTo, `${server}-rewind`, { ...place, source: main }, parts, child);

    this.id = main.identifier;
    this.source = main.arn;
    this.host = main.address;
    this.port = main.port;
    this.readHost = replicas[0]?.address;
    this.rewindHost = rewound ? rewound.address : undefined;
    this.maxConnections = Number(parameterValues(args.size, args.parameters).max_connections);
    this.admin = args.secrets.write("database/administrator", {
      username: administrator,
      password,
      host: main.address,
      port: main.port.apply(String),
    });
    this.registerOutputs();
  }
}

function subnetGroup(name: string, base: string, args: contract.DatabaseArgs, child: ComponentResourceOptions) {
  return new SubnetGroup(name, { name: base, subnetIds: args.network.subnets.database.ids }, child);
}

function parameterGroup(name: string, base: string, args: contract.DatabaseArgs, child: ComponentResourceOptions) {
  return new ParameterGroup(
    name,
    {
      // The family is part of the name: a major upgrade makes the new group before the old one goes.
      name: `${base}-${args.version}`,
      family: `postgres${args.version}`,
      description: "Governed by components/postgresql.ts",
      parameters: [...rdsParameters(args.size, args.parameters)],
    },
    child,
  );
}

function monitoringRole(name: string, context: Context, child: ComponentResourceOptions) {
  return serviceRole(
    `${name}-monitoring`,
    {
      name: physicalName(64, context.prefix, "database-monitoring"),
      trust: serviceTrust(context, "monitoring.rds.amazonaws.com"),
      policies: ["service-role/AmazonRDSEnhancedMonitoringRole"],
    },
    child,
  );
}
