/** Applies the retention, with an identity that the dump does not have. */
import { type Command, repositoryOf } from "../context.ts";
import { planRetention } from "../retention.ts";
import { count } from "../settings.ts";

export const prune: Command = async (context) => {
  const { environment } = context;
  const keep = {
    daily: count(environment, "KEEP_DAILY", 7, 1),
    weekly: count(environment, "KEEP_WEEKLY", 4, 0),
    monthly: count(environment, "KEEP_MONTHLY", 3, 0),
  };
  const repository = repositoryOf(context);
  const plan = planRetention(await repository.snapshots(), keep, new Date());
  for (const { id, reasons } of plan.kept) context.say(`keeps ${id.slice(0, 8)}: ${reasons.join(", ")}`);
  await repository.forget(plan.removed);
  return {
    kept: plan.kept.length,
    removed: plan.removed.length,
    verified: plan.kept.filter((backup) => backup.verified).length,
    bytes: await repository.size(),
  };
};
