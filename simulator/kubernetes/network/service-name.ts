/** Names of Services as pods write them. */

export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
}

/**
 * Takes `host:port` apart where the host can be a Service: `redis`, `redis.argocd`, `redis.argocd.svc` and with the
 * cluster's domain.
 * @param own  namespace of the pod that uses the name
 */
export function parseServiceAddress(text: string, own: string): (ServiceName & { readonly port: number }) | undefined {
  const [, name, namespace = own, port] =
    /^([a-z][a-z0-9-]*)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?:(\d{1,5})$/.exec(text) ?? [];
  return name && port ? { name, namespace, port: Number(port) } : undefined;
}
