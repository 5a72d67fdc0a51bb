# What the tour's commands are made of. To follow the tour by hand, load it into bash from the project's root:
#   . fhir-server/src/tour/functions.sh
# It needs curl and java only. CHARTSEAL_URL is the server's address, CHARTSEAL_HOME where its directories lie.

: "${CHARTSEAL_URL:=http://127.0.0.1:8080}"
: "${CHARTSEAL_HOME:=chartseal}"
TOUR=fhir-server/src/tour
SECRETS=$CHARTSEAL_HOME/secrets

# Where the tour keeps exports and proofs: records in the clear, so nobody else's business.
FILES=$CHARTSEAL_HOME/tour-files
mkdir -p "$FILES"
chmod 700 "$FILES"

# field NAME: the first text of that name in the JSON that comes in.
field() {
  tr ',{' '\n\n' | sed -n 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p' | head -n 1
}

# token WHO: an access token for backend, clinician or officer.
token() {
  local file=$SECRETS/$1.json
  printf 'user = "%s:%s"\n' "$(field clientId <"$file")" "$(field clientSecret <"$file")" |
    curl -sS --config - -d grant_type=client_credentials --data-urlencode "scope=$(field scope <"$file")" \
      "$CHARTSEAL_URL/oauth2/token" | field access_token
}

# ask WHO METHOD PATH [FILE] [CURL OPTION…]: one request to the FHIR API as backend, clinician or officer.
ask() {
  local who=$1 method=$2 path=$3 file=${4:-}
  shift $(($# < 4 ? $# : 4))
  [ -z "$file" ] || set -- "$@" -H 'Content-Type: application/fhir+json' --data-binary "@$file"
  printf 'header = "Authorization: Bearer %s"\n' "$(token "$who")" |
    curl -sS --config - -X "$method" -H 'Accept: application/fhir+json' "$@" "$CHARTSEAL_URL/fhir${path:+/$path}"
}

# fhir WHO METHOD PATH [FILE]: the answer's body.
fhir() {
  ask "$1" "$2" "$3" "${4:-}"
  echo
}

# answer WHO PATH: the answer's status, its headers but for those of the moment, and its body.
answer() {
  ask "$1" GET "$2" '' -i | tr -d '\r' | grep -viE '^(date|x-request-id|keep-alive|connection):'
  echo
}

# proof WHO PATH FILE: waits until the version is anchored, a minute at most, and keeps its proof.
proof() {
  local try
  for try in $(seq 1 60); do
    fhir "$1" GET "$2/\$integrity-proof" >"$3"
    ! grep -q '"evm-anchor/1"' "$3" || break
    sleep 1
  done
  echo "$(wc -c <"$3") bytes in $(basename "$3")"
}

# seal COMMAND…: the privacy officer's command line.
seal() {
  java -XX:TieredStopAtLevel=1 -jar anchoring/target/chartseal-anchoring-*-cli.jar "$@"
}

# sql STATEMENT: straight into the database file, past the server, which must be stopped.
sql() {
  java -XX:TieredStopAtLevel=1 -cp "$(ls fhir-server/target/chartseal-fhir-server-*-exec.jar)" \
    -Dloader.main=org.h2.tools.Shell org.springframework.boot.loader.launch.PropertiesLauncher \
    -url "jdbc:h2:file:$(cd "$CHARTSEAL_HOME" && pwd)/data/fhir" -user sa -password '' -sql "$1"
}
