#!/usr/bin/env bash
# Imports the git history of a JSON file with the published command, and holds every revision against git byte for byte.
# Usage: benchmarks/import-git.sh REPO FILE      (FILE is a path in REPO)
set -euo pipefail
repo=$(cd "$1" && pwd)
file=$2
root=$(cd "$(dirname "$0")/.." && pwd)
case $(uname -sm) in
    'Linux x86_64') runtime=linux-x64 ;;
    'Linux aarch64') runtime=linux-arm64 ;;
    'Darwin arm64') runtime=osx-arm64 ;;
    'Darwin x86_64') runtime=osx-x64 ;;
    *) echo "unknown machine: $(uname -sm)" >&2; exit 3 ;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet publish "$root/src/Timeline.Cli" -c Release -r "$runtime" --self-contained false -o "$work/bin" -v quiet -nologo
timeline=$work/bin/timeline
cd "$work"
export COLUMNS=100

# Seconds of one whole process, as the shell sees it: the best of N runs.
seconds() {
    local runs=$1 best='' now
    shift
    for ((run = 0; run < runs; run++)); do
        now=$( { TIMEFORMAT=%R; time "$@" > /dev/null 2> /dev/null; } 2>&1 )
        best=$(printf '%s\n%s\n' "$best" "$now" | grep . | sort -n | head -n 1)
    done
    echo "$best"
}

name=$(basename "$file")
imported=$(seconds 1 "$timeline" import "$name" --git "$repo" --path-in-repo "$file")
number=0
exact=0
while read -r commit; do
    git -C "$repo" show "$commit:$file" > expected 2> /dev/null || continue
    if "$timeline" show "$name@$number" 2> /dev/null | cmp -s - expected; then exact=$((exact + 1)); fi
    number=$((number + 1))
done < <(git -C "$repo" log --reverse --topo-order --no-renames --format=%H -- "$file")

# What git itself makes of just these revisions: the smallest pack it can.
objects=$(git -C "$repo" log --no-renames --raw --no-abbrev --format= -- "$file" | awk '{ print $4 }' | grep -v '^0*$' | sort -u)
pack=$(printf '%s\n' "$objects" | git -C "$repo" pack-objects --window=250 --depth=250 --no-reuse-delta --stdout 2> /dev/null | wc -c)

echo "revisions in git        $number"
echo "exact byte for byte     $exact"
echo "import, seconds         $imported"
echo "store, bytes            $(stat -c %s .timeline/timeline.db 2> /dev/null || stat -f %z .timeline/timeline.db)"
echo "git pack, bytes         $pack (blobs of the file alone)"
echo "log, seconds            $(seconds 5 "$timeline" log "$name")"
echo "show, seconds           $(seconds 5 "$timeline" show "$name")"
echo "diff, seconds           $(seconds 5 "$timeline" diff "$name" head~1 head)"
echo "blame, seconds          $(seconds 5 "$timeline" blame "$name")"
"$timeline" verify
