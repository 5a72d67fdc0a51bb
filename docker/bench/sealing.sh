#!/bin/sh
# What sealing costs: the built server twice, with everything on and with bodies and search index in the clear, in turns.
#   sealing.sh DATA_DIRECTORY MANIFEST [bench.mjs options, such as --limit 4 --seconds 10 --rounds 3]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ $# -lt 2 ]; then
  sed -n '2,3s/^# *//p' "$0" >&2
  exit 2
fi
data=$1
manifest=$2
shift 2
jar=$(find "$root/fhir-server/target" -maxdepth 1 -name '*-exec.jar' | head -n 1)
if [ -z "$jar" ]; then
  echo "Expected a built server in fhir-server/target: run mvn package first" >&2
  exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: "${JAVA_OPTIONS:=-Xmx1g -XX:+UseSerialGC}"

# A port that is free now: the kernel picks one.
free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

command_of() { # name, port, further options
  name=$1
  port=$2
  shift 2
  echo "java $JAVA_OPTIONS -jar $jar --server.port=$port --chartseal.security.public-url=http://127.0.0.1:$port" \
    "--chartseal.directories.data=$work/$name/data --chartseal.directories.keys=$work/$name/keys" \
    "--chartseal.directories.secrets=$work/$name/secrets $*"
}

on=$(free_port)
off=$(free_port)
node "$here/bench.mjs" --data "$data" --manifest "$manifest" \
  --target "sealed=http://127.0.0.1:$on/fhir" \
  --target "clear=http://127.0.0.1:$off/fhir" \
  --start "sealed=$(command_of sealed "$on")" \
  --start "clear=$(command_of clear "$off" --chartseal.sealing.enabled=false --chartseal.index.clear=*)" \
  --credentials "sealed=$work/sealed/secrets/backend.json" \
  --credentials "clear=$work/clear/secrets/backend.json" \
  --disk "sealed=$work/sealed" --disk "clear=$work/clear" "$@"
