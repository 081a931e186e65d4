/** One call of an API whose bodies are small enough to be read whole: all but S3. */
import type { WhoIsWorkload } from "../../kubernetes/who-is.ts";
import type { SimulatedResource, World } from "../../world.ts";
import type { Context } from "../iam/patterns.ts";
import type { Session } from "../iam/principal.ts";
import type { Authoriser } from "./authorise.ts";
import type { CredentialIssuer } from "./credentials.ts";

export interface ApiCall {
  readonly caller: Session;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly region: string;
  /** Condition keys that every request has, whatever it is about. */
  readonly context: Context;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What the APIs work with. */
export interface Services {
  readonly world: World;
  readonly issuer: CredentialIssuer;
  readonly authoriser: Authoriser;
  /** Seconds that a database is behind the one that it follows; nothing for one that follows none. */
  readonly lagOf: (resource: SimulatedResource) => Promise<number | undefined>;
  readonly whoIsWorkload: WhoIsWorkload;
}
