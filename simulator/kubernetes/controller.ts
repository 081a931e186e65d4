/** Something that watches a cluster and acts on it. */
export interface Controller {
  start(): Promise<unknown>;
  stop(): Promise<unknown>;
}
