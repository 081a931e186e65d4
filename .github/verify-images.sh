#!/usr/bin/env bash
# Reads images as repository@digest, one a line, and fails unless each was signed by images.yml on the main branch.
# https://docs.sigstore.dev/quickstart/verification-cheat-sheet (read 2026-11-22)
set -euo pipefail
identity="https://github.com/$GITHUB_REPOSITORY/.github/workflows/images.yml@refs/heads/main"
while read -r image; do
  [ -n "$image" ] || continue
  cosign verify --certificate-identity "$identity" \
    --certificate-oidc-issuer https://token.actions.githubusercontent.com "$image" >/dev/null
  echo "$image is signed by $identity"
done
