/**
 * Stands in for Odoo, beside the real `images/odoo/update.py`: an updater and a server that change and read the tenant's
 * real database by psql, as far as an upgrade can tell.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./postgres.ts";
import { type Environment, toolFolder } from "./run.ts";

const script = join(import.meta.dirname, "../../../images/odoo/update.py");

export interface Updater {
  readonly child: ChildProcess;
  /** What the container, and with it the Job, ends with; nothing where it was killed. */
  readonly ended: Promise<number | null>;
}

export interface OdooArgs {
  /** Folder that both containers see. */
  readonly handshake: string;
  /** Log-in of Odoo's role. */
  readonly login: Environment;
  /** Statements of the new version, as its updater would commit them one after the other. */
  readonly statements: readonly string[];
  /** How the updater ends after them; default 0. */
  readonly exit?: number;
  /** What the login page answers; default 200. */
  readonly page?: number;
  /** Statements of `odoo neutralize`; default none. */
  readonly neutralizing?: readonly string[];
}

const folders: string[] = [];

after("folders of Odoo's stand-ins", async function () {
  this.timeout(180_000);
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** The container of the new image: its real entry point, with a stand-in for Odoo itself. */
export async function startUpdater({
  handshake,
  login,
  statements,
  exit = 0,
  page = 200,
  neutralizing = [],
}: OdooArgs): Promise<Updater> {
  const folder = await mkdtemp(join(tmpdir(), "longshore-odoo-"));
  folders.push(folder);
  const psql = join(toolFolder(), "psql");
  await mkdir(join(folder, "click_odoo_contrib"));
  await writeFile(join(folder, "click_odoo_contrib/__init__.py"), "");
  await writeFile(join(folder, "click_odoo_contrib/update.py"), updater(psql, statements, exit));
  await writeFile(join(folder, "odoo"), server(page, psql, neutralizing));
  await chmod(join(folder, "odoo"), 0o755);
  const port = await freePort();
  const child = spawn("python3", [script, `--handshake=${handshake}`, "--modules=stock", `--port=${port}`], {
    env: { ...login, PATH: `${folder}:/usr/bin:/bin`, PYTHONPATH: folder },
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
  });
  return { child, ended: once(child, "close").then(() => child.exitCode) };
}

const updater = (psql: string, statements: readonly string[], exit: number) => `
import subprocess, sys
database = next(each.split("=")[1] for each in sys.argv if each.startswith("--database="))
for statement in ${JSON.stringify(statements)}:
    subprocess.run([${JSON.stringify(psql)}, "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement, database], check=True)
sys.exit(${exit})
`;

/** Installs nothing, neutralizes by statements, and answers two pages. */
const server = (page: number, psql: string, neutralizing: readonly string[]) => `#!/usr/bin/env python3
import http.server, subprocess, sys
if sys.argv[1] == "neutralize":
    database = sys.argv[2].split("=")[1]
    for statement in ${JSON.stringify(neutralizing)}:
        subprocess.run([${JSON.stringify(psql)}, "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement, database], check=True)
    sys.exit(0)
if "--stop-after-init" in sys.argv:
    sys.exit(0)
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path.startswith("/web/health") else ${page})
        self.end_headers()
    def log_message(self, *_):
        pass
port = next(int(each.split("=")[1]) for each in sys.argv if each.startswith("--http-port="))
http.server.HTTPServer(("127.0.0.1", port), Page).serve_forever()
`;
