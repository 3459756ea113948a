#!/usr/bin/env bash
# Makes what a program carries for the Explorer and the system, to be linked
# into it: icon, manifest, version.
#
#   resources.sh NAME OBJECT      NAME is that of the program's file
set -euo pipefail
source "$(dirname "$0")/../project.sh"

name=$1 object=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
packaging/windows/icon.sh "$work/behalf.ico"
cp packaging/windows/behalf.manifest "$work"

# Of the version, Windows compares four numbers and shows the words.
numbers=${version%%[-+]*}
cat >"$work/behalf.rc" <<RC
1 ICON "behalf.ico"
1 24 "behalf.manifest"
1 VERSIONINFO
FILEVERSION ${numbers//./,},0
PRODUCTVERSION ${numbers//./,},0
FILEOS 0x40004L
FILETYPE 0x1L
{
	BLOCK "StringFileInfo" {
		BLOCK "040904B0" {
			VALUE "CompanyName", "$(metadata Name)"
			VALUE "FileDescription", "$(metadata Name)"
			VALUE "FileVersion", "$version"
			VALUE "InternalName", "behalf"
			VALUE "LegalCopyright", "$(sed -n '/^Copyright/{p;q}' LICENSE)"
			VALUE "OriginalFilename", "$name"
			VALUE "ProductName", "$(metadata Name)"
			VALUE "ProductVersion", "$version"
		}
	}
	BLOCK "VarFileInfo" {
		VALUE "Translation", 0x409, 1200
	}
}
RC
cd "$work"
x86_64-w64-mingw32-windres --codepage=65001 --input behalf.rc --output "$object" --output-format=coff
