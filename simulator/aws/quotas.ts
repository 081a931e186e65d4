/** Service quotas: how many of a thing an account may have where AWS has not been asked for more. */
import type { Refusal, Request, Source } from "../cloud/definition.ts";
import type { SimulatedResource } from "../world.ts";

/** A quota that an account was given in a region: its id is the quota's code, `outputs.value` the number. */
export const quotaType = "simulator:servicequotas/quota:Quota";

interface Quota<Inputs> {
  /** Pulumi type token of what is counted. */
  readonly type: string;
  /** Code in Service Quotas, for example `L-F678F1CE`. */
  readonly quota: string;
  /** What every account has at first. */
  readonly standard: number;
  /** Which of the account's and region's resources count; all where it is left out. */
  readonly counts?: (other: SimulatedResource, request: Request<Inputs>) => boolean;
  /** Error code of the API. */
  readonly code: string;
  readonly message: (limit: string) => string;
  readonly source: Source;
}

/** Refuses one more than the quota allows. */
export function quota<Inputs>({
  type,
  counts = () => true,
  code,
  message,
  source,
  ...limit
}: Quota<Inputs>): Refusal<Inputs> {
  const allowed = ({ world, account, region }: Request<Inputs>): unknown =>
    world.get({ type: quotaType, id: limit.quota, account, region })?.outputs.value ?? limit.standard;
  return {
    code,
    when: (request) => {
      if (request.old) return false;
      const { world, account, region } = request;
      const there = world.all(type).filter((other) => other.account === account && other.region === region);
      return there.filter((other) => counts(other, request)).length >= Number(allowed(request));
    },
    message: (request) => message(String(allowed(request))),
    source,
  };
}
