#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the software bill of materials of built programs, as CycloneDX 1.4: packaging/sbom.py VERSION HOMEPAGE PROGRAM...

Named are every library that a program is linked to, directly or not, and the Qt plugins that it loads when it runs with
what those are linked to: file, SHA-256, Debian package, version and source package. Nothing in it depends on the time, the
place or the machine, only on the sources and the packages installed.
"""
import hashlib
import json
import os
import re
import subprocess
import sys
import uuid

PLUGINS = ("sqldrivers/libqsqlite.so", "imageformats/libqsvg.so", "imageformats/libqjpeg.so", "iconengines/libqsvgicon.so",
           "tls/libqopensslbackend.so", "platforms/libqxcb.so", "platforms/libqoffscreen.so")


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}).stdout


def libraries(file):
    """The libraries that the dynamic linker loads for `file`, as real paths."""
    found = re.findall(r"(?:=>\s+|^\s*)(/\S+)\s+\(0x", output("ldd", file), re.MULTILINE)
    return sorted({os.path.realpath(path) for path in found})


def package(file):
    """Debian's facts on the installed file: package, version, architecture, source package."""
    names = [file, file.removeprefix("/usr")] if file.startswith("/usr/lib") else [file, "/usr" + file]
    for name in names:
        owner = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True)
        if owner.returncode == 0:
            fields = "${Package}\t${Version}\t${Architecture}\t${source:Package}"
            return output("dpkg-query", "--show", "--showformat=" + fields, owner.stdout.rsplit(": ", 1)[0]).split("\t")
    sys.exit(f"sbom: no package holds {file}")


def component(file):
    name, version, architecture, source = package(file)
    with open(file, "rb") as content:
        digest = hashlib.sha256(content.read()).hexdigest()
    soname = re.search(r"SONAME.*\[(.*)\]", output("readelf", "--dynamic", file))
    return {
        "type": "library",
        "bom-ref": os.path.basename(file),
        "name": soname.group(1) if soname else os.path.basename(file),
        "version": version,
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "purl": f"pkg:deb/debian/{name}@{version.replace('+', '%2B').replace(':', '%3A')}?arch={architecture}&distro=debian-12",
        "properties": [
            {"name": "debian:package", "value": name},
            {"name": "debian:source", "value": source},
            {"name": "file", "value": file},
        ],
    }


def bill(version, homepage, programs):
    qt = output("qtpaths6", "--query", "QT_INSTALL_PLUGINS").strip()
    plugins = [os.path.realpath(os.path.join(qt, plugin)) for plugin in PLUGINS]
    linked = {os.path.basename(file): libraries(file) for file in [*programs, *plugins]}
    files = sorted({*plugins, *(library for several in linked.values() for library in several)})
    own = {"type": "application", "bom-ref": "tokendesk", "name": "tokendesk", "version": version,
           "licenses": [{"license": {"id": "Apache-2.0"}}],
           "externalReferences": [{"type": "website", "url": homepage}]}
    parts = [{"type": "application", "bom-ref": os.path.basename(program), "name": os.path.basename(program),
              "version": version} for program in programs]
    for part in parts:
        part["bom-ref"] = "program:" + part["name"]
    own["components"] = parts
    dependencies = [{"ref": "tokendesk", "dependsOn": [part["bom-ref"] for part in parts]}]
    for file in [*programs, *plugins]:
        name = os.path.basename(file)
        ref = "program:" + name if file in programs else name
        loads = [os.path.basename(plugin) for plugin in plugins] if name in ("tokendesk", "tokendesk-decoder") else []
        dependencies.append({"ref": ref, "dependsOn": sorted({os.path.basename(l) for l in linked[name]} | set(loads))})
    compiler = output("c++", "-dumpfullversion").strip()
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.4",
        "version": 1,
        "metadata": {"tools": [{"vendor": "GNU", "name": "g++", "version": compiler}], "component": own},
        "components": [component(file) for file in files],
        "dependencies": sorted(dependencies, key=lambda entry: entry["ref"]),
    }
    identity = uuid.uuid5(uuid.NAMESPACE_URL, homepage + json.dumps(document, sort_keys=True))
    return {"bomFormat": "CycloneDX", "specVersion": "1.4", "serialNumber": f"urn:uuid:{identity}", **document}


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit("usage: packaging/sbom.py VERSION HOMEPAGE PROGRAM...")
    print(json.dumps(bill(sys.argv[1], sys.argv[2], sys.argv[3:]), indent=2))
