/** A Kubernetes control plane out of its real programs. */
import { readFileSync } from "node:fs";
import { Api } from "../api/api.ts";
import { namespaces } from "../api/resources.ts";
import { waitFor } from "../api/wait.ts";
import type { Surroundings } from "../surroundings.ts";
import { type ApiServerArgs, apiServer } from "./api-server.ts";
import { controllerManager, scheduler } from "./controllers.ts";
import type { Credentials } from "./credentials.ts";
import { etcd } from "./etcd.ts";
import type { Layout } from "./layout.ts";

/** Seconds for the controllers' first work. */
const settleSeconds = 60;

/** Starts the processes, or goes on with the state that an earlier run left, and gives an administrator's client. */
export async function startControlPlane(
  { supervisor, toolchain }: Surroundings,
  layout: Layout,
  credentials: Credentials,
  args: ApiServerArgs,
): Promise<Api> {
  const { bin } = toolchain;
  await supervisor.start(etcd(bin.etcd, layout, credentials));
  await supervisor.start(apiServer(bin.kubernetes, layout, credentials, args));
  await Promise.all([
    supervisor.start(controllerManager(bin.kubernetes, layout, credentials, args.version)),
    supervisor.start(scheduler(bin.kubernetes, layout, credentials, args.version)),
  ]);
  const api = new Api({
    server: layout.server,
    ca: readFileSync(credentials.caFile, "utf8"),
    token: () => Promise.resolve(credentials.simulatorToken),
  });
  await waitFor(api, {
    resource: namespaces,
    until: (all) => all.some(({ metadata }) => metadata.name === "kube-system") || undefined,
    timeoutSeconds: settleSeconds,
    what: "the namespace kube-system",
  });
  return api;
}

/** Stops the processes, those that write first; the data stays. */
export async function stopControlPlane({ supervisor }: Surroundings, { key }: Layout): Promise<void> {
  const names = ["scheduler", "controller-manager", "apiserver", "etcd"].map((part) => `${key}-${part}`);
  for (const name of names) await supervisor.stop(name);
}
