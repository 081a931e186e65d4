/** A recovery becomes primary. Nothing here asks the stack that is left: it may be lost. */
import { workTree } from "../../simulator/paths.ts";
import { checkPeer } from "../../stacks/link.ts";
import type { Settings } from "../../stacks/settings.ts";
import { toMinute } from "../../stacks/tenant/emergency.ts";
import { longestEmergencyHours } from "../../stacks/windows/lifted.ts";
import { linkOf } from "../link/link.ts";
import { readLinkSecrets } from "../link/secrets.ts";
import { writeSettings } from "../stack-file.ts";
import { exportState, pendingOperations } from "../state.ts";

const hourMs = 3_600_000;

/**
 * @param yes  whether the role is set, or only what would happen is said
 * @returns what was done and what comes next, for people
 * @throws Error where the stack does not know what a primary must
 */
export async function failOver(stack: string, yes: boolean): Promise<readonly string[]> {
  const { settings, link } = linkOf(stack);
  checkPeer(stack, { ...settings, role: "recovery" }, `stacks/Pulumi.${stack}.yaml`);
  if (Object.keys(await readLinkSecrets(stack)).length === 0)
    throw new Error(
      `${stack} has no passwords of ${link.peer}: only \`npx longshore link --stack ${stack}\` brings them`,
    );
  const pending = pendingOperations(await exportState({ folder: workTree, stack, environment: process.env }));
  const unfinished =
    pending.length > 0
      ? [
          `A run on ${stack} is under way, or broke off: if it is over, \`npx longshore resume --stack ${stack}\` first.`,
        ]
      : [];
  const up = `npx pulumi up -s ${stack} --policy-pack policy-pack`;
  if (settings.role === "primary")
    return [`${stack} has the role primary already. \`${up}\` carries out what is left of it.`, ...unfinished];
  if (!yes)
    return [`${stack} would get the role primary. Nothing was changed; --yes does it.`, ...consequences(settings)];
  writeSettings(workTree, stack, [
    [["longshore:role"], "primary"],
    [["longshore:link", "windowsLiftedUntil"], toMinute(new Date(Date.now() + longestEmergencyHours * hourMs))],
  ]);
  return [`${stack} has the role primary now.`, ...consequences(settings), ...unfinished, `Go on with \`${up}\`.`];
}

/** What the next `pulumi up` means. */
function consequences({ link, cloud, domain }: Settings): readonly string[] {
  if (!link?.primary) return [];
  const { primary, by, standby, peer } = link;
  return [
    `Tenants' closed hours do not count for ${longestEmergencyHours} hours (longshore:link.windowsLiftedUntil).`,
    by === "replica"
      ? `Its databases stop following those of ${peer}: what ${peer} writes from then on is not in them.`
      : `Its databases are empty: restore each tenant's newest backup before anybody works (docs/recovery-stacks.md).`,
    ...(standby === "pilot-light" ? ["Cluster, cache and Argo CD are made first."] : []),
    ...(primary.cloud === cloud
      ? []
      : [
          `Its zone ${domain} answers nobody until the parent zone names its name servers: enter the output nameServers there.`,
        ]),
  ];
}
