/** The way into a platform's cluster with the login of whoever runs the command. */
import { Api } from "../../simulator/kubernetes/api/api.ts";
import { namespaces } from "../../simulator/kubernetes/api/resources.ts";
import { execToken } from "../../simulator/kubernetes/provider/exec.ts";
import { accessOf, readKubeconfig } from "../../simulator/kubernetes/provider/kubeconfig.ts";

type Environment = Readonly<Record<string, string>>;

/** @param kubeconfig  as the stack gives it: it logs in through a command and holds no credential */
function connect(kubeconfig: string, environment: Environment): Api {
  const { cluster, user } = accessOf(readKubeconfig(kubeconfig, environment));
  const authority = cluster["certificate-authority-data"];
  if (!authority || !user.exec) throw new Error("the stack's kubeconfig is not one of Longshore's");
  return new Api({
    server: cluster.server,
    ca: Buffer.from(authority, "base64").toString(),
    token: execToken(user.exec, environment),
    proxies: environment,
  });
}

/** Of this process: what is set in it. */
const environment = (): Environment =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** Work on a cluster, over a connection that ends with it. */
export async function withCluster<Value>(kubeconfig: string, work: (api: Api) => Promise<Value>): Promise<Value> {
  const api = connect(kubeconfig, environment());
  try {
    return await work(api);
  } finally {
    api.close();
  }
}

/** @throws Error with the reason and the remedy, where the cluster does not answer */
export async function checkReachable(api: Api): Promise<void> {
  try {
    await api.get(namespaces, "default");
  } catch (error) {
    throw new Error(
      [
        `The cluster at ${api.connection.server} does not answer: ${error instanceof Error ? error.message : error}`,
        "Run this where longshore:cluster.reachability says that Pulumi runs from. Is the cluster broken for good? See docs/destroy.md.",
      ].join("\n"),
    );
  }
}
