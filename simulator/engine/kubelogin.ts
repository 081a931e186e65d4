/**
 * Stands in for `kubelogin get-token`: a token for an AKS cluster, got from Entra with the environment's own credentials,
 * whatever way of logging in the kubeconfig names.
 */
import { entraToken, give } from "./azure-login.ts";

await give(async (args) => {
  if (args[0] !== "get-token")
    throw new Error(`the simulator's kubelogin knows only "get-token", not "${args.join(" ")}"`);
  const server = args[args.indexOf("--server-id") + 1] ?? "";
  const { token, expires } = await entraToken(`${server}/.default`);
  return JSON.stringify({
    kind: "ExecCredential",
    apiVersion: "client.authentication.k8s.io/v1beta1",
    spec: {},
    status: { expirationTimestamp: expires.toISOString().replace(/\.\d+Z/, "Z"), token },
  });
});
