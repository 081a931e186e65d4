/** A copy of the work tree in which a platform has as many tenants as a measurement wants: the program in it is the real one. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, parseDocument, stringify } from "yaml";
import * as z from "zod";
import { workTree } from "../../simulator/paths.ts";
import { capacityProblems, ceiling } from "../../stacks/capacity.ts";
import type { Settings } from "../../stacks/settings.ts";
import { parseTenant, type Tenant } from "../../stacks/tenant.ts";
import { readSettings } from "../settings.ts";
import type { StackPlace } from "../stacks.ts";
import { generateTenant } from "../tenant/generate.ts";

/** What a preview reads. */
const parts = ["Pulumi.yaml", "package.json", "stacks", "components", "policy-pack", "gitops"];

const document = z.looseObject({ metadata: z.looseObject({}), spec: z.looseObject({}) });

export class Crowd {
  /** Root of the copy. */
  readonly tree: string;
  /** Most of these tenants that one platform of the stack carries, on its largest database. */
  readonly ceiling: number;
  readonly #settings: Settings;
  readonly #place: StackPlace;

  /** @param home  folder in which the copy is made */
  constructor(home: string, place: StackPlace) {
    this.tree = mkdtempSync(join(home, "crowd-"));
    this.#place = place;
    for (const part of parts) cpSync(join(workTree, part), join(this.tree, part), { recursive: true });
    symlinkSync(join(workTree, "node_modules"), join(this.tree, "node_modules"));
    const file = join(this.tree, "stacks", `Pulumi.${place.stack}.yaml`);
    const settings = parseDocument(readFileSync(file, "utf8"));
    settings.setIn(["config", "longshore:database", "size"], "xlarge");
    writeFileSync(file, String(settings));
    this.#settings = readSettings(this.tree, place.stack);
    this.ceiling = this.#largest();
  }

  /** Makes the platform's folder hold this many tenants and no other. @returns their files, by path in the repository */
  fill(count: number): Readonly<Record<string, string>> {
    const folder = join("gitops", "platforms", this.#place.stack);
    rmSync(join(this.tree, folder), { recursive: true, force: true });
    const files = Array.from({ length: count }, (_, index) => {
      const { written, tenant } = this.#tenant(index + 1);
      const own = join(folder, tenant.metadata.name);
      return [
        [join(own, "tenant.yaml"), stringify(written)],
        [join(own, "generated.yaml"), generateTenant(tenant)],
      ] as const;
    }).flat();
    for (const [file, text] of files) {
      mkdirSync(join(this.tree, dirname(file)), { recursive: true });
      writeFileSync(join(this.tree, file), text);
    }
    return Object.fromEntries(files);
  }

  #largest(): number {
    const tenants = Array.from({ length: ceiling.tenants }, (_, index) => this.#tenant(index + 1).tenant);
    for (let count = tenants.length; count > 1; count -= 1)
      if (capacityProblems(this.#settings, tenants.slice(0, count)).length === 0) return count;
    return 1;
  }

  /** A small one, made of the first sample tenant. */
  #tenant(number: number): { readonly written: unknown; readonly tenant: Tenant } {
    const name = `crowd-${String(number).padStart(4, "0")}`;
    const { region, tier, domain } = this.#settings;
    const written = document.parse(parse(readFileSync(sample, "utf8")));
    Object.assign(written.metadata, { name });
    Object.assign(written.spec, {
      // Open at all hours: what is measured must not wait for a window.
      calendar: { timeZone: "Europe/Berlin", receivingPeaks: [], dispatchCutOffs: [], financialClose, shifts: [shift] },
      ...{ isolation: "shared", tier, hostname: `${name}.${domain}`, residency: [region] },
      users: { named: 8, concurrent: 4 },
    });
    return { written, tenant: parseTenant(written, name) };
  }
}

const financialClose = { daysBefore: 0, daysAfter: 0 };
const shift = { name: "day", days: ["mon"], from: "08:00", to: "16:00" };
const sample = join(workTree, "gitops", "platforms", "aws-production", "velmora-nord", "tenant.yaml");
