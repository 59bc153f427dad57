#!/bin/sh
# Installs cmark-gfm, which pages of the dialect gfm are compared with. Where it cannot be had that comparison is skipped.
set -u
command -v cmark-gfm >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo"; fi
if $sudo apt-get install -y cmark-gfm >/dev/null 2>&1 || { $sudo apt-get update >/dev/null 2>&1 && $sudo apt-get install -y cmark-gfm >/dev/null 2>&1; }; then
  exit 0
fi
echo "cmark-gfm cannot be installed here: the comparison with it is skipped" >&2
