/**
 * What the internet is to the simulator's processes: the clouds' APIs, the Git host, the chart repositories and the cluster's own
 * `*.svc` names, under their real names. Any other host is refused, and remembered for the report.
 */
import { join } from "node:path";
import { Authoriser } from "../aws/api/authorise.ts";
import { AwsApi } from "../aws/api/aws.ts";
import type { Services } from "../aws/api/call.ts";
import { CredentialIssuer } from "../aws/api/credentials.ts";
import { PodIdentityAgent, type WhoIs } from "../aws/api/pod-identity.ts";
import { S3Classes } from "../aws/api/s3/classes/classes.ts";
import { S3Replication } from "../aws/api/s3/replication/replication.ts";
import { ObjectStores } from "../aws/api/s3/stores.ts";
import { BlobGateway } from "../azure/blob/gateway.ts";
import { BlobReplication } from "../azure/blob/replication.ts";
import { BlobStores } from "../azure/blob/stores.ts";
import { Login } from "../azure/entra/login.ts";
import type { EntraIssuer } from "../azure/entra/tokens.ts";
import { Management } from "../azure/management.ts";
import { Vaults } from "../azure/vaults.ts";
import type { CertificateAuthority } from "../certificates.ts";
import { DnsAuthority } from "../dns/authority.ts";
import { ports } from "../kubernetes/control-plane/layout.ts";
import type { WhoIsWorkload } from "../kubernetes/who-is.ts";
import { type SimulatorPaths, workTree } from "../paths.ts";
import { regionOfHost } from "../regions/hosts.ts";
import { isOffText } from "../regions/outages.ts";
import { ReplicationDelay } from "../replication/delay.ts";
import type { Supervisor } from "../supervisor.ts";
import type { Toolchain } from "../toolchain/toolchain.ts";
import type { World } from "../world.ts";
import { ChartMirror } from "./charts/mirror.ts";
import { GitHost } from "./git/host.ts";
import { ForwardProxy, type Route } from "./proxy.ts";
import { Pushgateway } from "./pushgateway.ts";

export interface InternetOptions {
  readonly paths: SimulatorPaths;
  readonly world: World;
  readonly supervisor: Supervisor;
  readonly toolchain: Toolchain;
  readonly authority: CertificateAuthority;
  /** ARNs of roles that exist before the program, made in day 0, and may do everything. */
  readonly administrators: readonly string[];
  /** Asks the clusters about a pod's token. */
  readonly whoIs: WhoIs;
  /** How far a database is behind the one that it follows; default: none follows another. */
  readonly lagOf?: Services["lagOf"];
  /** Azure's tokens. */
  readonly entra: EntraIssuer;
  /** Asks the clusters about a service account's token. */
  readonly whoIsWorkload: WhoIsWorkload;
}

/** The parts that others talk to. */
export interface Parts {
  readonly dns: DnsAuthority;
  readonly issuer: CredentialIssuer;
  readonly objects: ObjectStores;
  readonly classes: S3Classes;
  readonly replication: { readonly s3: S3Replication; readonly blobs: BlobReplication };
  /** Of copies of objects, on both clouds. */
  readonly delay: ReplicationDelay;
  readonly blobs: BlobStores;
  readonly podIdentity: PodIdentityAgent;
  readonly git: GitHost;
  readonly charts: ChartMirror;
  readonly pushgateway: Pushgateway;
}

export class Internet implements Parts {
  readonly dns: DnsAuthority;
  readonly issuer: CredentialIssuer;
  readonly objects: ObjectStores;
  readonly classes: S3Classes;
  readonly replication: { readonly s3: S3Replication; readonly blobs: BlobReplication };
  /** Of copies of objects, on both clouds. */
  readonly delay: ReplicationDelay;
  readonly blobs: BlobStores;
  readonly podIdentity: PodIdentityAgent;
  readonly git: GitHost;
  readonly charts: ChartMirror;
  readonly pushgateway: Pushgateway;
  readonly #proxy: ForwardProxy;
  readonly #authority: CertificateAuthority;
  readonly #refused: Map<string, number>;

  constructor(parts: Parts, proxy: ForwardProxy, authority: CertificateAuthority, refused: Map<string, number>) {
    this.dns = parts.dns;
    this.issuer = parts.issuer;
    this.objects = parts.objects;
    this.classes = parts.classes;
    this.replication = parts.replication;
    this.delay = parts.delay;
    this.blobs = parts.blobs;
    this.podIdentity = parts.podIdentity;
    this.git = parts.git;
    this.charts = parts.charts;
    this.pushgateway = parts.pushgateway;
    this.#proxy = proxy;
    this.#authority = authority;
    this.#refused = refused;
  }

