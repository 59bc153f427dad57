#!/bin/sh
# Installs the engines that the behaviours are tested in beside Chromium: Firefox and WebKit, as Debian has them. Where that
# is not possible their tests are left out, and the table of the tests says so.
set -u
missing=""
command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || missing="firefox-esr"
command -v WebKitWebDriver >/dev/null 2>&1 || missing="$missing webkit2gtk-driver"
command -v xvfb-run >/dev/null 2>&1 || missing="$missing xvfb"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi
# shellcheck disable=SC2086 # a list of packages
if ! { $sudo apt-get update && $sudo apt-get install -y --no-install-recommends $missing; } >/dev/null 2>&1; then
  echo "These engines cannot be installed here, their tests are left out:$missing"
fi
exit 0
