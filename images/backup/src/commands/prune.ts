/** Applies the retention, with an identity that the dump does not have. */
import { type Command, repositoryOf } from "../context.ts";
import { planRetention } from "../retention.ts";
import { count } from "../settings.ts";

export const prune: Command = async (context) => {
  const { environment } = context;
  const keep = {
    daily: count(environment, "KEEP_DAILY", undefined, 1),
    weekly: count(environment, "KEEP_WEEKLY", undefined, 0),
    monthly: count(environment, "KEEP_MONTHLY", undefined, 0),
  };
  const repository = repositoryOf(context);
  // Where objects are missing, an older backup may be the only whole one.
  await repository.check(undefined);
  const plan = planRetention(await repository.snapshots(), keep, new Date());
  for (const { id, reasons } of plan.kept) context.say(`keeps ${id.slice(0, 8)}: ${reasons.join(", ")}`);
  const { LEGAL_HOLD: hold } = environment;
  if (hold) context.say(`legal hold, ${hold}: ${plan.removed.length} snapshots stay that would go`);
  else await repository.forget(plan.removed);
  return {
    kept: plan.kept.length,
    removed: hold ? 0 : plan.removed.length,
    held: hold ? plan.removed.length : 0,
    verified: plan.kept.filter((backup) => backup.verified).length,
    bytes: await repository.size(),
  };
};
