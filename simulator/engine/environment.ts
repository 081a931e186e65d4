/** The environment in which Pulumi works on the simulator: what `npm start`, the shell and the tests have in common. */
import { delimiter, dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { runnerOf } from "../azure/entra/tokens.ts";
import type { Simulator } from "../simulator.ts";
import { compileCache, type EngineHome, settingsFolder } from "./home.ts";

/** The role that the day-0 guide makes in every account, and that whoever runs Pulumi takes on. */
export const administratorRole = (account: string): string => `arn:aws:iam::${account}:role/longshore-administrator`;
/** Seconds that a simulated session lasts: the longest that AWS allows a role. */
const sessionSeconds = 43_200;

/** Variables for one account and region; `PATH` is added where a process is started, see {@link withPath}. */
export function engineVariables(
  simulator: Simulator,
  home: EngineHome,
  place: { readonly account: string; readonly region: string },
): Readonly<Record<string, string>> {
  return {
    ...simulator.internet.environment(),
    LONGSHORE_SIMULATOR_HOME: simulator.paths.home,
    LONGSHORE_SETTINGS: settingsFolder(simulator.paths),
    NODE_COMPILE_CACHE: compileCache(),
    ...pulumiVariables(simulator, home),
    ...(isSubscription(place.account) ? azureVariables(simulator, place.account) : awsVariables(simulator, place)),
  };
}

/** Azure names its subscriptions by UUIDs, AWS its accounts by twelve digits. */
const isSubscription = (account: string): boolean => account.includes("-");

function awsVariables(
  { credentials: issuer }: Simulator,
  { account, region }: { readonly account: string; readonly region: string },
): Record<string, string> {
  const credentials = issuer.issueCredentials(
    {
      kind: "session",
      account,
      role: administratorRole(account),
      session: "simulator",
      tags: {},
      transitiveTags: [],
    },
    sessionSeconds,
  );
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_REGION: region,
    // The user's own profiles have no say here.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/** As the pipeline's federated login gives them: https://www.pulumi.com/registry/packages/azure-native/installation-configuration/ (2026-11). */
function azureVariables({ entra }: Simulator, subscription: string): Record<string, string> {
  const { clientId, tenant } = runnerOf(subscription);
  return {
    ARM_SUBSCRIPTION_ID: subscription,
    ARM_TENANT_ID: tenant,
    ARM_CLIENT_ID: clientId,
    ARM_USE_OIDC: "true",
    ARM_OIDC_TOKEN: entra.runnerAssertion(subscription, sessionSeconds),
  };
}

function pulumiVariables({ paths }: Simulator, home: EngineHome): Record<string, string> {
  return {
    PULUMI_HOME: home.folder,
    // Without files of metadata beside the state: they are not written in one step, and an engine that is killed meanwhile
    // leaves a state that nobody can read (gocloud.dev/blob/fileblob, attrs.go). Backends in a cloud have none.
    PULUMI_BACKEND_URL: `${pathToFileURL(paths.state).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE_FILE: home.passphraseFile,
    // A stack's secrets manager stands in its state, so that nothing is written into the stack's file.
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * The caller's environment with these variables, and with the simulator's programs at the front of the path. What the
 * caller has set for Pulumi and the clouds themselves is left out: it is meant for another cloud.
 */
export function withPath(
  home: EngineHome,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, string | undefined>> {
  const path = [home.bin, home.tools, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  const own = Object.entries(process.env).filter(([name]) => !/^(PULUMI|AWS|ARM|AZURE)_/.test(name));
  return { ...Object.fromEntries(own), ...variables, PATH: path };
}
