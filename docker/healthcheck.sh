#!/bin/bash
# Asks /actuator/health by bash alone: the base image has neither curl nor wget.
set -u
port=${CHARTSEAL_PORT:-8080}
exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET /actuator/health HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$port" >&3
read -r -t 8 _ status _ <&3 || exit 1
[ "$status" = 200 ] || exit 1
