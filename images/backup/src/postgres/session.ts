/** One connection that stays open: psql with its input held. Locks and snapshots live as long as it does. */
import type { ChildProcessByStdio } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { Failure } from "../failure.ts";
import type { Tools } from "../tools.ts";

interface Question {
  readonly lines: string[];
  readonly mark: string;
  readonly resolve: (lines: readonly string[]) => void;
  readonly reject: (failure: Failure) => void;
}

/** Whom to connect as, and where; what it leaves out comes from `PG*` variables. */
export interface Login {
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

export class Session {
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #tools: Tools;
  readonly #closed = Promise.withResolvers<void>();
  #question: Question | undefined;
  #complaint = "";
  #ended = false;

  /**
   * @param name  shown in the server's list of connections
   * @param whileEnding  open it although this process was told to end, to clean up
   */
  constructor(tools: Tools, name: string, login: Login = {}, whileEnding = false) {
    this.#tools = tools;
    this.#child = tools.start("postgres", "psql", ["-XqAt", "-v", "ON_ERROR_STOP=1"], {
      extra: { ...connection(name), ...variables(login) },
      whileEnding,
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#complaint += text;
    });
    createInterface({ input: this.#child.stdout }).on("line", (line) => this.#hear(line));
    this.#child.once("error", (error) => {
      this.#complaint += error.message;
    });
    this.#child.once("close", () => this.#end());
  }

  /**
   * Runs one or more statements.
   * @returns the lines that came back
   * @throws Failure `database` with the server's words
   */
  ask(sql: string): Promise<readonly string[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
    if (this.#ended) return Promise.reject(this.#failure());
    const mark = `-- ${randomUUID()}`;
    this.#question = { lines: [], mark, resolve, reject };
    this.#child.stdin.write(`${sql}\n;\n\\echo '${mark}'\n`);
    return promise;
  }

  /** The only line of the answer. */
  async askOne(sql: string): Promise<string> {
    const [line] = await this.ask(sql);
    return line ?? "";
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    await this.#closed.promise;
  }

  #hear(line: string): void {
    const question = this.#question;
    if (!question) return;
    if (line !== question.mark) {
      question.lines.push(line);
      return;
    }
    this.#question = undefined;
    question.resolve(question.lines);
  }

  #end(): void {
    this.#ended = true;
    this.#question?.reject(this.#failure());
    this.#question = undefined;
    this.#closed.resolve();
  }

  #failure(): Failure {
    if (this.#tools.ending)
      return new Failure("ended", "told to end by SIGTERM", "nothing: the next run starts afresh");
    return databaseFailure(this.#complaint);
  }
}

/** A connection for one piece of work. */
export async function withSession<Value>(
  tools: Tools,
  name: string,
  database: string,
  work: (session: Session) => Promise<Value>,
): Promise<Value> {
  const session = new Session(tools, name, { database });
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** What every connection of ours has in common. */
export function connection(name: string): Record<string, string> {
  return {
    PGAPPNAME: `longshore-backup/${name}`,
    PGCONNECT_TIMEOUT: "15",
    // A dump or a restore takes as long as it takes; the tenant's own limits are for Odoo.
    PGOPTIONS: "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c lock_timeout=60s",
    PGCLIENTENCODING: "UTF8",
  };
}

/** @param complaint  what psql, pg_dump or pg_restore wrote */
export function databaseFailure(complaint: string): Failure {
  const next = /password authentication failed|no password supplied/.test(complaint)
    ? "run provision again, it sets the password that the secret store holds"
    : "check PGHOST, PGPORT, PGDATABASE and PGUSER, and what the server's log says";
  return new Failure("database", `PostgreSQL: ${complaint || "the connection was lost"}`, next);
}

function variables({ user, password, database }: Login): Record<string, string> {
  return {
    ...(user === undefined ? {} : { PGUSER: user }),
    ...(password === undefined ? {} : { PGPASSWORD: password }),
    ...(database === undefined ? {} : { PGDATABASE: database }),
  };
}
