/** A recovery becomes primary. Nothing here asks the stack that is left: it may be lost. */
import type { Verdict } from "../../images/backup/src/fence/verdict.ts";
import { workTree } from "../../simulator/paths.ts";
import { checkPeer } from "../../stacks/link.ts";
import type { Settings } from "../../stacks/settings.ts";
import { toMinute } from "../../stacks/tenant/emergency.ts";
import { longestEmergencyHours } from "../../stacks/windows/lifted.ts";
import { linkOf } from "../link/link.ts";
import { readLinkSecrets } from "../link/secrets.ts";
import { writeSettings } from "../stack-file.ts";
import { exportState, pendingOperations } from "../state.ts";
import { describeFollowers, followersOf } from "./lag.ts";
import { alreadyPrimary, askPrimary } from "./record.ts";

const hourMs = 3_600_000;

/**
 * @param yes  whether the role is set, or only what would happen is said
 * @returns what was done and what comes next, for people
 * @throws Error where the stack does not know what a primary must
 */
export async function failOver(stack: string, yes: boolean): Promise<readonly string[]> {
  const { settings, link } = linkOf(stack);
  const state = await exportState({ folder: workTree, stack, environment: process.env });
  const verdict = await askPrimary(settings.domain, stack);
  const pending = pendingOperations(state);
  const unfinished =
    pending.length > 0
      ? [
          `A run on ${stack} is under way, or broke off: if it is over, \`npx longshore resume --stack ${stack}\` first.`,
        ]
      : [];
  const up = `npx pulumi up -s ${stack} --policy-pack policy-pack`;
  if (settings.role === "primary") return [alreadyPrimary(stack, verdict, state, up), ...unfinished];
  checkPeer(stack, { ...settings, role: "recovery" }, `stacks/Pulumi.${stack}.yaml`);
  if (Object.keys(await readLinkSecrets(stack)).length === 0)
    throw new Error(
      `${stack} has no passwords of ${link.peer}: only \`npx longshore link --stack ${stack}\` brings them`,
    );
  const behind = describeFollowers(await followersOf(state, settings.region), link.peer);
  const said = [...behind, ...doubts(verdict), ...consequences(settings)];
  if (!yes) return [`${stack} would get the role primary. Nothing was changed; --yes does it.`, ...said, ...unfinished];
  writeSettings(workTree, stack, [
    [["longshore:role"], "primary"],
    [["longshore:link", "windowsLiftedUntil"], toMinute(new Date(Date.now() + longestEmergencyHours * hourMs))],
  ]);
  return [`${stack} has the role primary now.`, ...said, ...unfinished, `Go on with \`${up}\`.`];
}

/** What the record should say before a switch, and does not. */
function doubts(verdict: Verdict): readonly string[] {
  if (verdict.kind !== "unknown") return [];
  return [
    `Nobody says who is primary now: ${verdict.why}. \`pulumi up\` writes it; until it can, no login opens and nobody is turned away.`,
  ];
}

/** What the next `pulumi up` means. */
function consequences({ link, account, domain }: Settings): readonly string[] {
  if (!link?.primary) return [];
  const { primary, by, standby, peer } = link;
  return [
    `Tenants' closed hours do not count for ${longestEmergencyHours} hours (longshore:link.windowsLiftedUntil).`,
    by === "replica"
      ? `Its databases stop following those of ${peer}: what ${peer} writes from then on is not in them.`
      : `Its databases start empty: each tenant's newest copied backup is restored before its Odoo starts; what was written since is lost.`,
    ...(standby === "pilot-light" ? ["Cluster, cache and Argo CD are made first."] : []),
    ...(primary.account === account
      ? []
      : [
          `Its zone ${domain} answers nobody until the parent zone names its name servers: enter the output nameServers there.`,
        ]),
  ];
}
