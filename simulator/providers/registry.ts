/** The providers that the simulator stands in for; each is loaded when it is first asked for. */
import type { PluginName } from "../engine/home.ts";
import type { Simulator } from "../simulator.ts";
import type { Provider } from "./provider.ts";

/** What the engine that asks for a provider runs with: credentials, region, path. */
export type EngineEnvironment = Readonly<Record<string, string>>;

type Open = (simulator: Simulator, environment: EngineEnvironment) => Provider;

const providers: Readonly<Record<PluginName, () => Promise<Open>>> = {
  aws: async () => (await import("../aws/provider.ts")).openAws,
  "azure-native": async () => (await import("../azure/provider.ts")).openAzure,
  kubernetes: async () => (await import("../kubernetes/provider/provider.ts")).openKubernetes,
  random: async () => (await import("../random/provider.ts")).openRandom,
};

/** @throws Error that names the providers there are */
export async function openProvider(
  name: string,
  simulator: Simulator,
  environment: EngineEnvironment,
): Promise<Provider> {
  const found = Object.entries(providers).find(([known]) => known === name);
  if (!found) throw new Error(`no provider ${name} is simulated, only ${Object.keys(providers).join(", ")}`);
  const open = await found[1]();
  return open(simulator, environment);
}

/** What the cloud behind a provider knows an engine by; nothing where there is no cloud. */
export function credentialOf(name: string, environment: EngineEnvironment): string | undefined {
  if (name === "aws") return environment.AWS_ACCESS_KEY_ID;
  return name === "azure-native" ? environment.ARM_OIDC_TOKEN : undefined;
}
