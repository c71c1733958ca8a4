# shellcheck shell=bash
# Open Liberty, with the features that Parley uses. It brings no database, so H2's driver comes beside it.

server_fetch() {
    fetch_server openliberty openliberty unpack
    fetch_server h2 h2.jar
    LIBERTY_HOME=$SERVERS/openliberty/wlp
}

# server_exec WAR HOST PORT DATA
server_exec() {
    local work
    work=$(work_directory openliberty "$3")
    mkdir -p "$work/servers/parley"
    cp "$ROOT/deploy/openliberty/server.xml" "$work/servers/parley/"
    export WLP_USER_DIR="$work" HTTP_HOST="$2" HTTP_PORT="$3" WAR="$1" DATABASE_FILE="$4/parley" DRIVERS="$SERVERS"
    # The first are what bin/server of Liberty opens of the JDK.
    become_java @"$LIBERTY_HOME/lib/platform/java/java9.options" -javaagent:"$LIBERTY_HOME/bin/tools/ws-javaagent.jar" -jar "$LIBERTY_HOME/bin/tools/ws-server.jar" parley
}
