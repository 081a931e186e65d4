/** The governed parameters of PostgreSQL as Flexible Server takes them. */
import { Configuration } from "@pulumi/azure-native/dbforpostgresql/configuration.js";
import type { Server } from "@pulumi/azure-native/dbforpostgresql/server.js";
import type { CustomResourceOptions, Input, Resource } from "@pulumi/pulumi";
import type { Size } from "../contracts/context.ts";
import { parameterValues } from "../postgresql.ts";

/** Parameters that only Azure has; a stack cannot deviate from them. */
const onlyAzure: Readonly<Record<string, string>> = {
  // A connection without TLS is refused, and so is one with an old TLS.
  require_secure_transport: "on",
  ssl_min_protocol_version: "TLSv1.2",
  // Passwords are checked by SCRAM only, never by MD5.
  password_encryption: "scram-sha-256",
  "azure.accepted_password_auth_method": "scram-sha-256",
  // Azure lets nobody create an extension that is not on this list: search in Odoo needs two, the platform one.
  "azure.extensions": "pg_stat_statements,pg_trgm,unaccent",
};

/** @param deviations  checked before: see `deviationProblem` */
export const azureParameters = (size: Size, deviations: Readonly<Record<string, string>>) => ({
  ...parameterValues(size, deviations),
  ...onlyAzure,
});

export interface ParameterArgs {
  readonly resourceGroupName: Input<string>;
  readonly server: Server;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Sets one parameter after the other: a server that is busy with one refuses the next (`ServerIsBusy`,
 * Azure/azure-postgresql issue 134, hashicorp/terraform-provider-azurerm issue 28298).
 * @returns the last one, to wait for
 */
export function setParameters(
  name: string,
  { resourceGroupName, server, values }: ParameterArgs,
  options: CustomResourceOptions,
): Resource {
  return Object.entries(values).reduce<Resource>(
    (previous, [configurationName, value]) =>
      new Configuration(
        `${name}-${configurationName.replaceAll(/[._]/g, "-")}`,
        { resourceGroupName, serverName: server.name, configurationName, value, source: "user-override" },
        { ...options, dependsOn: [previous] },
      ),
    server,
  );
}
