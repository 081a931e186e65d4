import { AdministratorsMicrosoftEntra } from "@pulumi/azure-native/dbforpostgresql/administratorsMicrosoftEntra.js";
import type { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import { ComponentResource, type ComponentResourceOptions, type Output, output, type Resource } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { Context } from "../contracts/context.ts";
import type * as contract from "../contracts/database.ts";
import type { SecretReference } from "../contracts/secrets.ts";
import { generationName } from "../names.ts";
import { databaseAt, databaseReplica, databaseServer, type ServerArgs, standsAlone } from "./database-server.ts";
import { directory } from "./directory.ts";
import { geoKey } from "./geo-backup.ts";
import { resourceGroup } from "./groups.ts";
import { keyUser } from "./key-users.ts";
import { keep } from "./locks.ts";
import { logs } from "./logs.ts";
import { globalName } from "./names.ts";
import { Network } from "./network.ts";
import { own } from "./own.ts";
import { azureParameters, setParameters } from "./parameters.ts";
import { Secrets } from "./secrets.ts";

const port = 5432;
const administrator = "longshore";
/** Leaves room for `-replica-5` in the 63 characters of a server's name. */
const nameLimit = 50;

/**
 * PostgreSQL on Flexible Server: encrypted with the platform's key, in a subnet of its own, TLS only, with point-in-time
 * recovery, and a standby in another zone if asked.
 *
 * A new `passwordDate` rotates the administrator's password: one `pulumi up` changes server and secret together. Odoo logs
 * in with passwords, because a token of Entra lives for about an hour and Odoo keeps its password in its configuration.
 * People log in with tokens: `administrators` are the groups that may.
 *
 * Where the platform's tier is `cross-region`, Azure copies backups to the paired region, under a key that is there.
 * Azure decides that once, when it makes the server: a tier that changes later needs a new server.
 *
 * One that has an origin begins as a replica of a server in another region, under this platform's own key. When it no longer
 * follows, the next update promotes it in place, and the one after that gives it its standby; that it was made as a replica
 * stays written, because Azure would make another server otherwise.
 *
 * Azure grows storage by itself without an upper end: `maximumStorageGib` decides only whether it may grow at all. It
 * takes disks of set sizes, so `storageGib` is rounded up to one.
 *
 * *Cost*: per server and hour, twice with a standby; per GiB of storage and of backups beyond the storage's size.
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
   * @param args.size        caution: restarts the server, or fails it over
   */
  constructor(name: string, context: Context, args: contract.DatabaseArgs, options: ComponentResourceOptions) {
    super("longshore:azure:Database", name, {}, options);
    const child = { parent: this };
    const network = own(args.network, Network);
    const group = resourceGroup(name, context, "database", { ...child, protect: true });
    const key = own(args.secrets, Secrets).keys.data;
    const password = args.passwords.of(
      `${name}-administrator-${args.passwordDate}`,
      () =>
        new RandomPassword(
          name,
          // Azure asks for three kinds of characters; letters and digits are three.
          { length: 32, special: false, minUpper: 1, minLower: 1, minNumeric: 1, keepers: { date: args.passwordDate } },
          child,
        ).result,
    );
    const serverName = generationName(globalName(context, nameLimit), args.generation);
    const place: ServerArgs = {
      ...args,
      network,
      context,
      group,
      key,
      keyUser: keyUser(`${name}-key`, context, { group, key }, child),
      // Azure decides on geo-redundant backups when it makes a server, and a replica has none.
      geo: context.tier === "cross-region" && !args.origin ? geoKey(name, context, group, child) : undefined,
      serverName,
      administrator,
      password,
      standsAlone: standsAlone(args.origin, { resourceGroupName: group.name, serverName }, child),
    };
    const server = generationName(name, args.generation);
    const main = databaseServer(server, place, child);
    keep(server, main.id, child);
    const configured = configure(server, place, main, child);
    const replicas = makeReplicas(server, place, main, configured, child);
    logs(server, context, { group, days: args.logDays, source: main.id, categories: ["PostgreSQLLogs"] }, child);
    const { rewindTo } = args;
    const after = { ...child, dependsOn: replicas.length > 0 ? replicas.slice(-1) : [configured] };
    const rewound = rewindTo && databaseAt(rewindTo, `${server}-rewind`, { ...place, source: main }, after);

    this.id = main.id;
    this.source = main.id;
    this.host = main.fullyQualifiedDomainName;
    this.port = output(port);
    this.readHost = replicas[0]?.fullyQualifiedDomainName;
    this.rewindHost = rewound ? rewound.fullyQualifiedDomainName : undefined;
    this.maxConnections = Number(azureParameters(args.size, args.parameters).max_connections);
    this.admin = args.secrets.write("database/administrator", {
      username: administrator,
      password,
      host: main.fullyQualifiedDomainName,
      port: String(port),
    });
    this.registerOutputs();
  }
}

/** Parameters, then administrators, each after the other: the server does one thing at a time. */
function configure(
  name: string,
  { context, group, size, parameters, administrators, origin }: ServerArgs,
  server: Server,
  child: ComponentResourceOptions,
): Resource {
  const values = azureParameters(size, parameters);
  const last = setParameters(name, { resourceGroupName: group.name, server, values }, child);
  // A replica has those of its source.
  return (origin?.follows ? [] : administrators).reduce<Resource>(
    (previous, { name: principalName, id }) =>
      new AdministratorsMicrosoftEntra(
        `${name}-${id}`,
        {
          resourceGroupName: group.name,
          serverName: server.name,
          objectId: id,
          principalName,
          principalType: "Group",
          tenantId: directory(context),
        },
        { ...child, dependsOn: [previous] },
      ),
    last,
  );
}

function makeReplicas(
  name: string,
  place: ServerArgs,
  source: Server,
  configured: Resource,
  child: ComponentResourceOptions,
): readonly Server[] {
  const replicas: Server[] = [];
  // What follows a server elsewhere gets replicas of its own when it no longer does.
  const count = place.origin?.follows ? 0 : place.replicas;
  for (let number = 1; number <= count; number += 1) {
    const dependsOn = [replicas.at(-1) ?? configured];
    replicas.push(databaseReplica(`${name}-replica-${number}`, { ...place, source, number }, { ...child, dependsOn }));
  }
  return replicas;
}
