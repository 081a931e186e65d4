/** What Azure refuses of a server that is restored to a point in time. */
import * as z from "zod";
import type { Refusal, Request } from "../../../cloud/definition.ts";
import { type ServerInputs, serverInputs } from "./inputs.ts";
import { sourceOf } from "./replicas.ts";

type ServerRefusal = Refusal<ServerInputs>;

const page = "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore";

/** Where an earlier time was never saved, or is not kept any more. */
const saved = z.looseObject({ backup: z.looseObject({ earliestRestoreDate: z.string() }) });

const isRestored = ({ inputs, old }: Request<ServerInputs>): boolean =>
  !old && inputs.createMode === "PointInTimeRestore";

const noTime: ServerRefusal = {
  code: "MissingRequiredParameter",
  when: (request) => isRestored(request) && request.inputs.pointInTimeUTC === undefined,
  message: "Parameter 'properties.pointInTimeUTC' must be specified. This parameter cannot be NULL or empty.",
  source:
    "REST reference, Servers - Create, pointInTimeUTC (2026-11); form: https://github.com/Azure/azure-cli/issues/33776 (2026-07)",
};

const outsideWindow: ServerRefusal = {
  code: "InvalidPointInTime",
  when: (request) => {
    const source = sourceOf(request.world, request.inputs);
    if (!isRestored(request) || !source || request.inputs.pointInTimeUTC === undefined) return false;
    const asked = Date.parse(request.inputs.pointInTimeUTC);
    const { backupRetentionDays: days = 7 } = serverInputs.parse(source.inputs).backup ?? {};
    const earliest = Date.parse(saved.safeParse(source.outputs).data?.backup.earliestRestoreDate ?? "");
    const now = Date.now();
    return !(asked >= Math.floor(earliest / 1000) * 1000 && asked >= now - days * 86_400_000 && asked <= now);
  },
  message: ({ inputs }) =>
    `The point in time ${inputs.pointInTimeUTC} lies outside the time to which the source server can be restored.`,
  source: { believed: `${page} (2026-11) has the rule; no text of the error was found` },
};

const otherRegion: ServerRefusal = {
  code: "InvalidLocation",
  when: (request) => {
    const source = sourceOf(request.world, request.inputs);
    return isRestored(request) && source !== undefined && source.region !== request.region;
  },
  message: "A point-in-time restore makes the new server in the region of its source.",
  source: { believed: `${page} (2026-11) has the rule; no text of the error was found` },
};

export const restoreRefusals: readonly ServerRefusal[] = [noTime, otherRegion, outsideWindow];
