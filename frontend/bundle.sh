#!/bin/sh
# Usage: bundle.sh VENV [--include=dev]   Bundles what pages do in a browser beyond HTML. Node comes from the system or from a wheel.
# Without Node the pages work without these extras, so that is said and is no failure (it is one with
# WESTPHALIA_REQUIRE_BUNDLE set).
set -eu
venv=$(cd "$1" && pwd)
cd "$(dirname "$0")"

# Node from the wheel is used before that of the system when it is there, so that a second run does the same.
PATH="$venv/bin:$PATH"
usable() { command -v npm >/dev/null 2>&1 && node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20)' 2>/dev/null; }

without() {
  echo "$1 The pages work without their extras (editor, maps that follow the year); 'make install' tries again." >&2
  [ -z "${WESTPHALIA_REQUIRE_BUNDLE:-}" ] && exit 0
  exit 1
}

if ! usable; then
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r ../requirements/node.txt ||
    without "Node 20 or later was not found and could not be installed."
fi
# Dependencies run no scripts of their own while they are installed.
npm ci --silent --no-audit --no-fund --ignore-scripts "${2:---omit=dev}" || without "The packages in frontend/package-lock.json could not be installed."
node build.mjs || without "The bundle could not be made."
touch ../graph/web/static/bundle/.made node_modules/.bundled
[ "${2:-}" != --include=dev ] || touch node_modules/.for-tests
