# What the steps share; to be sourced. Gives them $root, $work, a directory that goes when they end, and the functions below.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
# the seed and the script that starts a container engine; both are optional
shared=${DATELINE_SHARED:-$root/../shared}
pids=()
own=
[ -n "${work:-}" ] || { work=$(mktemp -d); own=yes; }

finish() {
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  [ -z "$own" ] || { [ ! -f "$work/engine-stop" ] || bash "$work/engine-stop" || true; rm -rf "$work"; }
}
trap finish EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }
skip() { echo "skipped: $*"; exit 0; }

await() { # await SECONDS COMMAND…
  local end=$((SECONDS + $1)); shift
  until "$@"; do [ $SECONDS -lt $end ] || fail "not within its time: $*"; read -rt 0.2 <> <(:) || :; done
}

# Builds what is missing or older than its sources, as ./dateline does.
built() { for command in run publish load; do ./dateline $command --help >/dev/null; done; }

# checkout DIRECTORY: a copy of the working tree, by links, so that what a command keeps in ./data is not the developer's.
checkout() {
  mkdir -p "$1"
  for entry in "$root"/* "$root"/.mvn; do [ "${entry##*/}" = data ] || ln -s "$entry" "$1/"; done
}

ready() { grep -qx 'Dateline is ready' "$1"; }

# start LOG FLAGS…: runs the service until it is ready. $service is its process; $page, $desk are its addresses.
start() {
  local log=$1; shift
  : >"$log" # an earlier step may have left a log that says ready
  ./dateline run "$@" >"$log" 2>&1 & service=$!
  pids+=("$service")
  local end=$((SECONDS + 180))
  until ready "$log"; do
    kill -0 "$service" 2>/dev/null && [ $SECONDS -lt $end ] || { cat "$log" >&2; fail 'the service is not ready'; }
    read -rt 0.2 <> <(:) || :
  done
  page=$(sed -n 's/^ *page *\([^ ]*\).*/\1/p' "$log" | head -1) desk=$(sed -n 's/^ *desk *\([^ ]*\).*/\1/p' "$log" | head -1)
  page=${page%/} desk=${desk%/}
}
stop() { kill "$service"; wait "$service" || [ $? -eq 143 ] || fail 'the stop was not clean'; }

# follow FILE ARGUMENTS…: a stream by curl into a file, until it has begun
follow() {
  local file=$1; shift
  curl -sN "$@" >"$file" & pids+=($!)
  await 10 grep -q '^event: at' "$file"
}

# engine: a Docker engine for this step, by the script if there is one; false where there is none. What it starts ends with the run.
engine() {
  [ ! -f "$work/engine-env" ] || { . "$(cat "$work/engine-env")"; return; }
  [ -x "$shared/tools/containers.sh" ] || { docker info >/dev/null 2>&1; return; }
  printf '"%s" down\n' "$shared/tools/containers.sh" >"$work/engine-stop"
  # the script builds an image of Kafka; it gets the version that docker-compose.yml names
  KAFKA_VERSION=$(sed -n 's#^ *image: apache/kafka:##p' docker-compose.yml)
  export KAFKA_VERSION
  "$shared/tools/containers.sh" up
  "$shared/tools/containers.sh" env >"$work/engine-env"
  . "$(cat "$work/engine-env")"
}
compose() { if docker compose version >/dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi; }
