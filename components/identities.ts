/**
 * The part of the cloud contract that says who may do what: an identity for each workload, and its list of grants.
 */
import type { ComponentResource, Output } from "@pulumi/pulumi";
import type { Cluster } from "./contracts/cluster.ts";
import type { Bucket } from "./contracts/objects.ts";
import type { SecretReference } from "./contracts/secrets.ts";

/** One thing that a workload may do. An identity is the list of its grants and nothing else. */
export type Grant =
  | { readonly may: "read-secrets"; readonly secrets: readonly SecretReference[] }
  | {
      readonly may: "use-objects";
      readonly bucket: Bucket;
      /** Key prefix without a leading slash, for example `tenants/harbor/`. */
      readonly prefix: string;
      /** `retrieve`: have what lies too deep to be read brought back, where the cloud has such a class. */
      readonly actions: readonly ("list" | "read" | "retrieve" | "write" | "delete")[];
      /** Sub-prefixes where it may delete although `actions` does not say so: restic's own locks. */
      readonly deleteUnder?: readonly string[];
    }
  | {
      readonly may: "change-records";
      readonly zoneId: Output<string>;
      /** Record types that it may change, for example only `TXT` to prove ownership to a certificate authority. */
      readonly types: readonly string[];
    };

/** Who takes on an identity: one service account, by its pods or by another workload in its stead. */
export interface Holder {
  readonly namespace: string;
  readonly serviceAccount: string;
  /**
   * The workload that acts for it; External Secrets does so, for one tenant at a time. On AWS that workload gets the right
   * to assume the identity, on Azure it asks the cluster for a token of the service account.
   */
  readonly through?: WorkloadIdentity;
}

export interface WorkloadArgs {
  readonly holder: Holder;
  readonly grants: readonly Grant[];
  /** Added to the platform's own, for example the tenant it belongs to. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface WorkloadIdentity {
  /** Name it was made under. */
  readonly name: string;
  /** Role ARN, or client id of the managed identity. */
  readonly id: Output<string>;
}

export interface IdentityArgs {
  /** Name of the cluster whose pods take on these identities. */
  readonly cluster: string;
}

export interface Identity extends ComponentResource {
  /** Makes one identity. Its trust in a cluster is bound later, so identities never wait for the cluster. */
  workload(name: string, args: WorkloadArgs): WorkloadIdentity;
  /** Lets the pods of each workload's service account act as it, once their cluster exists. */
  bind(cluster: Cluster): void;
}
