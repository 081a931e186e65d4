/** Ids and names of AWS. */
import { createHash, randomBytes } from "node:crypto";
import type { Place } from "../cloud/definition.ts";

/** Region of resources of services that have none. */
export const noRegion = "aws-global";

/** A new id with 17 hexadecimal digits, for example `vpc-0a1b…`. */
export const newId = (prefix: string): string => `${prefix}-0${randomBytes(8).toString("hex")}`;

/** Upper-case letters and digits drawn by chance, as IAM, RDS and Route 53 use them. */
export function newToken(length: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return [...randomBytes(length)].map((byte) => alphabet.charAt(byte % alphabet.length)).join("");
}

/** @param region  left out for services without regions */
export function arn(service: string, place: { account: string; region?: string }, resource: string): string {
  return `arn:aws:${service}:${place.region ?? ""}:${place.account}:${resource}`;
}

/** A part of a host name that is the same for all of a kind in an account and region, as RDS and ElastiCache have one. */
export function placeToken(kind: string, { account, region }: Place, length: number): string {
  const digest = createHash("sha256").update(`${kind}|${account}|${region}`).digest();
  return BigInt(`0x${digest.toString("hex")}`)
    .toString(36)
    .slice(0, length);
}

/**
 * A name of Pulumi's making: the resource's own, and seven hexadecimal digits that keep two of them apart.
 * @param urn  of the resource
 */
export function autoName(urn: string): string {
  return `${urn.slice(urn.lastIndexOf("::") + 2)}-${randomBytes(4).toString("hex").slice(0, 7)}`;
}
