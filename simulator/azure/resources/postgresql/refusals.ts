/** What Azure refuses of a server. */
import type { Refusal } from "../../../cloud/definition.ts";
import { lastSegment } from "../../names.ts";
import { hasZones, pairOf } from "../../regions.ts";
import { delegationsOf } from "../network/subnets.ts";
import { type ServerInputs, serverInputs } from "./inputs.ts";
import { replicaRefusals } from "./replica-refusals.ts";
import { restoreRefusals } from "./restore-refusals.ts";

type ServerRefusal = Refusal<ServerInputs>;

const service = "Microsoft.DBforPostgreSQL/flexibleServers";

const notDelegated: ServerRefusal = {
  code: "SubnetMissingRequiredDelegation",
  when: ({ inputs: { network }, world }) =>
    network?.delegatedSubnetResourceId !== undefined &&
    !delegationsOf(world, network.delegatedSubnetResourceId).includes(service),
  message: ({ inputs: { network } }) => {
    const id = network?.delegatedSubnetResourceId ?? "";
    return `Subnet ${id} requires any of the following delegation(s) [${service}] to reference service association link ${id}/serviceAssociationLinks/${lastSegment(id)}-service-association-link.`;
  },
  source: "https://github.com/Azure/azure-cli/issues/16939 (2021-02)",
};

const noPrivateZone: ServerRefusal = {
  code: "EmptyPrivateDnsZoneArmResourceId",
  when: ({ inputs: { network } }) =>
    Boolean(network?.delegatedSubnetResourceId) && !network?.privateDnsZoneArmResourceId,
  message: "The privateDnsZoneArmResourceId must be given along with the delegated subnet.",
  source: {
    believed:
      "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-networking-private (2026-11) has the rule; no text of the error was found",
  },
};

const ownNameAsZone: ServerRefusal = {
  code: "PrivateDnsZoneNameNotValid",
  when: ({ inputs: { network, serverName } }) =>
    lastSegment(network?.privateDnsZoneArmResourceId ?? "") === `${serverName}.postgres.database.azure.com`,
  message: ({ inputs: { network } }) =>
    `The Private DNS Zone name provided [${lastSegment(network?.privateDnsZoneArmResourceId ?? "")}] is not valid. It can not be server name plus zone suffix.`,
  source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/24549 (2024-01)",
};

const otherZone: ServerRefusal = {
  code: "PrivateDnsZoneNameNotValid",
  when: ({ inputs: { network } }) =>
    network?.privateDnsZoneArmResourceId !== undefined &&
    !network.privateDnsZoneArmResourceId.endsWith(".postgres.database.azure.com"),
  message: ({ inputs: { network } }) =>
    `The Private DNS Zone name provided [${lastSegment(network?.privateDnsZoneArmResourceId ?? "")}] is not valid. It must end with .postgres.database.azure.com.`,
  source: {
    believed:
      "https://github.com/Azure/azure-rest-api-specs/issues/20866 (2022-09) has the rule; no text of the error was found",
  },
};

const standbyOfBurstable: ServerRefusal = {
  code: "HighAvailabilityNotSupportedForBurstable",
  when: ({ inputs: { sku, highAvailability } }) =>
    sku?.tier === "Burstable" && highAvailability !== undefined && highAvailability.mode !== "Disabled",
  message: "High availability is not supported for the Burstable tier.",
  source: {
    believed:
      "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-high-availability (2026-11) has the rule; no text of the error was found",
  },
};

const standbyWithoutZones: ServerRefusal = {
  code: "HADisabledForRegion",
  when: ({ inputs: { highAvailability, location } }) =>
    highAvailability?.mode === "ZoneRedundant" && !hasZones(location),
  message: ({ inputs: { location } }) => `HA is disabled for region ${location}.`,
  source:
    "intel/terraform-intel-azure-postgresql-flexible-server, README (read 2026-11); https://github.com/hashicorp/terraform-provider-azurerm/pull/19791 (2022-12)",
};

const standbyInSameZone: ServerRefusal = {
  code: "InvalidParameterValue",
  when: ({ inputs: { highAvailability, availabilityZone } }) =>
    highAvailability?.mode === "ZoneRedundant" &&
    highAvailability.standbyAvailabilityZone !== undefined &&
    highAvailability.standbyAvailabilityZone === availabilityZone,
  message: "Invalid value given for parameter standbyAvailabilityZone. Specify a valid parameter value.",
  source:
    "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-high-availability (2026-11); form: https://github.com/Azure-Samples/langfuse-on-azure/issues/15",
};

const noPair: ServerRefusal = {
  code: "GeoBackupNotSupported",
  when: ({ inputs: { backup, location } }) =>
    backup?.geoRedundantBackup === "Enabled" && pairOf(location) === undefined,
  message: ({ inputs: { location } }) =>
    `Geo-redundant backup is not supported in ${location}: the region has no paired region.`,
  source: {
    believed:
      "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore (2026-11) has the rule; no text of the error was found",
  },
};

const shrunk: ServerRefusal = {
  code: "InvalidParameterValue",
  when: ({ inputs: { storage }, old }) => {
    const before = serverInputs.safeParse(old?.inputs).data?.storage?.storageSizeGB;
    return before !== undefined && storage?.storageSizeGB !== undefined && storage.storageSizeGB < before;
  },
  message: "Invalid value given for parameter StorageSizeGB. Specify a valid parameter value.",
  source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/22585 (2023-07): storage only grows",
};

const shortPassword: ServerRefusal = {
  code: "PasswordTooShort",
  when: ({ inputs: { administratorLoginPassword: password } }) =>
    password !== undefined && (password.length < 8 || password.length > 128),
  message: "Password must be at least 8 characters and no more than 128 characters.",
  source: {
    believed:
      "https://learn.microsoft.com/azure/postgresql/flexible-server/quickstart-create-server (2026-11) has the rule; no text of the error was found",
  },
};

const reservedLogin: ServerRefusal = {
  code: "InvalidParameterValue",
  when: ({ inputs: { administratorLogin: login } }) =>
    login !== undefined &&
    /^(azure_superuser|azuresu|azure_pg_admin|admin|administrator|root|guest|public|pg_.*)$/.test(login),
  message: "Invalid value given for parameter administratorLogin. Specify a valid parameter value.",
  source:
    "https://learn.microsoft.com/azure/postgresql/flexible-server/quickstart-create-server (2026-11); form: https://github.com/Azure-Samples/langfuse-on-azure/issues/15",
};

export const serverRefusals: readonly ServerRefusal[] = [
  notDelegated,
  noPrivateZone,
  ownNameAsZone,
  otherZone,
  standbyOfBurstable,
  standbyWithoutZones,
  standbyInSameZone,
  noPair,
  shrunk,
  shortPassword,
  reservedLogin,
  ...replicaRefusals,
  ...restoreRefusals,
];
