/**
 * What public benchmarks ask for, as far as a rule holds it. The titles are theirs, so that a reader need not look them up.
 *
 * Sources, November 2026: CIS Amazon Web Services Foundations Benchmark v5.0.0; AWS Security Hub user guide, "AWS Foundational
 * Security Best Practices v1.0.0"; AWS Well-Architected Framework, its six pillars; CIS Microsoft Azure Foundations Benchmark
 * v5.0.0 as turbot/steampipe-mod-azure-compliance lists it (`cis_v500`, May 2026), and "Azure Well-Architected Framework
 * pillars", Microsoft Learn, five of them; CIS benchmarks of EKS v1.7.0 and AKS v1.7 as aquasecurity/kube-bench lists them
 * (`cfg/eks-1.7.0`, `cfg/aks-1.7`).
 */
const cisTitles = {
  "1.14": "IAM users receive permissions only through groups",
  "1.15": "No IAM policies that allow full administrative privileges",
  "1.20": "IAM users are managed centrally via federation",
  "2.1.1": "S3 bucket policy denies HTTP requests",
  "2.1.4": "S3 Block Public Access is enabled",
  "2.2.1": "Encryption at rest is enabled for RDS instances",
  "2.2.2": "Auto minor version upgrade is enabled for RDS instances",
  "2.2.3": "RDS instances are not publicly accessible",
  "2.2.4": "Multi-AZ deployments are used in RDS",
  "3.6": "Customer-created symmetric keys rotate",
  "3.7": "VPC flow logging is enabled in all VPCs",
  "5.3": "No security groups allow ingress from 0.0.0.0/0 to remote administration ports",
  "5.4": "No security groups allow ingress from ::/0 to remote administration ports",
  "5.5": "The default security group of every VPC restricts all traffic",
} as const;

const securityHubTitles = {
  "CloudWatch.16": "Log groups are retained for a specified time",
  "EC2.2": "Default security groups allow no traffic",
  "EC2.6": "VPC flow logging is enabled in all VPCs",
  "EC2.10": "EC2 uses VPC endpoints",
  "EC2.15": "Subnets do not assign public IP addresses by themselves",
  "EC2.18": "Unrestricted incoming traffic only on authorized ports",
  "EC2.19": "No unrestricted access to ports with high risk",
  "EKS.1": "Cluster endpoints are not publicly accessible",
  "EKS.2": "Clusters run on a supported Kubernetes version",
  "EKS.8": "Audit logging is enabled",
  "ElastiCache.1": "Automatic backups are scheduled",
  "ElastiCache.2": "Minor version upgrades are applied automatically",
  "ElastiCache.3": "Automatic failover is enabled",
  "ElastiCache.4": "Replication groups are encrypted at rest",
  "ElastiCache.5": "Replication groups are encrypted in transit",
  "ElastiCache.7": "No default subnet group",
  "IAM.1": "No full administrative privileges",
  "IAM.21": "No wildcard actions for services",
  "KMS.1": "No decryption on all keys by managed policies",
  "KMS.2": "No decryption on all keys by inline policies",
  "KMS.3": "Keys are not deleted unintentionally",
  "KMS.5": "Keys are not publicly accessible",
  "RDS.2": "Instances prohibit public access",
  "RDS.3": "Instances are encrypted at rest",
  "RDS.5": "Instances stand in several zones",
  "RDS.6": "Enhanced monitoring is configured",
  "RDS.8": "Instances have deletion protection",
  "RDS.9": "Instances publish logs to CloudWatch Logs",
  "RDS.11": "Instances have automatic backups",
  "RDS.13": "Automatic minor version upgrades are enabled",
  "RDS.17": "Instances copy tags to snapshots",
  "RDS.36": "PostgreSQL instances publish logs to CloudWatch Logs",
  "S3.5": "Buckets require TLS",
  "S3.6": "Permissions granted to other accounts are restricted",
  "S3.8": "Block Public Access is enabled on each bucket",
  "S3.12": "Access control lists are not used",
  "S3.13": "Buckets have lifecycle policies",
} as const;

