#!/bin/sh
# Starts the server in a container. Arguments are properties, such as --chartseal.log.interval=5s.
set -eu

home=${CHARTSEAL_HOME:-/chartseal}
application=${CHARTSEAL_APPLICATION:-/opt/chartseal/server.jar}
umask 077

for directory in data keys secrets; do
  if [ ! -d "$home/$directory" ] || [ ! -w "$home/$directory" ]; then
    echo "Expected $home/$directory to be a directory that user $(id -u) may write, found it is not." >&2
    echo "A bind mount must belong to that user; a named volume does by itself." >&2
    exit 78
  fi
done

# Keys lie in this process's memory: nothing may write it to a disk, neither the VM nor who attaches to it.
set -- "-XX:MaxRAMPercentage=${CHARTSEAL_HEAP_PERCENT:-70}" \
  -XX:+ExitOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError -XX:-CreateCoredumpOnCrash \
  -XX:+DisableAttachMechanism -XX:+ErrorFileToStderr \
  -Djava.io.tmpdir="${TMPDIR:-/tmp}" -jar "$application" \
  "--server.address=${CHARTSEAL_ADDRESS:-0.0.0.0}" "--server.port=${CHARTSEAL_PORT:-8080}" \
  "--chartseal.security.public-url=${CHARTSEAL_PUBLIC_URL:-http://127.0.0.1:8080}" \
  "--chartseal.directories.data=$home/data" "--chartseal.directories.keys=$home/keys" \
  "--chartseal.directories.secrets=$home/secrets" "$@"

# exec: signals reach the server itself, which then stops in good order.
exec java "$@"
