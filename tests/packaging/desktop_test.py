#!/usr/bin/env python3
"""Desktop entry, metainfo, icon and program agree on their names. Usage: desktop_test.py SOURCE_FOLDER APP_ID VERSION

The validators pass a launchable that names no installed file, so the names are compared here.
"""
import configparser
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

source, app_id, version = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
desktop_file = source / "packaging" / "calm-workbench.desktop"
metainfo_file = source / "packaging" / f"{app_id}.metainfo.xml"
failures = []


def expect(what, found, wanted):
    if found != wanted:
        failures.append(f"{what} is '{found}', '{wanted}' is wanted")


metainfo = ElementTree.parse(metainfo_file).getroot()
expect("metainfo id", metainfo.findtext("id"), app_id)
expect("metainfo launchable", metainfo.findtext("launchable"), desktop_file.name)
expect("metainfo licence", metainfo.findtext("project_license"), "GPL-3.0-or-later")
expect("newest release in the metainfo", metainfo.find("releases/release").get("version"), version)

parser = configparser.ConfigParser(interpolation=None)
parser.optionxform = str
parser.read(desktop_file, encoding="utf-8")
entry = parser["Desktop Entry"]
expect("desktop entry's name", entry["Name"], metainfo.findtext("name"))
expect("desktop entry's program", entry["Exec"].split()[0], "calm-workbench")
expect("icon in the metainfo", metainfo.findtext("icon"), entry["Icon"])
icon = source / "resources" / "icons" / f"{entry['Icon']}.svg"
expect("icon's file type", ElementTree.parse(icon).getroot().tag, "{http://www.w3.org/2000/svg}svg")

for file in [*source.glob("ui/**/*.cpp"), *source.glob("app/**/*.cpp")]:
    for name in re.findall(r"setDesktopFileName\([^\"\n]*\"([^\"]*)\"", file.read_text(encoding="utf-8")):
        expect(f"setDesktopFileName in {file.relative_to(source)}", name, desktop_file.stem)

for command in (["appstreamcli", "validate", "--no-net", str(metainfo_file)], ["desktop-file-validate", str(desktop_file)]):
    if not shutil.which(command[0]):
        failures.append(f"{command[0]} is missing: packaging/setup.sh installs it")
        continue
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        failures.append(f"{' '.join(command)}:\n{result.stdout}{result.stderr}")

print("\n".join(failures) or "names agree")
sys.exit(1 if failures else 0)
