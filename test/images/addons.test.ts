import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workTree } from "../../simulator/paths.ts";
import { temporaryFolder } from "../support/temporary.ts";

const image = join(workTree, "images", "odoo");
const read = (path: string) => readFileSync(join(image, path), "utf8");

interface Addon {
  /** What the manifest says beside or in place of what a good one does; text is the whole file, null none at all. */
  readonly manifest?: Readonly<Record<string, unknown>> | string | null;
  /** What `addons.json` says of it. */
  readonly listed?: unknown;
}

const good = { name: "An addon", version: "19.0.1.0.0", license: "LGPL-3", depends: ["base"] };
const own = { folder: "addons" };

/** What the check says of a tenant's addons, beside Odoo's `base`, the image's two and the enterprise edition's `planning`. */
function check(addons: Readonly<Record<string, Addon>>): readonly string[] {
  const root = temporaryFolder();
  try {
    writeAddon(root, "odoo/base", { name: "Base" });
    writeAddon(root, "image/queue_job", { ...good });
    writeAddon(root, "image/fs_attachment", { ...good, license: "AGPL-3" });
    // As Odoo writes them: versions without the series.
    writeAddon(root, "enterprise/planning", { name: "Planning", version: "1.0", license: "OEEL-1", depends: ["base"] });
    mkdirSync(join(root, "tenant"));
    for (const [name, { manifest = {} }] of Object.entries(addons)) {
      if (manifest !== null)
        writeAddon(root, `tenant/${name}`, typeof manifest === "string" ? manifest : { ...good, ...manifest });
    }
    const listed = Object.entries(addons).map(([name, addon]) => [
      name,
      "listed" in addon ? addon.listed : { source: own, licence: "LGPL-3" },
    ]);
    const entries = Object.fromEntries(listed.filter(([, entry]) => entry !== undefined));
    writeFileSync(join(root, "tenant", "addons.json"), JSON.stringify({ series: "19.0", addons: entries }));
    writeFileSync(
      join(root, "requirements.txt"),
      "python-slugify==8.0.4 \\\n    --hash=sha256:00\nodoo-addon-dock==19.0.1.2.0.3\n",
    );
    const places = [
      `--odoo=${root}/odoo`,
      `--beside=${root}/image`,
      `--beside=${root}/enterprise`,
      `--requirements=${root}/requirements.txt`,
    ];
    const { status, stdout, stderr } = spawnSync(
      "python3",
      [join(image, "check_addons.py"), ...places, `${root}/tenant`],
      {
        encoding: "utf8",
      },
    );
    assert.equal(stderr, "");
    const lines = stdout.trim().replaceAll(`${root}/`, "").split("\n");
    assert.equal(status, /are what they should be$/.test(lines.join()) ? 0 : 1);
    return lines;
  } finally {
    rmSync(root, { recursive: true });
  }
}

function writeAddon(root: string, path: string, manifest: object | string): void {
  mkdirSync(join(root, path), { recursive: true });
  // JSON of texts, lists and dictionaries is Python as well; only the words for yes and no differ.
  const text = typeof manifest === "string" ? manifest : JSON.stringify(manifest).replaceAll("false", "False");
  writeFileSync(join(root, path, "__manifest__.py"), text);
}

