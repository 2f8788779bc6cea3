# Sourced by the scenarios. Builds Dateline and sets $here, $port (the first port) and $work, a temporary directory. The directory and all processes that
# were started end with the scenario.
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

# run NAME FLAGS…: starts ./dateline run of $launcher, a checkout (this one), and waits until it is ready. Sets $started, its pid, and $took, the milliseconds until then.
run() {
  local name=$1 begin; shift
  : >"$work/$name.log" # a process of this name may have been ready before
  begin=$(date +%s%3N)
  "${launcher:-$here}/dateline" run --data "$work/$name" "$@" >"$work/$name.log" 2>&1 </dev/null & started=$!
  pids+=("$started")
  until grep -q 'Dateline is ready' "$work/$name.log"; do
    kill -0 "$started" 2>/dev/null && [ $(($(date +%s%3N) - begin)) -lt 300000 ] || { cat "$work/$name.log" >&2; exit 2; }
    sleep 0.05
  done
  took=$(($(date +%s%3N) - begin))
}

# end: stops the process that was started last
end() {
  kill "$started" || true
  wait "$started" || true
  unset 'pids[-1]'
}

# usage PID MANAGEMENT-PORT: collects the garbage of a service and sets its memory in KB: $heap, $direct, $resident
usage() {
  local metrics
  jcmd "$1" GC.run >/dev/null
  metrics=$(curl -sf "http://127.0.0.1:$2/actuator/prometheus")
  heap=$(figure 'jvm_memory_used_bytes{area="heap"') direct=$(figure 'jvm_buffer_memory_used_bytes{id="direct"')
  resident=$(awk '/VmRSS/ { print $2 }' "/proc/$1/status")
}
figure() { awk -v name="$1" 'index($0, name) == 1 { sum += $NF } END { printf "%d", sum / 1024 }' <<<"$metrics"; }
