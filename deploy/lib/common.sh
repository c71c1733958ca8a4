# shellcheck shell=bash
# What the commands of this directory share. Sourced, never run.

set -euo pipefail

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
readonly ROOT
readonly SERVERS="$ROOT/target/servers"
# What deploy/run has options for.
database=h2 live=no

say() { printf '%s\n' "$*"; }

fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# The comment at the head of the command that runs is its help.
help() { sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; }

# need COMMAND HINT: ends with a message that a newcomer can act on.
need() { command -v "$1" >/dev/null 2>&1 || fail "$1 is not installed. $2"; }

# Sets JAVA to a Java of 17 or later.
find_java() {
    JAVA=java
    if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
        JAVA=$JAVA_HOME/bin/java
    fi
    need "$JAVA" "Install a JDK of 17 or later (Debian: apt-get install openjdk-17-jdk-headless)."
    local version
    version=$("$JAVA" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ] || fail "$JAVA is Java ${version:-of unknown version}; Parley needs 17 or later."
}

need_build_tools() {
    need mvn "Install Maven 3.8 or later (Debian: apt-get install maven)."
    need npm "Install Node.js 20 or later with npm (Debian: apt-get install nodejs npm)."
}

# is_current FILE SOURCE...: FILE exists and nothing among the sources is newer.
is_current() {
    local file=$1
    shift
    [ -f "$file" ] && [ -z "$(cd "$ROOT" && find "$@" -newer "$file" -print -quit)" ]
}

build_war() {
    is_current "$ROOT/target/parley.war" pom.xml src/main webapp && return
    need_build_tools
    say "Building target/parley.war …"
    (cd "$ROOT" && mvn -q -B package -Dmaven.test.skip=true -Dspotless.check.skip=true) ||
        fail "the build failed; its messages are above."
}

# build_test_war NAME: builds target/parley-NAME.war, an application of the tests (pom.xml, execution NAME of the WAR plugin).
build_test_war() {
    is_current "$ROOT/target/parley-$1.war" pom.xml src/main src/test/java src/test/webapps && return
    need_build_tools
    say "Building target/parley-$1.war …"
    (cd "$ROOT" && mvn -q -B test-compile "war:war@$1" -Dspotless.check.skip=true) ||
        fail "the build failed; its messages are above."
}

# build_or_skip SKIP FILE FUNCTION…: builds FILE by the function, or checks that it is there.
build_or_skip() {
    if [ "$1" = no ]; then
        "${@:3}"
    elif [ ! -f "$ROOT/$2" ]; then
        fail "$2 is not there: run once without --skip-build."
    fi
}

# fetch_server NAME FILE [GOAL]: has Maven bring the server (pom.xml, execution NAME) unless FILE is in target/servers.
# GOAL is copy, the default, or unpack.
fetch_server() {
    [ -e "$SERVERS/$2" ] && return
    need mvn "Install Maven 3.8 or later (Debian: apt-get install maven)."
    say "Taking $1 from Maven Central …"
    (cd "$ROOT" && mvn -q -B "dependency:${3:-copy}@$1") || fail "Maven could not bring $1; its messages are above."
    [ -e "$SERVERS/$2" ] || fail "Maven did not bring target/servers/$2."
}

