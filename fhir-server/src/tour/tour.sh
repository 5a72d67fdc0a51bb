#!/usr/bin/env bash
# The ten-minute tour: loads a patient, proves a record, refuses a clinician and tries to cheat. Run it from anywhere:
#
#   tour.sh                     against the server at CHARTSEAL_URL, whose directories lie in CHARTSEAL_HOME;
#                               says when to stop and start it
#   tour.sh --start CLASSPATH   starts a server of its own on a free port, with its directories in CHARTSEAL_HOME
#
# The commands after 'run' are those that README.md shows, with the output they had; a test compares the two.
set -u
cd "$(dirname "$0")/../../.." || exit 1

CLASSPATH_OF_SERVER=
if [ "${1:-}" = --start ]; then
  CLASSPATH_OF_SERVER=$2
  rm -rf "$CHARTSEAL_HOME"
  PORT=
  for try in $(seq 1 50); do
    PORT=$((20000 + RANDOM % 20000))
    (: </dev/tcp/127.0.0.1/$PORT) 2>/dev/null || break
  done
  CHARTSEAL_URL=http://127.0.0.1:$PORT
fi
. fhir-server/src/tour/functions.sh
SYNTHEA=${SYNTHEA:-../shared/data/synthea}
WORK=$(mktemp -d) || exit 1
SERVER=
STEPS=() RESULTS=() PASSED=0 FAILED=0 OUT= CODE=0

server_stopped() {
  [ -z "$SERVER" ] || ! kill -0 "$SERVER" 2>/dev/null
}

stop_own_server() {
  if [ -n "$SERVER" ]; then
    kill "$SERVER" 2>/dev/null
    local second
    for second in $(seq 1 60); do
      server_stopped && break
      sleep 1
    done
    server_stopped || kill -9 "$SERVER" 2>/dev/null
    wait "$SERVER" 2>/dev/null
    SERVER=
  fi
}

trap 'stop_own_server; rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM

up() {
  curl -s -o "$WORK/health" --max-time 5 "$CHARTSEAL_URL/actuator/health" && [ -s "$SECRETS/trust.json" ]
}

start_server() {
  if [ -n "$CLASSPATH_OF_SERVER" ]; then
    mkdir -p "$CHARTSEAL_HOME"
    java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$CLASSPATH_OF_SERVER" org.chartseal.server.ChartSealServer \
      --server.port="$PORT" --chartseal.directories.data="$CHARTSEAL_HOME/data" \
      --chartseal.directories.keys="$CHARTSEAL_HOME/keys" --chartseal.directories.secrets="$SECRETS" \
      >>"$CHARTSEAL_HOME/server.log" 2>&1 &
    SERVER=$!
  else
    up || printf '\nStart the server now, in its window: mvn -Prun package\n' >&2
  fi
  local second
  for second in $(seq 1 600); do
    up && return
    if [ -n "$CLASSPATH_OF_SERVER" ] && server_stopped; then
      break
    fi
    sleep 1
  done
  echo "No server answers at $CHARTSEAL_URL" >&2
  [ ! -f "$CHARTSEAL_HOME/server.log" ] || tail -n 40 "$CHARTSEAL_HOME/server.log" >&2
  exit 1
}

stop_server() {
  if [ -n "$SERVER" ]; then
    stop_own_server
    return
  fi
  printf '\nStop the server now, with Ctrl-C in its window\n' >&2
  local second
  for second in $(seq 1 600); do
    curl -s -o "$WORK/health" --max-time 5 "$CHARTSEAL_URL/actuator/health" || return
    sleep 1
  done
  exit 1
}

step() {
  finish_step
  STEPS+=("$1")
  STEP_OK=true
  printf '\n### %d. %s\n' "${#STEPS[@]}" "$1"
}

finish_step() {
  if [ ${#STEPS[@]} -gt ${#RESULTS[@]} ]; then
    if $STEP_OK; then
      RESULTS+=(passed)
      PASSED=$((PASSED + 1))
    else
      RESULTS+=(FAILED)
      FAILED=$((FAILED + 1))
    fi
  fi
}

say() {
  printf '\n%s\n\n' "$1"
}

# Shows a command as one would type it, runs it, and keeps what it said in OUT and CODE.
run() {
  printf '    $ %s\n' "$1"
  OUT=$(eval "$1" 2>&1)
  CODE=$?
  [ -z "$OUT" ] || printf '%s\n' "$OUT" | cut -c 1-400 | sed 's/^/    /'
  [ $CODE -eq 0 ] || printf '    (exit code %d)\n' $CODE
}

# expect WHAT COMMAND…: fails the step, and says so, where the command fails.
expect() {
  local what=$1
  shift
  if ! "$@"; then
    STEP_OK=false
    printf '\n**FAILED: expected %s**\n\n' "$what"
  fi
}

says() {
  case $OUT in *"$1"*) return 0 ;; *) return 1 ;; esac
}

silent_on() {
  ! says "$1"
}

code_is() {
  [ "$CODE" -eq "$1" ]
}

start_server

step 'Load a patient'
say 'Twelve resources of a person who does not exist, in one transaction, by the hospital'\''s backend system:'
run 'fhir backend POST "" $TOUR/sample-patient.json | grep -o "201 Created" | wc -l'
expect 'twelve resources created' says 12

