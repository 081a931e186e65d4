/**
 * How much of each kind of request Traefik lets through to one tenant. Every Traefik pod counts for itself and for each
 * route, so these bound what a single client or a run-away script can do; they are no exact totals.
 *
 * The rules of thumb are our own, to be corrected by access logs (`DownstreamStatus` 429). A whole site often comes from one
 * address, so what one address may do follows from all who work there.
 */
import { pathOf } from "../tenant/inbound.ts";
import type { Tenant } from "../tenant.ts";
import { processesFor } from "./processes.ts";

/** Requests a second of one user at work; and how many seconds' worth may come at once, when everybody loads a page anew. */
const user = { requestsPerSecond: 2, secondsAtOnce: 5 } as const;
/** No address gets less, however small the site: one page loaded cold is about this many requests. */
const fewest = { requestsPerSecond: 20, burst: 100 } as const;
/** Minutes in which all named users log in at the start of a shift, with this many requests each. */
const logIn = { minutes: 15, requests: 3, fewestPerMinute: 30 } as const;
/** Requests at once for each worker: one that it works on, and those that may wait. More would only time out. */
const requestsPerWorker = 4;
/** Open websockets of one named user: browser, handheld, and one that is about to close. */
const websocketsPerUser = 3;
/** Share of a minute's calls that an integration may send at once, and MiB of its biggest call, where nothing else is said. */
const integrationDefaults = { burstShare: 0.25, bodyMiB: 8 } as const;

export interface Traffic {
  readonly address: { readonly requestsPerSecond: number; readonly burst: number };
  readonly logIns: { readonly perMinute: number; readonly burst: number };
  /** Requests at once, of the whole tenant. */
  readonly inFlight: number;
  readonly websockets: number;
  readonly integrations: readonly {
    readonly name: string;
    readonly path: string;
    /** Name in the secret store, below the tenant's own path. */
    readonly credential: string;
    readonly requestsPerMinute: number;
    readonly burst: number;
    readonly bodyBytes: number;
    /** Empty: from anywhere. */
    readonly from: readonly string[];
  }[];
}

/** @returns the limits of the tenant's routes (`gitops/odoo/templates/route-*.yaml`) */
export function trafficFor({ spec }: Tenant): Traffic {
  const { web } = processesFor(spec);
  const requestsPerSecond = Math.max(fewest.requestsPerSecond, spec.users.concurrent * user.requestsPerSecond);
  const perMinute = Math.ceil((spec.users.named * logIn.requests) / logIn.minutes);
  return {
    address: { requestsPerSecond, burst: Math.max(fewest.burst, requestsPerSecond * user.secondsAtOnce) },
    logIns: {
      perMinute: Math.max(logIn.fewestPerMinute, perMinute),
      burst: Math.max(logIn.fewestPerMinute, spec.users.named),
    },
    inFlight: web.workers * web.pods.maximum * requestsPerWorker,
    websockets: spec.users.named * websocketsPerUser,
    integrations: spec.integrations.flatMap(({ name, credential, inbound }) => {
      if (!inbound) return [];
      const { requestsPerMinute, burst, bodyMiB = integrationDefaults.bodyMiB, from = [] } = inbound;
      return {
        name,
        path: pathOf({ name, inbound }),
        credential,
        requestsPerMinute,
        burst: burst ?? Math.ceil(requestsPerMinute * integrationDefaults.burstShare),
        bodyBytes: bodyMiB * 1024 ** 2,
        from,
      };
    }),
  };
}
