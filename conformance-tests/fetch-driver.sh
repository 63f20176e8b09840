#!/bin/sh
# Fetches the browser driver named in package-lock.json, unless that very one is already here.
set -eu
if ! cmp -s package-lock.json node_modules/.fetched; then
  npm ci --ignore-scripts --no-progress --loglevel=error
  cp package-lock.json node_modules/.fetched
fi
