"""Looks at a Behalf.app as macOS would: test.sh says what it should be.

    look.py BUNDLE PROJECT ID VERSION MINIMUM
"""

import plistlib
import re
import struct
import sys
from pathlib import Path

app, project = Path(sys.argv[1]), Path(sys.argv[2])
app_id, version, minimum = sys.argv[3:]
wrong = []


def same(what, got, want):
    if got != want:
        wrong.append(f"{what} is {got!r}, want {want!r}")


def matches(what, got, pattern):
    if not re.fullmatch(pattern, str(got)):
        wrong.append(f"{what} is {got!r}, want {pattern}")


# The tree, with what may be run of it and what may be read.
modes = {str(p.relative_to(app)): oct(p.lstat().st_mode & 0o7777) for p in sorted(app.rglob("*"))}
folders = ["", "/MacOS", "/Resources", "/Library", "/Library/LaunchAgents"]
files = ["/Info.plist", "/PkgInfo", "/Resources/behalf.icns", "/Resources/LICENSE"]
want = {"Contents" + name: "0o755" for name in folders + ["/MacOS/behalf"]}
want |= {"Contents" + name: "0o644" for name in files}
agent_path = f"Contents/Library/LaunchAgents/{app_id}.plist"
same("the tree", modes, want | {agent_path: "0o644"})

for path in (app / "Contents/Info.plist", app / agent_path):
    if re.search("@[A-Z]+@", path.read_text()):
        wrong.append(f"{path.name} has a place that nobody filled")

info = plistlib.loads((app / "Contents/Info.plist").read_bytes())
same("the id", info["CFBundleIdentifier"], app_id)
same("the program", info["CFBundleExecutable"], "behalf")
same("the icon", info["CFBundleIconFile"] + ".icns", "behalf.icns")
same("the number", info["CFBundleShortVersionString"], version.split("-")[0])
matches("the number", info["CFBundleShortVersionString"], r"\d+(\.\d+){1,2}")
matches("the build", info["CFBundleVersion"], r"20\d\d\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})")
same("the oldest macOS", info["LSMinimumSystemVersion"], minimum)
same("menu-bar program", info["LSUIElement"], True)
same("high resolution", info["NSHighResolutionCapable"], True)
same("the category", info["LSApplicationCategoryType"], "public.app-category.productivity")
same("the schemes", [s for t in info["CFBundleURLTypes"] for s in t["CFBundleURLSchemes"]], ["behalf"])
document, declared = info["CFBundleDocumentTypes"], info["UTImportedTypeDeclarations"]
same("documents", [(d["CFBundleTypeRole"], d["LSHandlerRank"], d["LSItemContentTypes"]) for d in document],
     [("Viewer", "Alternate", ["com.apple.ical.ics"])])
same("the document's kind", [d["UTTypeTagSpecification"]["public.mime-type"] for d in declared], [["text/calendar"]])
spoken = sorted(p.stem for p in (project / "assets/translations").glob("*.json"))
same("the languages", info["CFBundleLocalizations"], spoken)
matches("the copyright", info["NSHumanReadableCopyright"], r"© \d{4} .+")

same("the agent", plistlib.loads((app / agent_path).read_bytes()), {
    "Label": app_id,
    "AssociatedBundleIdentifiers": [app_id],
    "ProgramArguments": ["/usr/bin/open", "-g", "-b", app_id, "--args", "--hidden"],
    "RunAtLoad": True,
    "LimitLoadToSessionType": "Aqua",
    "ProcessType": "Interactive",
})

# The hardened runtime has no exception: each would need its reason in that file.
same("the entitlements", plistlib.loads((project / "packaging/macos/entitlements.plist").read_bytes()), {})

# The icon: every size for both kinds of screen, as it was drawn.
icon = (app / "Contents/Resources/behalf.icns").read_bytes()
parts, at = {}, 8
while at < len(icon):
    kind, length = struct.unpack(">4sI", icon[at:at + 8])
    parts[kind.decode()] = icon[at + 8:at + length]
    at += length
same("the icon's length", (icon[:4], struct.unpack(">I", icon[4:8])[0], at), (b"icns", len(icon), len(icon)))
drawn = {"ic11": 32, "ic12": 64, "ic07": 128, "ic13": 256, "ic08": 256, "ic14": 512, "ic09": 512, "ic10": 1024}
same("the icon's parts", sorted(parts), sorted(list(drawn) + ["ic04", "ic05"]))
for kind, size in drawn.items():
    if parts.get(kind) != (project / f"packaging/icons/{size}.png").read_bytes():
        wrong.append(f"{kind} of the icon is not {size}.png: run make icons")
for kind in ("ic04", "ic05"):
    same(f"{kind} of the icon", parts.get(kind, b"")[:4], b"ARGB")

for line in wrong:
    print(line, file=sys.stderr)
sys.exit(1 if wrong else 0)
