#!/usr/bin/env python3
"""Writes what Behalf is made of as CycloneDX, to standard output.

    packaging/sbom.py VERSION HOMEPAGE FILE…

The modules are those that are linked on any system, as the go command tells,
with their licences (assets/licences) and the C that two of them carry. The files
are the packages of the release. One commit gives the same text every time:
SOURCE_DATE_EPOCH says when.

The usual tools are not used: cyclonedx-gomod knows one system at a time and none
of the C, and syft is a hundred times the size of what it would replace here.
packaging/test-release.sh checks the result against the official schema.
"""

import base64
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Every kind of Mac has the same modules.
SYSTEMS = ["linux", "windows", "darwin"]
# C that is compiled in: the module, the file that says its version, how.
CARRIED = {
    "sqlite": ("github.com/mattn/go-sqlite3", "sqlite3-binding.h", r'#define SQLITE_VERSION\s+"([\d.]+)"'),
    "glfw": (
        "github.com/go-gl/glfw/v3.4/glfw",
        "glfw/include/GLFW/glfw3.h",
        r"#define GLFW_VERSION_MAJOR\s+(\d+)[\s\S]*?#define GLFW_VERSION_MINOR\s+(\d+)[\s\S]*?#define GLFW_VERSION_REVISION\s+(\d+)",
    ),
}


def go(*arguments, **environment):
    result = subprocess.run(["go", *arguments], cwd=ROOT, env=os.environ | environment, check=True, stdout=subprocess.PIPE, text=True)
    return result.stdout


def linked():
    """The modules by path, each with the systems it is linked on."""
    modules = {}
    for system in SYSTEMS:
        out = go("list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Sum}}\t{{.Dir}}{{end}}{{end}}", ".",
                 GOOS=system, GOARCH="amd64", CGO_ENABLED="1")
        for line in sorted(set(filter(None, out.splitlines()))):
            path, version, checksum, folder = line.split("\t")
            module = modules.setdefault(path, {"version": version, "sum": checksum, "folder": folder, "systems": []})
            module["systems"].append(system)
    return modules


def licence(name):
    text = (ROOT / "assets/licences" / f"{name}.txt").read_text()
    return [{"license": {"name": f"Licence of {name}", "text": {"contentType": "text/plain", "content": text}}}]


def library(purl, name, version, **more):
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl} | more


def components(modules):
    toolchain = go("env", "GOVERSION").strip().removeprefix("go")
    found = [library(f"pkg:golang/std@{toolchain}", "std", toolchain, licenses=licence("Go"))]
    for path, module in sorted(modules.items()):
        # what go.sum has: the sum of the sums of the module's files
        checksum = base64.b64decode(module["sum"].removeprefix("h1:")).hex()
        found.append(library(
            f"pkg:golang/{path}@{module['version']}", path, module["version"],
            hashes=[{"alg": "SHA-256", "content": checksum}],
            licenses=licence(path),
            properties=[{"name": "behalf:system", "value": system} for system in module["systems"]],
        ))
    for name, (path, file, pattern) in CARRIED.items():
        header = (Path(modules[path]["folder"]) / file).read_text(errors="replace")
        version = ".".join(re.search(pattern, header).groups())
        found.append(library(
            f"pkg:generic/{name}@{version}", name, version,
            cpe=f"cpe:2.3:a:{name}:{name}:{version}:*:*:*:*:*:*:*",
            description=f"C source, compiled in as part of {path}",
        ))
    return found


def main():
    version, homepage, *files = sys.argv[1:]
    parts = components(linked())
    when = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    program = library(f"pkg:generic/behalf@{version}", "behalf", version, licenses=[{"license": {"id": "MIT"}}],
                      externalReferences=[{"type": "website", "url": homepage}])
    program["type"] = "application"
    program["components"] = [{
        "type": "file", "bom-ref": Path(file).name, "name": Path(file).name,
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(Path(file).read_bytes()).hexdigest()}],
    } for file in sorted(files)]
    json.dump({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{homepage}#{version}-{when.isoformat()}')}",
        "version": 1,
        "metadata": {
            "timestamp": when.isoformat(),
            "tools": {"components": [{"type": "application", "name": "packaging/sbom.py"}]},
            "component": program,
        },
        "components": parts,
        "dependencies": [{"ref": program["bom-ref"], "dependsOn": sorted(part["bom-ref"] for part in parts)}],
    }, sys.stdout, indent=1, ensure_ascii=False)
    print()


main()
