/** A provisioned, seeded tenant with a repository of its own, and the environment of each command for it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedTenant } from "../../../simulator/seed/index.ts";
import { admin, postgres, type Server } from "./postgres.ts";
import { type Environment, succeed } from "./run.ts";

export interface Tenant {
  readonly name: string;
  readonly database: string;
  readonly folder: string;
  readonly server: Server;
  /** Environment by command. */
  readonly environment: Readonly<
    Record<"provision" | "dump" | "verify" | "prune" | "archive" | "restore" | "upgrade", Environment>
  >;
  /** Asks the tenant's database as superuser. */
  ask(sql: string): Promise<string>;
}

const folders: string[] = [];
let made = 0;

after("folders of tenants", async function () {
  this.timeout(180_000);
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

export interface TenantArgs {
  /** Rows to seed; 0 leaves the database empty. Default 1000. */
  readonly rows?: number;
  /** Another tenant's folder, to restore its backup. */
  readonly repositoryOf?: Tenant;
}

export async function newTenant({ rows = 1000, repositoryOf }: TenantArgs = {}): Promise<Tenant> {
  const server = await postgres();
  made += 1;
  const database = `tenant_${process.pid}_${made}`;
  const folder = await mkdtemp(join(tmpdir(), "longshore-tenant-"));
  folders.push(folder);
  const name = repositoryOf?.name ?? database.replaceAll("_", "-");
  const environment = environmentsOf(name, database, folder, repositoryOf?.folder ?? folder, server.port);
  await succeed("provision", environment.provision);
  if (rows > 0) {
    const { PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD } = { ...environment.restore };
    const login = Object.entries({ PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD });
    const owner = Object.fromEntries(login.map(([key, value]) => [key, value ?? ""]));
    await seedTenant({ database: owner, filesRemote: join(folder, "files"), rows });
  }
  return { name, database, folder, server, environment, ask: (sql) => server.ask(sql, database) };
}

/** Every row of every table as text, in order: what the checksums stand for. */
export const everything = (tenant: Tenant): Promise<string> =>
  tenant.ask(`
    SELECT format('SELECT %L, t::text FROM %I t ORDER BY 2', relname, relname)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname \\gexec`);

/** The server notices a moment later that a process was killed which held the database. */
export async function untilUnlocked(tenant: Tenant): Promise<void> {
  while ((await tenant.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")) !== "0");
}

function environmentsOf(
  name: string,
  database: string,
  folder: string,
  repository: string,
  port: number,
): Tenant["environment"] {
  const server = { TENANT: name, PGHOST: "127.0.0.1", PGPORT: `${port}`, PGSSLMODE: "disable", PGDATABASE: database };
  const role = (kind: string) => ({ PGUSER: `${database}_${kind}`, PGPASSWORD: `${kind}-password-of-${database}` });
  const store = { RESTIC_REPOSITORY: join(repository, "repository"), RESTIC_PASSWORD: "repository-password" };
  const keep = { KEEP_DAILY: "7", KEEP_WEEKLY: "4", KEEP_MONTHLY: "3" };
  const places = {
    FILES_REMOTE: join(folder, "files"),
    ARCHIVE_REMOTE: join(repository, "archives"),
    SCRATCH: join(folder, "scratch"),
  };
  return {
    provision: {
      ...server,
      ADMIN_USER: admin.user,
      ADMIN_PASSWORD: admin.password,
      OWNER_USER: role("owner").PGUSER,
      OWNER_PASSWORD: role("owner").PGPASSWORD,
      OWNER_CONNECTIONS: "20",
      BACKUP_USER: role("backup").PGUSER,
      BACKUP_PASSWORD: role("backup").PGPASSWORD,
      VERIFY_USER: role("verify").PGUSER,
      VERIFY_PASSWORD: role("verify").PGPASSWORD,
      UPGRADE_USER: role("upgrade").PGUSER,
      UPGRADE_PASSWORD: role("upgrade").PGPASSWORD,
    },
    dump: { ...server, ...role("backup"), ...store, ...places },
    archive: { ...server, ...role("backup"), ...places },
    verify: { ...server, ...role("verify"), ...store, ...places },
    prune: { TENANT: name, ...store, SCRATCH: places.SCRATCH, ...keep },
    restore: { ...server, ...role("owner"), ...store, ...places },
    upgrade: { ...server, ...role("upgrade"), ...store, ...places },
  };
}
