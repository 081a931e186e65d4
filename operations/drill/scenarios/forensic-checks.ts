/** What must hold of an investigation's copy: who gets in, who does not, and that nothing leads to it. */
import { pods } from "../../../simulator/kubernetes/api/resources.ts";
import type { NamedCheck, Subject } from "../scenario.ts";
import { copyOf, investigatorOf } from "./forensic.ts";
import { databaseNameOf } from "./odoo.ts";
import { askAs, presentLogin, type ServerLogin } from "./server-logins.ts";

export const forensicChecks = (
  subject: Subject,
  known: { readonly investigator: ServerLogin | undefined },
): readonly NamedCheck[] => {
  const database = databaseNameOf(subject);
  const copy = copyOf(database);
  return [
    {
      name: "the investigators read the copy, change nothing, and open nothing else",
      by: `as ${investigatorOf(database)}: UPDATE is refused in ${copy}, and ${database} cannot be opened`,
      run: async (ground) => {
        if (!known.investigator) return "there is none";
        const change = "BEGIN READ WRITE; UPDATE res_partner SET name = name; COMMIT";
        const found = [
          await notRefused(askAs(ground, known.investigator, change, copy), "permission denied for table"),
          await notRefused(askAs(ground, known.investigator, "SELECT 1", database), "permission denied for database"),
        ];
        return found.filter((words) => words !== undefined).join("; ") || undefined;
      },
    },
    {
      name: "the tenant's own logins cannot open the copy",
      by: `as Odoo's and the backup's role: ${copy} cannot be opened`,
      run: async (ground) => {
        const found: (string | undefined)[] = [];
        for (const role of ["OWNER", "BACKUP", "UPGRADE"]) {
          const login = await presentLogin(ground, role);
          found.push(await notRefused(askAs(ground, login, "SELECT 1", copy), "permission denied for database"));
        }
        return found.filter((words) => words !== undefined).join("; ") || undefined;
      },
    },
    {
      name: "nothing that runs knows the copy: no Odoo, no route, no integration",
      by: `kubectl get pods --all-namespaces --output json | grep ${copy} finds the Job's pod only`,
      run: async ({ platform: { api } }) => {
        const { items } = await api.list(pods);
        const knowing = items.filter(
          (pod) => pod.status?.phase !== "Succeeded" && JSON.stringify(pod.spec).includes(copy),
        );
        return knowing.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(", ") || undefined;
      },
    },
  ];
};

/** @returns what happened where it was not refused with these words */
async function notRefused(attempt: Promise<string>, words: string): Promise<string | undefined> {
  const said = await attempt.then(
    () => "it was allowed",
    (error: Error) => error.message,
  );
  return said.includes(words) ? undefined : said;
}
