/**
 * The way of a pod to its database: its own variables name PgBouncer, and PgBouncer's own configuration names the server.
 * PgBouncer itself is only stood in for: where one of its pods is ready, the connection goes straight to the server.
 */
import type { ConfigMap, Service } from "../kubernetes/api/model.ts";

export interface Server {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** For example `pooler.tenant-harbor.svc`. */
export function serviceIn(host: string): { readonly service: string; readonly namespace: string } | undefined {
  const [, service, namespace] = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(host) ?? [];
  return service === undefined || namespace === undefined ? undefined : { service, namespace };
}

/**
 * @param port      on which Odoo asks PgBouncer
 * @param pooler    PgBouncer's Service: its port's name is that of the configuration
 * @param settings  PgBouncer's configurations
 * @param database  name of Odoo's database
 * @returns nothing where the configuration has no such database
 */
export function serverBehind(port: number, pooler: Service, settings: ConfigMap, database: string): Server | undefined {
  const name = pooler.spec.ports?.find((candidate) => candidate.port === port)?.name;
  for (const line of (settings.data?.[`${name}.ini`] ?? "").split("\n")) {
    const [, alias, target = ""] = /^(\S+) = (.*)$/.exec(line) ?? [];
    const words = Object.fromEntries([...target.matchAll(/(\w+)=(\S+)/g)].map(([, key, value]) => [key, value]));
    const { host, port: serverPort, dbname } = words;
    if (alias === database && host && serverPort && dbname) return { host, port: Number(serverPort), database: dbname };
  }
  return undefined;
}

/** Value of a setting in an `odoo.conf`. */
export function configured(conf: string, section: string, name: string): string | undefined {
  let current = "";
  for (const line of conf.split("\n")) {
    current = /^\[(.+)\]$/.exec(line)?.[1] ?? current;
    const [, key, value] = /^(\w+) = (.*)$/.exec(line) ?? [];
    if (current === section && key === name) return value;
  }
  return undefined;
}
