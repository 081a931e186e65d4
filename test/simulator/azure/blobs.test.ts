import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { BlobGateway } from "../../../simulator/azure/blob/gateway.ts";
import { BlobReplication } from "../../../simulator/azure/blob/replication.ts";
import { BlobStores } from "../../../simulator/azure/blob/stores.ts";
import { Login } from "../../../simulator/azure/entra/login.ts";
import { EntraIssuer } from "../../../simulator/azure/entra/tokens.ts";
import { CertificateAuthority } from "../../../simulator/certificates.ts";
import { ForwardProxy } from "../../../simulator/internet/proxy.ts";
import { simulatorPaths } from "../../../simulator/paths.ts";
import { ReplicationDelay } from "../../../simulator/replication/delay.ts";
import { Supervisor } from "../../../simulator/supervisor.ts";
import { readToolchain } from "../../../simulator/toolchain/toolchain.ts";
import { World } from "../../../simulator/world.ts";
import { removeFolder, temporaryFolder } from "../../support/temporary.ts";
import { azurePlace } from "./place.ts";
import { client, issuer, subject, writeAccount } from "./world.ts";

/** Stands for the token that a cluster gives to a pod. */
const podToken = "token of harbor's backup pod";

describe("Blob storage for programs that know nothing of the simulator", function () {
  this.timeout(180_000);
  const folder = temporaryFolder();
  const paths = simulatorPaths(folder);
  const world = new World(paths.state);
  const supervisor = new Supervisor(paths);
  const entra = new EntraIssuer(paths.state);
  const stores = new BlobStores({ paths, world, supervisor });
  let replication: BlobReplication;
  let proxy: ForwardProxy;
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    writeAccount(world);
    const authority = await CertificateAuthority.open(paths.state);
    replication = new BlobReplication(world, stores, paths, new ReplicationDelay(paths.state));
    const gateway = new BlobGateway(world, entra, stores, replication);
    const whoIs = async (token: string) => (token === podToken ? { issuer, subject } : undefined);
    const services = [gateway, new Login({ world, issuer: entra, whoIs })];
    proxy = await ForwardProxy.start({
      authority,
      route: (host) => {
        const service = services.find((candidate) => candidate.serves(host));
        return service && { answer: (request, response) => service.answer(request, response, host) };
      },
      refused: () => {},
    });
    const tokenFile = join(folder, "token");
    writeFileSync(tokenFile, podToken);
    environment = {
      PATH: process.env.PATH,
      HOME: folder,
      HTTPS_PROXY: proxy.url,
      SSL_CERT_FILE: authority.bundleFile,
      // What AKS gives to a pod with a workload identity.
      AZURE_CLIENT_ID: client,
      AZURE_TENANT_ID: "22222222-2222-4222-8222-222222222222",
      AZURE_FEDERATED_TOKEN_FILE: tokenFile,
      AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
    };
  });
  after(async () => {
    await proxy.close();
    await replication.close();
    await stores.close();
    await supervisor.stopAll();
    removeFolder(folder);
  });

  const { restic, rclone } = readToolchain().bin;
  const run = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    promisify(execFile)(program, args, { env: { ...environment, ...env } }).then(({ stdout }) => stdout);
  const backup = (...args: string[]) =>
    run(restic, [...args, "--no-cache", "--quiet"], {
      AZURE_ACCOUNT_NAME: "longshoretest",
      RESTIC_REPOSITORY: "azure:backups:/harbor",
      RESTIC_PASSWORD: "secret",
    });
  /** rclone with nothing but a remote in its arguments. */
  const copy = (...args: string[]) => run(rclone, ["--config", "/dev/null", ...args]);
  const remote = (container: string) =>
    `:azureblob,account=longshoretest,env_auth=true,no_check_container=true:${container}`;

  /** A request with a token of the pod's identity. */
  async function ask(method: string, path: string, headers: Readonly<Record<string, string>> = {}) {
    const principal = world.all("azure-native:managedidentity:UserAssignedIdentity")[0]?.outputs.principalId;
    const content = {
      iss: "test",
      aud: "https://storage.azure.com",
      tid: "t",
      sub: "s",
      oid: String(principal),
      appid: client,
    };
    const token = entra.issue(content, 60);
    const args = [
      "--silent",
      "--include",
      "--proxy",
      proxy.url,
      "--cacert",
      String(environment.SSL_CERT_FILE),
      "-X",
      method,
    ];
    const all = { authorization: `Bearer ${token}`, "x-ms-version": "2024-11-04", "content-length": "0", ...headers };
    const words = Object.entries(all).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
    const head = method === "HEAD" ? ["--head"] : [];
    return run("curl", [...args, ...head, ...words, `https://longshoretest.blob.core.windows.net${path}`]);
  }

  it("takes restic's backups, checks and prunes them", async () => {
    writeFileSync(join(folder, "document.pdf"), "a bill of lading");
    await backup("init");
    await backup("backup", join(folder, "document.pdf"));
    await backup("check", "--read-data");
    assert.match(await backup("dump", "latest", join(folder, "document.pdf")), /a bill of lading/);
    await backup("forget", "--keep-last", "1", "--prune");
  });

  it("refuses what the condition of the role assignment does not let through", async () => {
    const elsewhere = {
      AZURE_ACCOUNT_NAME: "longshoretest",
      RESTIC_REPOSITORY: "azure:backups:/velmora",
      RESTIC_PASSWORD: "x",
    };
    await assert.rejects(run(restic, ["init", "--no-cache"], elsewhere), /AuthorizationPermissionMismatch/);
  });

  it("takes rclone's copies", async () => {
    await copy("copy", join(folder, "document.pdf"), `${remote("archives")}/harbor`);
    assert.equal(await copy("cat", `${remote("archives")}/harbor/document.pdf`), "a bill of lading");
    assert.match(await copy("lsjson", `${remote("archives")}/harbor`), /"Name":"document\.pdf"/);
  });

  it("keeps the version of an archive that is deleted, and lets nobody delete that", async () => {
    const path = "/archives/harbor/document.pdf";
    const version = /^x-ms-version-id: (\S+)/im.exec(await ask("HEAD", path))?.[1] ?? "";
    assert.match(await ask("DELETE", path), /^HTTP\/1\.1 202/m);
    assert.match(await ask("GET", path), /BlobNotFound/);
    const old = `${path}?versionid=${encodeURIComponent(version)}`;
    assert.match(await ask("GET", old), /a bill of lading/);
    assert.match(await ask("DELETE", old), /409[\s\S]*BlobImmutableDueToPolicy/);
  });

  it("takes no shared keys, no tokens of others, and nobody unnamed", async () => {
    const path = "/archives/harbor/document.pdf";
    assert.match(
      await ask("GET", path, { authorization: "SharedKey longshoretest:x" }),
      /KeyBasedAuthenticationNotPermitted/,
    );
    assert.match(await ask("GET", path, { authorization: "Bearer a.b.c" }), /InvalidAuthenticationInfo/);
    assert.match(await ask("GET", path, { authorization: "" }), /NoAuthenticationInformation/);
  });

  it("answers nobody from outside without a private endpoint", async () => {
    const [account] = world.all("azure-native:storage:StorageAccount");
    assert.ok(account);
    world.put({ ...account, outputs: { ...account.outputs, publicNetworkAccess: "Disabled" } });
    assert.match(await ask("GET", "/archives/harbor/document.pdf"), /AuthorizationFailure/);
    world.put(account);
  });

  it("gives no token to a service account that no federated credential names", async () => {
    const [credential] = world.all("azure-native:managedidentity:FederatedIdentityCredential");
    assert.ok(credential);
    world.put({ ...credential, inputs: { ...credential.inputs, subject: "system:serviceaccount:other:other" } });
    await assert.rejects(copy("lsjson", `${remote("archives")}/harbor`), /AADSTS700213/);
    world.put(credential);
  });

  it("loses what was in a container that goes", async () => {
    const [archives] = world.all("azure-native:storage:BlobContainer").filter(({ id }) => id.endsWith("/archives"));
    assert.ok(archives);
    await copy("copy", join(folder, "document.pdf"), `${remote("archives")}/harbor`);
    await stores.remove(archives);
    assert.doesNotMatch(await copy("lsjson", `${remote("archives")}/harbor`), /document/);
    assert.equal(archives.region, azurePlace.region);
  });
});
