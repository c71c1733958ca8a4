# shellcheck shell=bash
# Payara Micro: one jar, which gets its configuration as options and as commands before it boots.

SERVER_DATABASES=postgresql

server_fetch() { fetch_server payara-micro payara-micro.jar; }

# server_exec WAR HOST PORT DATA
server_exec() {
    local work preboot=preboot.asadmin options=()
    work=$(work_directory payara-micro "$3")
    # A WAR of this name is at the root; a link keeps the one that was built.
    ln -s "$1" "$work/ROOT.war"
    if [ "$database" = postgresql ]; then
        fetch_server postgresql postgresql.jar
        preboot=postgresql.asadmin options=(--addjars "$SERVERS/postgresql.jar")
    fi
    export HTTP_HOST="$2" DATABASE_FILE="$4/parley"
    # Without Hazelcast there is no cluster, and no port but the one of HTTP.
    become_java -jar "$SERVERS/payara-micro.jar" --nohazelcast --port "$3" --rootdir "$work" "${options[@]}" \
        --prebootcommandfile "$ROOT/deploy/payara-micro/$preboot" --deploy "$work/ROOT.war"
}
