#!/bin/sh
# Prints the Chromium that the tests use; installs one if there is none. Nothing printed: Playwright's own.
set -eu
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then
    command -v "$name"
    exit 0
  fi
done
cd "$(dirname "$0")/../.."
if timeout 300 npx playwright install chromium >&2; then
  exit 0
fi
if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi
$sudo apt-get update >&2
$sudo apt-get install -y chromium >&2
command -v chromium