describe("the check of Odoo's addons", function () {
  this.timeout(180_000);

  it("passes a tenant's own addons and bought ones that fit", () => {
    const addons = {
      yard: { manifest: { depends: ["queue_job", "dock"], external_dependencies: { python: ["python_slugify>=8"] } } },
      dock: {
        manifest: { version: "19.0.1.2.0", license: "OEEL-1" },
        listed: { source: { package: "odoo-addon-dock" }, licence: "OEEL-1" },
      },
      gate: {
        manifest: { license: "OPL-1", depends: ["dock", "planning"] },
        listed: { source: { git: "https://git.example/gate.git", commit: "a".repeat(40) }, licence: "OPL-1" },
      },
    };
    // What is weakly protective may not build on what is closed.
    assert.deepEqual(check(addons), ["tenant/yard license: found LGPL-3, which may not depend on dock (OEEL-1)"]);
    const yard = { manifest: { ...addons.yard.manifest, license: "OPL-1" }, listed: { source: own, licence: "OPL-1" } };
    assert.deepEqual(check({ ...addons, yard }), ["3 addons are what they should be"]);
  });

  /** By name: what is wrong with each, and the one line that the check has for it. */
  const bad: Readonly<Record<string, readonly [what: string, addon: Addon, says: RegExp]>> = {
    yard: [
      "a dependency that is nowhere",
      { manifest: { depends: ["stock_3pl"] } },
      /^yard depends: found stock_3pl; fits/,
    ],
    pier: [
      "another series",
      { manifest: { version: "18.0.1.0.0" } },
      /^pier version: found 18\.0\.1\.0\.0; fits 19\.0\.x/,
    ],
    berth: ["a version without its series", { manifest: { version: "1.0" } }, /^berth version: found 1\.0; fits 19\.0/],
    crane: [
      "an addon that is switched off",
      { manifest: { installable: false } },
      /^crane installable: found False; fits True/,
    ],
    customs: [
      "a Python package that the image does not have",
      { manifest: { external_dependencies: { python: ["zeep[async]>=4"] } } },
      /^customs external_dependencies: found zeep\[async\]>=4; fits a package of the locked requirements/,
    ],
    labels: [
      "a program that the image does not have",
      { manifest: { external_dependencies: { bin: ["label-printer-of-nobody"] } } },
      /^labels external_dependencies: found label-printer-of-nobody; fits a program/,
    ],
    queue_job: [
      "a name that is taken",
      {},
      /^queue_job: found a second queue_job; fits a name that image\/queue_job does not/,
    ],
    stray: [
      "an addon that nobody listed",
      { listed: undefined },
      /^stray: found an addon that .*addons\.json does not list/,
    ],
    ghost: ["an addon that is only listed", { manifest: null }, /^addons\.json ghost: found no folder of that name/],
    toll: [
      "a licence that is not the listed one",
      { listed: { source: own, licence: "OPL-1" } },
      /^toll license: found LGPL-3; addons\.json says OPL-1/,
    ],
    vault: [
      "closed code on the AGPL",
      { manifest: { license: "OEEL-1", depends: ["fs_attachment"] }, listed: { source: own, licence: "OEEL-1" } },
      /^vault license: found OEEL-1, which may not depend on fs_attachment \(AGPL-3\)/,
    ],
    roster: [
      "the AGPL on closed code",
      { manifest: { license: "AGPL-3", depends: ["planning"] }, listed: { source: own, licence: "AGPL-3" } },
      /^roster license: found AGPL-3, which may not depend on planning \(OEEL-1\)/,
    ],
    scale: [
      "a licence that Odoo has no name for",
      { manifest: { license: "MIT" }, listed: { source: own, licence: "MIT" } },
      /^scale license: found MIT; fits Other OSI approved licence, LGPL-3/,
    ],
    ramp: [
      "a package that is locked at another version",
      { listed: { source: { package: "odoo-addon-dock" }, licence: "LGPL-3" } },
      /^ramp: found version 19\.0\.1\.0\.0; odoo-addon-dock is locked at 19\.0\.1\.2\.0\.3/,
    ],
    buoy: [
      "a branch in the place of a commit",
      { listed: { source: { git: "https://git.example/buoy.git", commit: "main" }, licence: "LGPL-3" } },
      /^buoy: found commit 'main'; fits 40 hex digits/,
    ],
    tide: [
      "a source that says nothing",
      { listed: { source: {}, licence: "LGPL-3" } },
      /^tide: found source \{\}; fits a/,
    ],
    script: [
      "a manifest that would have to be run",
      { manifest: `{"name": open("written-by-a-manifest", "w").name}` },
      /^script\/__manifest__\.py: found .*; fits one dictionary of plain values/,
    ],
  };
  let said: readonly string[];
  before(() => {
    said = check(Object.fromEntries(Object.entries(bad).map(([name, [, addon]]) => [name, addon])));
  });
  for (const [name, [what, , says]] of Object.entries(bad)) {
    it(`refuses ${what}`, () => {
      const lines = said.filter((line) => new RegExp(`^tenant/(addons\\.json )?${name}\\b`).test(line));
      assert.equal(lines.length, 1, said.join("\n"));
      assert.match(lines[0]?.slice("tenant/".length) ?? "", says);
    });
  }

  it("complains of nothing else, and runs no manifest", () => {
    assert.equal(said.length, Object.keys(bad).length);
    assert.equal(existsSync("written-by-a-manifest"), false);
  });

  it("wants a list", () => {
    const nowhere = spawnSync("python3", [join(image, "check_addons.py"), "--odoo=nowhere", "nowhere"], {
      encoding: "utf8",
    });
    assert.equal(nowhere.status, 1);
    assert.match(nowhere.stdout, /^nowhere\/addons\.json: found FileNotFoundError/);
  });
});

describe("the list of the image's addons", () => {
  const { addons } = JSON.parse(read("addons/addons.json"));
  const sources = (kind: string): readonly string[] =>
    Object.values<{ source: Record<string, string> }>(addons).flatMap(({ source }) => source[kind] ?? []);

  it("names every package of an addon that is installed, and no other", () => {
    const locked = read("requirements.txt").match(/^odoo-addon-[\w-]+(?===)/gm) ?? [];
    assert.deepEqual([...sources("package")].sort(), [...locked].sort());
  });

  it("names what the Dockerfile takes from Git, by the same commit", () => {
    const taken = [...read("Dockerfile").matchAll(/^ADD (\S+\.git)#([\w.]+):(\w+) /gm)];
    assert.equal(taken.length, sources("git").length);
    for (const [, git, reference, name = ""] of taken) {
      const { source } = addons[name];
      assert.deepEqual({ git, reference }, { git: source.git, reference: source.commit || source.branch });
    }
  });

  it("names our own", () => {
    const folders = readdirSync(join(image, "addons"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(
      Object.keys(addons).filter((name) => addons[name].source.folder !== undefined),
      folders.map(({ name }) => name),
    );
  });

  it("is checked while the image is built, against Odoo itself", () => {
    assert.match(read("Dockerfile"), /^RUN \["python3", "\/opt\/longshore\/check_addons\.py", "--odoo=\/usr\/lib\//m);
  });
});
