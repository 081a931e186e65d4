/** Calls that come in from an integration: a carrier's webhook, an EDI partner's order, a scanner. Each gets a door of its own. */
import { cidr, list, section, text, whole } from "../schema.ts";

const path = text(
  /^(\/[a-z0-9][a-z0-9._-]*)+$/,
  "a path of lower-case letters, digits, dots, dashes and underscores, for example /integrations/parcel-carrier",
);

export const inbound = section({
  path: path.describe("Path that Odoo serves and below which all calls are; default /integrations/<name>").optional(),
  requestsPerMinute: whole(1, 6000, "requests").describe("Most in the long run, of one address"),
  burst: whole(1, 1000, "requests")
    .describe("Most at once, of one address; default a quarter of a minute's")
    .optional(),
  from: list(cidr(), "a list of IPv4 ranges")
    .min(1, { error: "at least one range; leave the line out where calls come from anywhere" })
    .describe("Addresses that calls come from; default all")
    .optional(),
  bodyMiB: whole(1, 64, "MiB").describe("Biggest call; default 8 MiB").optional(),
});

interface Integration {
  readonly name: string;
  readonly inbound?: { readonly path?: string | undefined } | undefined;
}

/** What is Odoo's own, or closed: a door there would change how people come in. */
const reserved = ["/web", "/odoo", "/websocket", "/website", "/my", "/metrics", "/xmlrpc/db", "/xmlrpc/2/db"];

/** Path of an integration's door. */
export const pathOf = ({ name, inbound }: Integration): string => inbound?.path ?? `/integrations/${name}`;

/** What a schema cannot say of the doors: where each of them stands. */
export function inboundProblems(
  integrations: readonly Integration[],
): readonly { readonly path: string; readonly fits: string }[] {
  const doors = integrations.flatMap((integration, index) =>
    integration.inbound ? [{ index, name: integration.name, path: pathOf(integration) }] : [],
  );
  return doors.flatMap(({ index, path }) => {
    const own = reserved.find((prefix) => isAtOrBelow(path, prefix));
    const other = doors.find(
      (door) => door.index < index && (isAtOrBelow(path, door.path) || isAtOrBelow(door.path, path)),
    );
    const fits = own
      ? `a path that is not at or below ${own}, which is Odoo's own`
      : other && `a path that is neither ${other.path} of ${other.name} nor above or below it`;
    return fits ? [{ path: `${index}.inbound.path`, fits }] : [];
  });
}

const isAtOrBelow = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);
