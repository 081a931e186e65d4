/** All rules. A rule that is not listed here is not kept; a test compares the list with the files. */
import type { Rule } from "../rule.ts";
import { archivesLocked } from "./lost-data/archives-locked.ts";
import { bucketDeletionLocked } from "./lost-data/bucket-deletion-locked.ts";
import { bucketKeepsNewest } from "./lost-data/bucket-keeps-newest.ts";
import { bucketVersioned } from "./lost-data/bucket-versioned.ts";
import { clusterDeletionProtected } from "./lost-data/cluster-deletion-protected.ts";
import { databaseDeletionProtected } from "./lost-data/database-deletion-protected.ts";
import { deletionCanBeUndone } from "./lost-data/deletion-can-be-undone.ts";
import { guardsOfDataProtected } from "./lost-data/guards-of-data-protected.ts";
import { historyUndeletable } from "./lost-data/history-undeletable.ts";
import { holdsDataProtected } from "./lost-data/holds-data-protected.ts";
import { noForcedDestroy } from "./lost-data/no-forced-destroy.ts";
import { nodeGroupReadOnly } from "./lost-data/node-group-read-only.ts";
import { cacheLogsKept } from "./lost-history/cache-logs-kept.ts";
import { clusterActionsRecorded } from "./lost-history/cluster-actions-recorded.ts";
import { databaseLoadRecorded } from "./lost-history/database-load-recorded.ts";
import { databaseLogsKept } from "./lost-history/database-logs-kept.ts";
import { databaseStatementsRecorded } from "./lost-history/database-statements-recorded.ts";
import { logGroupsMadeFirst } from "./lost-history/log-groups-made-first.ts";
import { logRetention } from "./lost-history/log-retention.ts";
import { networkFlowsRecorded } from "./lost-history/network-flows-recorded.ts";
import { cacheSnapshots } from "./missing-backups/cache-snapshots.ts";
import { databaseBackupBucket } from "./missing-backups/database-backup-bucket.ts";
import { databaseBackups } from "./missing-backups/database-backups.ts";
import { dataPlaneWithoutWayOut } from "./network-planes-joined/data-plane-without-way-out.ts";
import { networkPoliciesEnforced } from "./network-planes-joined/network-policies-enforced.ts";
import { storesOpenToApplicationsOnly } from "./network-planes-joined/stores-open-to-applications-only.ts";
import { subnetsGuarded } from "./network-planes-joined/subnets-guarded.ts";
import { cacheUsersBounded } from "./over-wide-identity/cache-users-bounded.ts";
import { keysOfThisAccount } from "./over-wide-identity/keys-of-this-account.ts";
import { noAdministratorPolicies } from "./over-wide-identity/no-administrator-policies.ts";
import { noWildcardActions } from "./over-wide-identity/no-wildcard-actions.ts";
import { noWildcardResources } from "./over-wide-identity/no-wildcard-resources.ts";
import { nodesBootSigned } from "./over-wide-identity/nodes-boot-signed.ts";
import { objectsEndpointOwnBuckets } from "./over-wide-identity/objects-endpoint-own-buckets.ts";
import { podsNamedIdentity } from "./over-wide-identity/pods-named-identity.ts";
import { privateEndpointsOwnAccount } from "./over-wide-identity/private-endpoints-own-account.ts";
import { tenantIdentityBounded } from "./over-wide-identity/tenant-identity-bounded.ts";
import { trustBound } from "./over-wide-identity/trust-bound.ts";
import { bucketEncrypted } from "./plaintext/bucket-encrypted.ts";
import { bucketOneKey } from "./plaintext/bucket-one-key.ts";
import { bucketTlsOnly } from "./plaintext/bucket-tls-only.ts";
import { cacheEncrypted } from "./plaintext/cache-encrypted.ts";
import { cacheTlsOnly } from "./plaintext/cache-tls-only.ts";
import { clusterSecretsEncrypted } from "./plaintext/cluster-secrets-encrypted.ts";
import { databaseEncrypted } from "./plaintext/database-encrypted.ts";
import { databasePasswordsScram } from "./plaintext/database-passwords-scram.ts";
import { databaseTlsOnly } from "./plaintext/database-tls-only.ts";
import { keysInHardware } from "./plaintext/keys-in-hardware.ts";
import { keysRotate } from "./plaintext/keys-rotate.ts";
import { logsEncrypted } from "./plaintext/logs-encrypted.ts";
import { nodeDisksEncrypted } from "./plaintext/node-disks-encrypted.ts";
import { secretsOwnKey } from "./plaintext/secrets-own-key.ts";
import { bucketOwnerDecides } from "./public-exposure/bucket-owner-decides.ts";
import { bucketPublicAccessBlocked } from "./public-exposure/bucket-public-access-blocked.ts";
import { cloudServicesPrivate } from "./public-exposure/cloud-services-private.ts";
import { clusterApiReachability } from "./public-exposure/cluster-api-reachability.ts";
import { databasePrivate } from "./public-exposure/database-private.ts";
import { defaultNetworkGroupEmpty } from "./public-exposure/default-network-group-empty.ts";
import { egressClosedToInternet } from "./public-exposure/egress-closed-to-internet.ts";
import { ingressClosedToInternet } from "./public-exposure/ingress-closed-to-internet.ts";
import { noAnonymousAccess } from "./public-exposure/no-anonymous-access.ts";
import { servicesAnswerPrivately } from "./public-exposure/services-answer-privately.ts";
import { subnetsGiveNoPublicAddresses } from "./public-exposure/subnets-give-no-public-addresses.ts";
import { bucketKeyEnabled } from "./runaway-cost/bucket-key-enabled.ts";
import { bucketTidied } from "./runaway-cost/bucket-tidied.ts";
import { budgetWarns } from "./runaway-cost/budget-warns.ts";
import { cacheReplicas } from "./single-point-of-failure/cache-replicas.ts";
import { changesWaitForWindow } from "./single-point-of-failure/changes-wait-for-window.ts";
import { clusterUptimePromised } from "./single-point-of-failure/cluster-uptime-promised.ts";
import { databaseStandby } from "./single-point-of-failure/database-standby.ts";
import { egressPerZone } from "./single-point-of-failure/egress-per-zone.ts";
import { zonalShiftEnabled } from "./single-point-of-failure/zonal-shift-enabled.ts";
import { zonesSpread } from "./single-point-of-failure/zones-spread.ts";
import { clusterAccessByEntries } from "./unattributable-access/cluster-access-by-entries.ts";
import { clusterAdministratorsAreRoles } from "./unattributable-access/cluster-administrators-are-roles.ts";
import { databaseConnectionsRecorded } from "./unattributable-access/database-connections-recorded.ts";
import { databasePeopleByDirectory } from "./unattributable-access/database-people-by-directory.ts";
import { noStandingCredentials } from "./unattributable-access/no-standing-credentials.ts";
import { nodesWithoutLogin } from "./unattributable-access/nodes-without-login.ts";
import { rightsToGroups } from "./unattributable-access/rights-to-groups.ts";
import { databaseCertificateCurrent } from "./unsupported-versions/database-certificate-current.ts";
import { securityFixesByThemselves } from "./unsupported-versions/security-fixes-by-themselves.ts";
import { standardSupportOnly } from "./unsupported-versions/standard-support-only.ts";
import { costTags } from "./untagged-cost/cost-tags.ts";
import { snapshotsCarryTags } from "./untagged-cost/snapshots-carry-tags.ts";
import { accountPinned } from "./wrong-account/account-pinned.ts";
import { oneRegion } from "./wrong-region/one-region.ts";
import { tenantInResidency } from "./wrong-region/tenant-in-residency.ts";

