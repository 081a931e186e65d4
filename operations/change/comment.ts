/** One comment for each stack on a pull request: written when there is something to say, updated in place, taken back after. */
import * as z from "zod";

export interface PullRequest {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  /** Token that may write pull-request comments. */
  readonly token: string;
  /** API of the Git host, without a trailing slash. */
  readonly api: string;
}

const comments = z.array(z.object({ id: z.int(), body: z.string().nullish() }));

/** Comments asked for at a time; the most that GitHub gives. */
const pageSize = 100;

const markerOf = (stack: string) => `<!-- longshore preview ${stack} -->`;

/**
 * Makes the pull request say `text` about a stack, and nothing where there is none.
 * @returns what was done
 * @throws Error with the status and answer of the Git host
 */
export async function comment(
  pull: PullRequest,
  stack: string,
  text: string | undefined,
): Promise<"created" | "updated" | "removed" | "silent"> {
  const marker = markerOf(stack);
  const old = await find(pull, marker);
  const body = JSON.stringify({ body: `${marker}\n${text}` });
  if (text === undefined) {
    if (!old) return "silent";
    await call(pull, "DELETE", `issues/comments/${old}`);
    return "removed";
  }
  if (old) await call(pull, "PATCH", `issues/comments/${old}`, body);
  else await call(pull, "POST", `issues/${pull.number}/comments`, body);
  return old ? "updated" : "created";
}

async function find(pull: PullRequest, marker: string): Promise<number | undefined> {
  for (let page = 1; ; page++) {
    const answer = await call(pull, "GET", `issues/${pull.number}/comments?per_page=${pageSize}&page=${page}`);
    const found = comments.parse(await answer.json());
    const match = found.find(({ body }) => body?.startsWith(marker));
    if (match || found.length < pageSize) return match?.id;
  }
}

async function call(
  { api, repository, token }: PullRequest,
  method: string,
  path: string,
  body?: string,
): Promise<Response> {
  const url = `${api}/repos/${repository}/${path}`;
  const headers = { accept: "application/vnd.github+json", authorization: `Bearer ${token}` };
  const answer = await fetch(url, { method, headers, ...(body ? { body } : {}) });
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${await answer.text()}`);
  return answer;
}
