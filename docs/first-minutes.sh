#!/usr/bin/env bash
# What `make run` shows before it serves the pages: the main job on real facts, from the record that the package carries.
set -euo pipefail
comity=${1:-comity}
tell() { printf '\n\033[1m$ comity %s\033[0m\n' "$*"; "$comity" "$@"; }
tell show "Culpeper County, VA"
tell agreements --as-of 2025-06-30 --state MN --format table
tell changes --since 2025-12-01 --state NE --format table
tell explain us-ne-brown-county-sheriff.1.unlisted.2025-12-05
tell calendar --state VA --year 2027 --office sheriff --format table
tell doctor --format table
printf '\nThe data folder is %s. Ask on: comity --help\n' "${COMITY_HOME:-the default}"