  /** Requests for hosts that nobody answers for, by host. */
  get refused(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#refused);
  }

  /** Variables with which a local process reaches this internet and no other. */
  environment(): Readonly<Record<string, string>> {
    const { url } = this.#proxy;
    const { address, port } = this.dns;
    const { bundleFile } = this.#authority;
    const direct = "localhost,127.0.0.0/8,::1";
    return {
      ...both("HTTPS_PROXY", url),
      ...both("HTTP_PROXY", url),
      ...both("NO_PROXY", direct),
      NODE_USE_ENV_PROXY: "1",
      LONGSHORE_DNS: `${address}:${port}`,
      NODE_EXTRA_CA_CERTS: bundleFile,
      SSL_CERT_FILE: bundleFile,
      GIT_SSL_CAINFO: bundleFile,
      CURL_CA_BUNDLE: bundleFile,
      AWS_CA_BUNDLE: bundleFile,
      REQUESTS_CA_BUNDLE: bundleFile,
    };
  }

  async close(): Promise<void> {
    this.dns.close();
    await this.#proxy.close();
    await this.podIdentity.close();
    await this.replication.s3.close();
    await this.replication.blobs.close();
    await this.objects.close();
    await this.blobs.close();
  }
}

export async function startInternet(options: InternetOptions): Promise<Internet> {
  const { paths, world, supervisor, toolchain, authority, administrators, whoIs } = options;
  const issuer = new CredentialIssuer(paths.state);
  const { whoIsWorkload, lagOf = async () => undefined } = options;
  const services = { world, issuer, authoriser: new Authoriser(world, administrators), whoIsWorkload, lagOf };
  const objects = new ObjectStores({ paths, world, supervisor, program: toolchain.bin.versitygw });
  const delay = new ReplicationDelay(paths.state);
  const blobs = new BlobStores({ paths, world, supervisor });
  const replication = {
    s3: new S3Replication(services, objects, paths, delay),
    blobs: new BlobReplication(world, blobs, paths, delay),
  };
  const classes = new S3Classes(world, paths.state);
  const aws = new AwsApi(services, { stores: objects, replication: replication.s3, classes });
  const azure = [
    new Login({ world, issuer: options.entra, whoIs: whoIsWorkload }),
    new BlobGateway(world, options.entra, blobs, replication.blobs),
    new Vaults(world, options.entra),
    new Management(world, options.entra, lagOf),
  ];
  const git = new GitHost(join(paths.data, "git"), workTree);
  const components = join(workTree, "gitops", "platform");
  const charts = new ChartMirror({ folder: join(paths.data, "charts"), components, toolchain });
  const pushgateway = new Pushgateway();

  const route = (host: string): Route => {
    const region = regionOfHost(world, host);
    if (region !== undefined && world.outages.isOff(region)) {
      world.outages.count(region, host, "program");
      return { down: isOffText(region) };
    }
    const address = world.resolve(host);
    if (address) return kubernetesHost.test(host) ? { address, https: ports.api } : { address };
    if (aws.serves(host)) return { answer: (...request) => aws.handle(...request) };
    const service = azure.find((candidate) => candidate.serves(host));
    if (service) return { answer: (request, response) => service.answer(request, response, host) };
    if (git.serves(host)) return { answer: (request, response) => git.answer(request, response, host) };
    if (/^pushgateway\..*\.svc(\.cluster\.local)?$/.test(host)) {
      return { answer: (request, response) => pushgateway.answer(request, response) };
    }
    if (charts.serves(host)) return { answer: (request, response) => charts.answer(request, response, host) };
    return undefined;
  };
  const refused = new Map<string, number>();
  const proxy = await ForwardProxy.start({
    authority,
    route,
    refused: (host) => refused.set(host, (refused.get(host) ?? 0) + 1),
  });
  const podIdentity = await PodIdentityAgent.start(services, whoIs);
  const dns = await DnsAuthority.start(world, paths.state);
  const parts = { dns, issuer, objects, classes, replication, delay, blobs, podIdentity, git, charts, pushgateway };
  return new Internet(parts, proxy, authority, refused);
}

/** Hosts of managed clusters' APIs, whose port 443 a simulator cannot listen on. */
const kubernetesHost = /\.(eks\.amazonaws\.com|azmk8s\.io)$/;

/** A variable in both spellings: curl, and so Git, reads only the small one for plain HTTP. */
function both(name: string, value: string): Record<string, string> {
  return { [name]: value, [name.toLowerCase()]: value };
}
