# What the scenarios share; to be sourced. Builds, gives them $here, $port (the first of their ports) and $work, which goes with them, as does all they start.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
port=${DATELINE_PORT:-21300} benchmarks=$here/testbed/benchmarks/target/dateline-benchmarks.jar java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT

"$here/dateline" load --help >/dev/null # builds, before anything is timed
export DATELINE_BUILT=1
[ -f "$benchmarks" ] || "$here/mvnw" -q -B -f "$here/pom.xml" -DskipTests package

# run NAME FLAGS…: ./dateline run, until it is ready. Its process is $started then, and $took the milliseconds it took.
run() {
  local name=$1 begin; shift
  : >"$work/$name.log" # the one before was ready, too
  begin=$(date +%s%3N)
  "$here/dateline" run --data "$work/$name" "$@" >"$work/$name.log" 2>&1 </dev/null & started=$!
  pids+=("$started")
  until grep -q 'Dateline is ready' "$work/$name.log"; do
    kill -0 "$started" 2>/dev/null && [ $(($(date +%s%3N) - begin)) -lt 120000 ] || { cat "$work/$name.log" >&2; exit 2; }
    sleep 0.05
  done
  took=$(($(date +%s%3N) - begin))
}

# end: the one that was started last
end() {
  kill "$started" || true
  wait "$started" || true
  unset 'pids[-1]'
}
