/**
 * What an identity may do, in Azure's words: roles of our own with the fewest actions, and conditions that end them at a
 * path. Pure functions: the same grants always give the same text.
 */
import type { Bucket } from "../contracts/objects.ts";
import type { Grant } from "../identities.ts";

type Objects = Extract<Grant, { may: "use-objects" }>;
/** What of a grant a condition is made of. */
export type Paths = Pick<Objects, "prefix" | "actions" | "deleteUnder"> & { readonly bucket: Pick<Bucket, "kind"> };
export type ObjectRole = "read" | "write" | "delete";

const container = "Microsoft.Storage/storageAccounts/blobServices/containers";
const blobs = `${container}/blobs`;

/** Listing is a kind of reading for Azure. Each role includes the ones before it. */
const dataActions: Readonly<Record<ObjectRole, readonly string[]>> = {
  read: [`${blobs}/read`],
  write: [`${blobs}/read`, `${blobs}/write`, `${blobs}/add/action`],
  delete: [`${blobs}/read`, `${blobs}/write`, `${blobs}/add/action`, `${blobs}/delete`],
};

/**
 * A role for objects. None of them deletes a version: history leaves by the lifecycle alone. All of them may ask whether
 * the container is there, as restic does before anything else (restic 0.18, `internal/backend/azure/azure.go`).
 */
export const objectPermissions = (role: ObjectRole) => ({
  actions: [`${container}/read`],
  dataActions: [...dataActions[role]],
  notActions: [],
  notDataActions: [],
});

/** The smallest role that has all the actions of some grants. */
export function objectRole(grants: readonly Paths[]): ObjectRole {
  if (grants.some(({ actions, deleteUnder = [] }) => actions.includes("delete") || deleteUnder.length > 0))
    return "delete";
  return grants.some(({ actions }) => actions.includes("write")) ? "write" : "read";
}

/**
 * The condition under which an identity has its role on the group that holds the accounts, one container in each: whatever
 * an action does, it does in one of its containers under one of its paths. The role is given on the group, because a lock
 * on an account would keep every assignment on it from being taken back.
 * Source: "Actions and attributes for Azure role assignment conditions for Azure Blob Storage", November 2026.
 */
export function objectCondition(grants: readonly Paths[]): string {
  const allowing = (action: Objects["actions"][number]) => grants.filter(({ actions }) => actions.includes(action));
  const deletable = [
    ...allowing("delete"),
    ...grants.flatMap(({ bucket, prefix, deleteUnder = [] }) =>
      deleteUnder.map((path) => ({ bucket, prefix: `${prefix}${path}` })),
    ),
  ];
  const read = `ActionMatches{'${blobs}/read'}`;
  const list = "SubOperationMatches{'Blob.List'}";
  return [
    unless(
      `${read} AND NOT ${list}`,
      allowing("read").flatMap((grant) => [atPath(grant), atFolder(grant)]),
    ),
    unless(`${read} AND ${list}`, allowing("list").map(withPrefix)),
    unless(`ActionMatches{'${blobs}/write'}`, allowing("write").map(atPath)),
    unless(`ActionMatches{'${blobs}/add/action'}`, allowing("write").map(atPath)),
    unless(`ActionMatches{'${blobs}/delete'}`, deletable.map(atPath)),
  ].join(" AND ");
}

/** Holds for everything but the action, and for the action where one of the tests holds: with none, nowhere. */
function unless(action: string, tests: readonly string[]): string {
  const holds = tests.map((test) => ` OR (${test})`).join("");
  return `((!(${action}))${holds})`;
}

type Place = Pick<Paths, "bucket" | "prefix">;
const inContainer = ({ bucket }: Place) => `@Resource[${container}:name] StringEquals '${bucket.kind}'`;
const atPath = (place: Place) => `${inContainer(place)} AND @Resource[${blobs}:path] StringLike '${place.prefix}*'`;
/** rclone asks first whether the folder is a file, and takes a refusal for the end (1.76, `backend/azureblob/azureblob.go`). */
const atFolder = (place: Place) =>
  `${inContainer(place)} AND @Resource[${blobs}:path] StringEquals '${place.prefix.replace(/\/$/, "")}'`;
const withPrefix = (place: Place) =>
  `${inContainer(place)} AND @Request[${blobs}:prefix] StringStartsWith '${place.prefix}'`;

/** Rights to change records of some types in a zone, and to find it. Conditions do not know DNS, so the role says it. */
export const recordPermissions = (types: readonly string[]) => ({
  actions: [
    "Microsoft.Network/dnsZones/read",
    "Microsoft.Network/dnsZones/recordsets/read",
    ...types.flatMap((type) => ["read", "write", "delete"].map((verb) => `Microsoft.Network/dnsZones/${type}/${verb}`)),
  ],
  dataActions: [],
  notActions: [],
  notDataActions: [],
});
