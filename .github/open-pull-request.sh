#!/usr/bin/env bash
# Proposes what has changed in the work tree, and does nothing where nothing has. A pull request that is open already is renewed.
#   open-pull-request.sh BRANCH TITLE WORKFLOW...
# WORKFLOW: files of the checks to start, because a workflow's own token starts none:
# https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/trigger-a-workflow (read 2026-11-22)
set -euo pipefail
branch=$1 title=$2
shift 2
git diff --quiet && exit 0
gh auth setup-git
git switch --quiet --create "$branch"
git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
  commit --quiet --all --message "$title"
git push --quiet --force origin "$branch"
if [ -z "$(gh pr list --head "$branch" --state open --json number --jq '.[].number')" ]; then
  gh pr create --head "$branch" --title "$title" --body "By the workflow $GITHUB_WORKFLOW, run $GITHUB_RUN_ID."
fi
for workflow; do gh workflow run "$workflow" --ref "$branch"; done