# unpacked NAME: prints the directory that the archive of a server has in target/servers/NAME.
unpacked() {
    local home=("$SERVERS/$1"/*/)
    printf '%s' "${home[0]%/}"
}

# check_port_is_free HOST PORT: ends with a message if somebody listens there.
check_port_is_free() {
    if (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; then
        fail "port $2 is taken; choose another with --port."
    fi
}

# free_port [OTHER…]: prints a port of the loopback address where nobody listens, and none of the others.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        [[ " $* " != *" $port "* ]] && ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
    done
    printf '%s' "$port"
}

# http_status HOST PORT PATH: prints the status of a GET, or nothing. Needs no curl.
http_status() {
    local status=
    {
        exec 3<>"/dev/tcp/$1/$2" &&
            printf 'GET %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n\r\n' "$3" "$1" "$2" >&3 &&
            IFS=' ' read -r -t 5 _ status _ <&3
    } 2>/dev/null
    printf '%s' "$status"
}

# announce PID HOST PORT PATH NAME: waits in the background until a servlet answers at PATH, then prints the address. Ends
# the server when it is up without the application: the log then says why.
announce() {
    local pid=$1 host=$2 port=$3 path=$4 name=$5 status refused=0
    while kill -0 "$pid" 2>/dev/null; do
        status=$(http_status "$host" "$port" "$path")
        if [ "$status" = 200 ]; then
            say "$name is at http://$host:$port/ (Ctrl-C ends it)"
            return
        elif [ "$status" = 404 ]; then
            # Servers answer 404 until the application is up, which takes a busy machine half a minute.
            refused=$((refused + 1))
            if [ "$refused" -ge 600 ]; then
                say "$name could not start; the log above says why." >&2
                kill -TERM "$pid"
                return
            fi
        fi
        sleep 0.2
    done
}

# serve SERVER WAR HOST PORT DATA PATH NAME: becomes the server, so that whoever signals or kills this process signals or
# kills the server, and none can be left behind.
serve() {
    local server=$1 war=$2 host=$3 port=$4 data=$5 path=$6 name=$7
    find_java
    server_fetch
    mkdir -p "$data"
    data=$(cd "$data" && pwd -P)
    local reach=$host
    [ "$host" != 0.0.0.0 ] && [ "$host" != "::" ] || reach=127.0.0.1
    check_port_is_free "$reach" "$port"
    # A client is an open file; the default of 1024 ends at about 1,000 clients.
    ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
    say "Starting $server …"
    # Twice in the background: it is nobody's child to wait for once this process is the server.
    ( (announce $$ "$reach" "$port" "$path" "$name") & )
    server_exec "$war" "$host" "$port" "$data"
}

# become_java ARGUMENT...: becomes Java. A shell in the background hands on an ignored SIGINT; the server is to end at it.
become_java() {
    local options
    read -r -a options <<<"${PARLEY_JAVA_OPTS:-}"
    local reset=()
    if env --default-signal=INT true 2>/dev/null; then
        reset=(env --default-signal=INT --default-signal=TERM)
    fi
    unset PARLEY_JAVA_OPTS # not a setting of the application
    exec "${reset[@]}" "$JAVA" "${options[@]}" "$@"
}

# work_directory NAME PORT: prints a fresh directory for what a server writes while it runs.
work_directory() {
    local work="$ROOT/target/run/$1-$2"
    rm -rf "$work"
    mkdir -p "$work"
    printf '%s' "$work"
}

load_server() {
    local file="$ROOT/deploy/lib/server-$1.sh"
    if [[ ! $1 =~ ^[a-z0-9-]+$ ]] || [ ! -f "$file" ]; then
        fail "there is no server \"$1\"; there are: $(server_names)"
    fi
    # shellcheck source=/dev/null
    source "$file"
}

server_names() {
    local file names=()
    for file in "$ROOT"/deploy/lib/server-*.sh; do
        file=${file##*/server-}
        names+=("${file%.sh}")
    done
    printf '%s' "${names[*]}"
}

# check_database: whether the server is configured for the database of deploy/run, and the environment names it.
check_database() {
    case $database in
        h2) ;;
        postgresql)
            [ "${SERVER_DATABASES:-}" = postgresql ] || fail "--database postgresql is not known to deploy/run for $server"
            [ -n "${DATABASE_URL:-}" ] || fail "DATABASE_URL is not set; --help tells what the environment has to name."
            export DATABASE_URL DATABASE_USER DATABASE_PASSWORD
            ;;
        *) fail "--database takes h2 or postgresql, not \"$database\"" ;;
    esac
}

# check_live: whether the server can be run with --live.
check_live() {
    [ "$live" = no ] || [ "${SERVER_LIVE:-no}" = yes ] || fail "--live is for tomcat10 and tomcat11, not for $server"
    [ "$live" = no ] || [ "$database" = h2 ] || fail "--live keeps its messages in H2"
}

check_port() {
    if [[ ! $1 =~ ^[0-9]{1,5}$ ]] || [ "$1" -lt 1 ] || [ "$1" -gt 65535 ]; then
        fail "--port takes a number from 1 to 65535, not \"$1\""
    fi
}