const cisAzureTitles = {
  "5.3.3": "Use of the User Access Administrator role is restricted",
  "5.23": "No custom subscription administrator roles exist",
  "6.2": "Resource locks are set for mission-critical resources",
  "7.1": "RDP access from the internet is restricted",
  "7.2": "SSH access from the internet is restricted",
  "7.3": "UDP access from the internet is restricted",
  "7.4": "HTTP(S) access from the internet is restricted",
  "7.8": "Virtual network flow logs are kept for 90 days or more",
  "7.11": "Subnets are associated with network security groups",
  "8.3.5": "Purge protection of vaults is enabled",
  "8.3.6": "Role-based access control of vaults is enabled",
  "8.3.7": "Public network access to vaults is disabled",
  "8.3.8": "Private endpoints are used to access vaults",
  "8.3.9": "Automatic key rotation is enabled",
  "9.2.1": "Soft delete for blobs is enabled",
  "9.2.2": "Soft delete for containers is enabled",
  "9.2.3": "Versioning is enabled",
  "9.3.1.3": "Storage account key access is disabled",
  "9.3.2.1": "Private endpoints are used to access storage accounts",
  "9.3.2.2": "Public network access to storage accounts is disabled",
  "9.3.2.3": "The default network access rule of storage accounts is deny",
  "9.3.3.1": "Entra authorization is the default in the portal",
  "9.3.4": "Secure transfer is required",
  "9.3.6": "The minimum TLS version of storage accounts is 1.2",
  "9.3.7": "Cross-tenant replication is not enabled",
  "9.3.8": "Anonymous access to blobs is disabled",
  "9.3.9": "Delete locks are applied to storage accounts",
} as const;

/** Both benchmarks number alike what a managed control plane leaves to its customer. */
const cisClusterTitles = {
  "2.1.1": "Audit logs are enabled",
  "5.2.1": "Dedicated service accounts are preferred",
  "5.3.1": "Kubernetes secrets are encrypted",
  "5.4.1": "Access to the control plane endpoint is restricted",
  "5.4.2": "Private endpoint enabled, public access disabled",
  "5.4.4": "Network policy is enabled",
  "5.5.1": "Users of Kubernetes are managed by the cloud's directory",
} as const;

/** AWS and Azure name these four alike. */
const pillars = {
  security: "Security",
  reliability: "Reliability",
  operations: "Operational Excellence",
  cost: "Cost Optimization",
} as const;

export interface Reference {
  readonly framework:
    | "CIS AWS Foundations Benchmark"
    | "AWS Foundational Security Best Practices"
    | "AWS Well-Architected"
    | "CIS Amazon EKS Benchmark"
    | "CIS Azure Kubernetes Service Benchmark"
    | "CIS Microsoft Azure Foundations Benchmark"
    | "Azure Well-Architected";
  readonly version: string;
  readonly id: string;
  readonly title: string;
}

export const cis = (id: keyof typeof cisTitles): Reference => ({
  framework: "CIS AWS Foundations Benchmark",
  version: "5.0.0",
  id,
  title: cisTitles[id],
});

/** A control of Security Hub. */
export const securityHub = (id: keyof typeof securityHubTitles): Reference => ({
  framework: "AWS Foundational Security Best Practices",
  version: "1.0.0",
  id,
  title: securityHubTitles[id],
});

export const pillar = (name: keyof typeof pillars): Reference => ({
  framework: "AWS Well-Architected",
  version: "latest",
  id: pillars[name],
  title: `${pillars[name]} pillar`,
});

export const cisAzure = (id: keyof typeof cisAzureTitles): Reference => ({
  framework: "CIS Microsoft Azure Foundations Benchmark",
  version: "5.0.0",
  id,
  title: cisAzureTitles[id],
});

export const azurePillar = (name: keyof typeof pillars): Reference => ({
  framework: "Azure Well-Architected",
  version: "latest",
  id: pillars[name],
  title: `${pillars[name]} pillar`,
});

export const cisEks = (id: keyof typeof cisClusterTitles): Reference => ({
  framework: "CIS Amazon EKS Benchmark",
  version: "1.7.0",
  id,
  title: cisClusterTitles[id],
});

export const cisAks = (id: keyof typeof cisClusterTitles): Reference => ({
  framework: "CIS Azure Kubernetes Service Benchmark",
  version: "1.7",
  id,
  title: cisClusterTitles[id],
});
