/** What a former primary leaves behind: its database servers, and the passwords that it made. */
import { generationName } from "../../components/names.ts";
import { resourcesOf, type State, type StateResource } from "../state.ts";
import { nameOf } from "../urn.ts";

/** What goes with a server, by type and by what follows the server's name in its own. */
const parts: Readonly<Record<string, RegExp>> = {
  "aws:rds/instance:Instance": /^$/,
  "random:index/randomId:RandomId": /^-final$/,
  "aws:cloudwatch/logGroup:LogGroup": /^-(postgresql|upgrade)$/,
  "azure-native:dbforpostgresql:Server": /^$/,
  "azure-native:dbforpostgresql:Configuration": /^-/,
  "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra": /^-/,
  "azure-native:authorization:ManagementLockByScope": /^$/,
  "azure-native:operationalinsights:Workspace": /^$/,
  "azure-native:monitor:DiagnosticSetting": /^$/,
};

/** The key of its backups in the paired region. One that comes back as a replica has none of those; any other goes on with the key. */
const geoParts: typeof parts = {
  "azure-native:keyvault:Vault": /^-geo$/,
  "azure-native:keyvault:Key": /^-geo$/,
  "azure-native:managedidentity:UserAssignedIdentity": /^-geo$/,
  "azure-native:authorization:RoleAssignment": /^-geo$/,
};

/** Their values are in `longshore:linkSecrets` from now on; the protected ones would keep Pulumi from forgetting them. */
const password = "random:index/randomPassword:RandomPassword";
const tenant = "longshore:index:Tenant";

const components = ["longshore:aws:Database", "longshore:azure:Database"];

/**
 * @param generation  of the servers
 * @param by          how those that come next get their data
 * @returns them and all that is theirs alone, and the passwords of administrators and tenants
 */
export function formerParts(state: State, generation: number, by: "replica" | "backups"): readonly StateResource[] {
  const theirs = by === "replica" ? { ...parts, ...geoParts } : parts;
  const resources = resourcesOf(state);
  const databases = new Map(
    resources
      .filter(({ type }) => components.includes(type))
      .map(({ urn }) => [urn, generationName(nameOf(urn), generation)] as const),
  );
  const tenants = resources.filter(({ type }) => type === tenant).map(({ urn }) => urn);
  return resources.filter(({ urn, type, parent = "" }) => {
    const server = databases.get(parent);
    if (type === password) return server !== undefined || tenants.includes(parent);
    const name = nameOf(urn);
    return server !== undefined && name.startsWith(server) && theirs[type]?.test(name.slice(server.length)) === true;
  });
}

/** The state without them; what else stands keeps all but the memory of having waited for them. */
export function withoutParts(state: State, former: readonly StateResource[]): State {
  const gone = new Set(former.map(({ urn }) => urn));
  const staying = (urns: readonly string[] | null | undefined) => (urns ?? []).filter((urn) => !gone.has(urn));
  const resources = resourcesOf(state)
    .filter(({ urn }) => !gone.has(urn))
    .map((each) => ({
      ...each,
      dependencies: staying(each.dependencies),
      propertyDependencies: Object.fromEntries(
        Object.entries(each.propertyDependencies ?? {}).map(([property, urns]) => [property, staying(urns)]),
      ),
    }));
  return { ...state, deployment: { ...state.deployment, resources } };
}
