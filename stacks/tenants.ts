/** The tenants of a stack: reads their folders and checks what holds between them and their platform. */
import { join } from "node:path";
import { capacityProblems } from "./capacity.ts";
import { InvalidInput, type Problem } from "./problems.ts";
import { rewindProblems } from "./rewind.ts";
import type { Settings } from "./settings.ts";
import { contradictions, type Placed } from "./tenant/contradictions.ts";
import { readDocument, tenantFolders } from "./tenant/folders.ts";
import { parseTenant, type Tenant } from "./tenant.ts";

/**
 * @param folder  `gitops/platforms/<stack>`
 * @throws InvalidInput with everything that is wrong in any of them
 */
export function readTenants(folder: string, settings: Settings): readonly Tenant[] {
  const placed = readPlaced(folder);
  checkTenants(placed, settings);
  return placed.map(({ tenant }) => tenant);
}

/**
 * Each tenant by itself, as its document says.
 * @param folder  `gitops/platforms/<stack>`
 * @throws InvalidInput with everything that is wrong in any of the documents
 */
export function readPlaced(folder: string): readonly Placed[] {
  const placed: Placed[] = [];
  const problems: Problem[] = [];
  for (const name of tenantFolders(folder)) {
    const file = join(folder, name, "tenant.yaml");
    try {
      placed.push({ tenant: parseTenant(readDocument(file), file), folder: name, file });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InvalidInput(problems);
  return placed;
}

/**
 * All tenants of a platform, against it and against each other, and whether it carries them.
 * @throws InvalidInput with everything that contradicts
 */
export function checkTenants(placed: readonly Placed[], settings: Settings): void {
  const tenants = placed.map(({ tenant }) => tenant);
  const problems = [
    ...placed.flatMap((each) => contradictions(each, placed, settings)),
    ...capacityProblems(settings, tenants),
    ...rewindProblems(settings, tenants, new Date()),
  ];
  if (problems.length > 0) throw new InvalidInput(problems);
}
