"""Are these addons what their list says, and does everything that they need stand beside them?

    python3 check_addons.py --odoo FOLDER [--beside FOLDER]... [--requirements FILE]... FOLDER

FOLDER holds addons and `addons.json`, which lists them: see the README of this image. `--odoo` is where Odoo's own addons
are, `--beside` where others are that these may depend on, `--requirements` names files of Python packages that the image has.
Manifests are read and never run. Exit code 1 and one line for each problem: where, what was found, what would fit.
"""

import argparse
import ast
import json
import re
import shutil
import sys
from pathlib import Path

# Kinds of licences by the names that manifests have for them (Odoo 19, "Module manifests", read 2026-11-22).
KINDS = {
    "Other OSI approved licence": "permissive",
    "LGPL-3": "weak",
    "GPL-2": "strong",
    "GPL-2 or any later version": "strong",
    "GPL-3": "strong",
    "GPL-3 or any later version": "strong",
    "AGPL-3": "network",
    "OEEL-1": "proprietary",
    "OPL-1": "proprietary",
    "Other proprietary": "proprietary",
}
# What an addon of one kind may depend on. Side by side in one server is fine; it is the dependency that makes one work of
# two (OCA, contributors' list, 2025-09-08; the table is that of acsone's manifestoo 1.1, but that what is permissive may
# depend on Odoo itself).
MAY_DEPEND_ON = {
    "proprietary": {"proprietary", "permissive", "weak"},
    "permissive": {"permissive", "weak"},
    "weak": {"permissive", "weak"},
    "strong": {"permissive", "weak", "strong"},
    "network": {"permissive", "weak", "strong", "network"},
}
# Odoo's default for a manifest that names none.
DEFAULT_LICENCE = "LGPL-3"


def manifest_of(addon):
    """The manifest of a folder, or None with a problem where it is no plain dictionary."""
    path = addon / "__manifest__.py"
    try:
        manifest = ast.literal_eval(path.read_text(encoding="utf-8"))
        if isinstance(manifest, dict):
            return manifest, None
        found = type(manifest).__name__
    except (SyntaxError, ValueError) as error:
        found = str(error)
    return None, f"{path}: found {found}; fits one dictionary of plain values, nothing to be run"


def addons_in(folder):
    return {path.parent.name: path.parent for path in sorted(Path(folder).glob("*/__manifest__.py"))}


def normal(package):
    """Python's own rule for names of packages (PEP 503)."""
    return re.sub(r"[-_.]+", "-", package).lower()


def locked(files):
    """Packages and their versions in pip's requirements files."""
    lines = "\n".join(Path(file).read_text(encoding="utf-8") for file in files)
    return {normal(name): version for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", lines, re.MULTILINE)}


def source_problems(where, entry, manifest, packages):
    source = entry.get("source", {})
    if "package" in source:
        found = packages.get(normal(source["package"]), "nothing")
        if not f"{found}.".startswith(f"{manifest.get('version')}."):
            yield f"{where}: found version {manifest.get('version')}; {source['package']} is locked at {found}"
    elif "git" in source:
        if not re.fullmatch(r"(?:[0-9a-f]{40})?", source.get("commit", "?")):
            yield f"{where}: found commit {source.get('commit')!r}; fits 40 hex digits, or none before it was looked up"
    elif "folder" not in source:
        yield f"{where}: found source {source}; fits a package, a git address with its commit, or a folder"


def need_problems(where, manifest, known, packages):
    for name in manifest.get("depends", ["base"]):
        if name not in known:
            yield f"{where} depends: found {name}; fits an addon of Odoo, of the image or of this folder"
    external = manifest.get("external_dependencies", {})
    for requirement in external.get("python", []):
        name = re.match(r"[\w.-]+", requirement).group()
        if normal(name) not in packages:
            yield f"{where} external_dependencies: found {requirement}; fits a package of the locked requirements"
    for program in external.get("bin", []):
        if not shutil.which(program):
            yield f"{where} external_dependencies: found {program}; fits a program that the image has"


def licence_problems(where, entry, manifest, known):
    licence = manifest.get("license", DEFAULT_LICENCE)
    if licence not in KINDS:
        yield f"{where} license: found {licence}; fits {', '.join(KINDS)}"
        return
    if licence != entry.get("licence"):
        yield f"{where} license: found {licence}; addons.json says {entry.get('licence')}"
    for name in manifest.get("depends", []):
        other = known[name].get("license", DEFAULT_LICENCE) if name in known else licence
        if KINDS.get(other, "proprietary") not in MAY_DEPEND_ON[KINDS[licence]]:
            yield f"{where} license: found {licence}, which may not depend on {name} ({other})"


def check(folder, odoo, beside, requirements):
    """Yields one line for each problem."""
    listed_in = Path(folder) / "addons.json"
    try:
        listing = json.loads(listed_in.read_text(encoding="utf-8"))
        series, entries = listing["series"], listing["addons"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"{listed_in}: found {error!r}; fits {{\"series\": …, \"addons\": {{…}}}}"
        return
    own, packages, known, places = addons_in(folder), locked(requirements), {}, {}
    for place in [odoo, *beside, folder]:
        for name, path in addons_in(place).items():
            manifest, problem = manifest_of(path)
            if problem:
                yield problem
            if name in places:
                yield f"{path}: found a second {name}; fits a name that {places[name]} does not have"
            known[name], places[name] = manifest or {}, path
    if "base" not in known:
        yield f"{odoo}: found no addon base; fits the folder of Odoo's own addons"
    for name in sorted(set(entries) - set(own)):
        yield f"{listed_in} {name}: found no folder of that name; fits an addon that is there"
    for name in sorted(set(own) - set(entries)):
        yield f"{own[name]}: found an addon that {listed_in} does not list; fits one with its source and licence"
    for name in sorted(set(own) & set(entries)):
        manifest, where = known[name], own[name]
        if not manifest:
            continue
        if not re.fullmatch(re.escape(series) + r"(\.\d+){3}", str(manifest.get("version"))):
            yield f"{where} version: found {manifest.get('version')}; fits {series}.x.y.z"
        if manifest.get("installable", True) is not True:
            yield f"{where} installable: found {manifest['installable']}; fits True"
        yield from source_problems(where, entries[name], manifest, packages)
        yield from need_problems(where, manifest, known, packages)
        yield from licence_problems(where, entries[name], manifest, known)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--odoo", required=True)
    parser.add_argument("--beside", action="append", default=[])
    parser.add_argument("--requirements", action="append", default=[])
    arguments = parser.parse_args()
    problems = list(check(arguments.folder, arguments.odoo, arguments.beside, arguments.requirements))
    print("\n".join(problems) or f"{len(addons_in(arguments.folder))} addons are what they should be")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
