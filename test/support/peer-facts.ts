/** Facts of `aws-national`, as its recovery keeps them; made up where the cloud would decide. */
import type { Peer } from "../../components/peer.ts";

const bucket = (kind: string, key: string) => ({
  name: `longshore-national-${kind}-888899990000`,
  id: `arn:aws:s3:::longshore-national-${kind}-888899990000`,
  account: "888899990000",
  key: `arn:aws:kms:us-east-2:888899990000:key/${key}`,
});

export const nationalFacts: Peer = {
  stack: "aws-national",
  cloud: "aws",
  account: "888899990000",
  region: "us-east-2",
  domain: "platform.tarquell.example",
  zoneId: "Z0123456789",
  nameServers: ["ns-1.awsdns-01.com"],
  network: { id: "vpc-0123", cidr: "10.52.0.0/16" },
  issuer: "https://oidc.eks.us-east-2.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
  egressAddresses: ["198.51.100.10"],
  tenants: ["tarquell", "tarquell-cold", "tarquell-returns"],
  databaseVersion: "16",
  storageGib: 200,
  maxConnections: 800,
  passwordDate: "2026-11-01",
  tenantPasswordDates: ["2026-11-01"],
  shared: {
    database: "arn:aws:rds:us-east-2:888899990000:db:longshore-national-database",
    buckets: {
      backups: bucket("backups", "backup"),
      archives: bucket("archives", "backup"),
      files: bucket("files", "data"),
      exports: bucket("exports", "data"),
    },
  },
  dedicated: {},
};