if [ -f "$SYNTHEA/small.txt" ]; then
  step 'Load a synthetic population'
  say 'Beside the project there is a set of Synthea patients; the hospitals and practitioners go first.'
  PATIENTS=$(grep -vE '^(hospital|practitioner)' "$SYNTHEA/small.txt" | head -n 1)
  for bundle in "$SYNTHEA"/hospitalInformation*.json "$SYNTHEA"/practitionerInformation*.json "$SYNTHEA/$PATIENTS"; do
    OUT=$(fhir backend POST '' "$bundle" | grep -oE '20[01] (OK|Created)' | wc -l)
    printf '    %s resources\n' "$OUT"
    expect 'a transaction that stores something' [ "$OUT" -gt 0 ]
  done
fi

step 'Search and read'
say 'The clinician looks for the patient by family name and for a result by its LOINC code, and reads it:'
run 'fhir clinician GET "Patient?family=Fictitious" | grep -o "Patient/sample-patient" | head -n 1'
expect 'the sample patient' says Patient/sample-patient
run 'fhir clinician GET "Observation?code=http://loinc.org%7C4548-4&subject=Patient/sample-patient" | grep -o "Observation/sample-hba1c" | head -n 1'
expect 'the HbA1c' says Observation/sample-hba1c
run 'fhir clinician GET Observation/sample-hba1c'
expect 'the value as it was written' says 7.20

step 'Prove a record'
say 'Every version is logged, and the log anchored. The proof of a version is a file that speaks for itself:'
run 'proof clinician Observation/sample-hba1c $FILES/hba1c.fhirproof.json'
run 'seal verify $FILES/hba1c.fhirproof.json --trust $SECRETS/trust.json'
expect 'VERIFIED' says VERIFIED
expect 'exit code 0' code_is 0
expect 'the note on the development ledger' says DEVELOPMENT
say 'The privacy officer asks the server, too: does its log continue the one it signed, and does it serve the same record?'
run 'proof officer Patient/sample-patient $FILES/patient.fhirproof.json'
run 'seal verify $FILES/patient.fhirproof.json --trust $SECRETS/trust.json --server $CHARTSEAL_URL --credentials $SECRETS/officer.json'
expect 'VERIFIED' says VERIFIED
expect 'exit code 0' code_is 0
expect 'the server checked' says 'L1 server: passed'

step 'Edit a copy'
say 'Somebody exports the result and makes it look better:'
run 'fhir clinician GET Observation/sample-hba1c | sed "s/7\.20/5.20/" > $FILES/hba1c.json'
run 'seal verify $FILES/hba1c.fhirproof.json --trust $SECRETS/trust.json --resource $FILES/hba1c.json'
expect 'TAMPERED' says TAMPERED
expect 'exit code 10' code_is 10

step 'The patient says no'
say 'The privacy officer records that the patient denies the clinician access:'
run 'fhir officer PUT Consent/sample-denial $TOUR/denial.json | grep -o "Consent" | head -n 1'
expect 'the Consent stored' says Consent
say 'From that moment on the record is not there for the clinician. Its answer is that of an id nobody ever used:'
run 'answer clinician Observation/sample-hba1c'
expect '404' says ' 404'
KNOWN=${OUT//sample-hba1c/ID}
run 'answer clinician Observation/sample-nothing'
expect 'the very same answer' [ "$KNOWN" = "${OUT//sample-nothing/ID}" ]
run 'fhir clinician GET "Patient?family=Fictitious" | grep -o Patient/sample-patient | wc -l'
expect 'nothing found by name' [ "$OUT" = 0 ]
run 'fhir clinician GET "Observation?code=http://loinc.org%7C4548-4&subject=Patient/sample-patient" | grep -o sample-hba1c | wc -l'
expect 'nothing found by code' [ "$OUT" = 0 ]
say 'The backend, which the denial does not name, still reads it:'
run 'fhir backend GET Observation/sample-hba1c | grep -o 7.20'
expect 'the value' says 7.20

step 'The database administrator cheats'
say 'Whoever holds the database holds no key, but can write to it. Stop the server (Ctrl-C). The bodies are sealed:'
stop_server
run 'sql "select substring(RES_TEXT_VC, 1, 60) BODY from HFJ_RES_VER order by RES_ID limit 3"'
expect 'sealed bodies' says cs1:
expect 'three rows' says '(3 rows'
say 'So one can swap one sealed body for another:'
run 'cat $TOUR/cheat.sql'
run 'sql "$(cat $TOUR/cheat.sql)"'
expect 'one row changed' says 'Update count: 1'

step 'The server refuses the altered record'
say 'Start the server again (mvn -Prun package). The altered row does not open where it now stands, and nothing is served in its place:'
start_server
run 'answer backend Observation/sample-hba1c'
expect 'status 500' says ' 500'
expect 'withheld' says Withheld
expect 'no value' silent_on 80.0
run 'fhir backend GET Observation/sample-weight | grep -o 80.0'
expect 'the other record untouched' says 80.0

step 'The auditor finds it'
say 'The privacy officer recomputes the whole log, leaf by leaf, and learns which record is withheld:'
run 'seal audit --server $CHARTSEAL_URL --trust $SECRETS/trust.json --credentials $SECRETS/officer.json'
expect 'WITHHELD' says WITHHELD
expect 'exit code 11' code_is 11

finish_step
printf '\n'
for i in "${!STEPS[@]}"; do
  printf '%2d  %-45s %s\n' $((i + 1)) "${STEPS[$i]}" "${RESULTS[$i]}"
done
printf '\n%d passed, %d failed\n' "$PASSED" "$FAILED"
[ "$FAILED" -eq 0 ]