export const rules: readonly Rule[] = [
  databasePrivate,
  clusterApiReachability,
  ingressClosedToInternet,
  egressClosedToInternet,
  defaultNetworkGroupEmpty,
  subnetsGiveNoPublicAddresses,
  bucketPublicAccessBlocked,
  bucketOwnerDecides,
  noAnonymousAccess,
  cloudServicesPrivate,
  servicesAnswerPrivately,
  databaseEncrypted,
  databaseTlsOnly,
  databasePasswordsScram,
  cacheEncrypted,
  cacheTlsOnly,
  bucketEncrypted,
  bucketTlsOnly,
  bucketOneKey,
  clusterSecretsEncrypted,
  logsEncrypted,
  secretsOwnKey,
  keysRotate,
  keysInHardware,
  nodeDisksEncrypted,
  noWildcardActions,
  noWildcardResources,
  trustBound,
  noAdministratorPolicies,
  keysOfThisAccount,
  privateEndpointsOwnAccount,
  objectsEndpointOwnBuckets,
  cacheUsersBounded,
  podsNamedIdentity,
  tenantIdentityBounded,
  nodesBootSigned,
  holdsDataProtected,
  guardsOfDataProtected,
  databaseDeletionProtected,
  clusterDeletionProtected,
  bucketVersioned,
  bucketKeepsNewest,
  archivesLocked,
  historyUndeletable,
  noForcedDestroy,
  bucketDeletionLocked,
  nodeGroupReadOnly,
  deletionCanBeUndone,
  databaseBackups,
  databaseBackupBucket,
  cacheSnapshots,
  networkFlowsRecorded,
  clusterActionsRecorded,
  databaseLogsKept,
  cacheLogsKept,
  logRetention,
  logGroupsMadeFirst,
  databaseLoadRecorded,
  databaseStatementsRecorded,
  databaseConnectionsRecorded,
  clusterAccessByEntries,
  clusterAdministratorsAreRoles,
  noStandingCredentials,
  rightsToGroups,
  nodesWithoutLogin,
  databasePeopleByDirectory,
  databaseStandby,
  cacheReplicas,
  zonesSpread,
  egressPerZone,
  zonalShiftEnabled,
  changesWaitForWindow,
  clusterUptimePromised,
  dataPlaneWithoutWayOut,
  storesOpenToApplicationsOnly,
  subnetsGuarded,
  networkPoliciesEnforced,
  standardSupportOnly,
  securityFixesByThemselves,
  databaseCertificateCurrent,
  accountPinned,
  oneRegion,
  tenantInResidency,
  budgetWarns,
  bucketTidied,
  bucketKeyEnabled,
  costTags,
  snapshotsCarryTags,
];
