/** The environment in which Pulumi works on the simulator: what `npm start`, the shell and the tests have in common. */
import { delimiter, dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Simulator } from "../simulator.ts";
import { compileCache, type EngineHome } from "./home.ts";

/** The role that the day-0 guide makes in every account, and that whoever runs Pulumi takes on. */
export const administratorRole = (account: string): string => `arn:aws:iam::${account}:role/longshore-administrator`;
/** Seconds that a simulated session lasts: the longest that AWS allows a role. */
const sessionSeconds = 43_200;

/** Variables for one account and region; `PATH` is added where a process is started, see {@link withPath}. */
export function engineVariables(
  simulator: Simulator,
  home: EngineHome,
  { account, region }: { readonly account: string; readonly region: string },
): Readonly<Record<string, string>> {
  const credentials = simulator.credentials.issueCredentials(
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
    ...simulator.internet.environment(),
    LONGSHORE_SIMULATOR_HOME: simulator.paths.home,
    NODE_COMPILE_CACHE: compileCache(),
    ...pulumiVariables(simulator, home),
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

function pulumiVariables({ paths }: Simulator, home: EngineHome): Record<string, string> {
  return {
    PULUMI_HOME: home.folder,
    PULUMI_BACKEND_URL: pathToFileURL(paths.state).href,
    PULUMI_CONFIG_PASSPHRASE_FILE: home.passphraseFile,
    // A stack's secrets manager stands in its state, so that nothing is written into the stack's file.
    PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * The caller's environment with these variables, and with the simulator's programs at the front of the path. What the
 * caller has set for Pulumi and AWS themselves is left out: it is meant for another cloud.
 */
export function withPath(
  home: EngineHome,
  variables: Readonly<Record<string, string>>,
): Readonly<Record<string, string | undefined>> {
  const path = [home.bin, home.tools, dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  const own = Object.entries(process.env).filter(([name]) => !/^(PULUMI|AWS)_/.test(name));
  return { ...Object.fromEntries(own), ...variables, PATH: path };
}
