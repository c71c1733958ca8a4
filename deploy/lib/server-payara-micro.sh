# shellcheck shell=bash
# Payara Micro: one jar, which gets its configuration as options and as commands before it boots.

server_fetch() { fetch_server payara-micro payara-micro.jar; }

# server_exec WAR HOST PORT DATA
server_exec() {
    local work
    work=$(work_directory payara-micro "$3")
    # A WAR of this name is at the root; a link keeps the one that was built.
    ln -s "$1" "$work/ROOT.war"
    # It has no option for the address. H2 delays writes by default, and then loses what it has acknowledged when it is
    # killed. DATA comes by the environment, which needs no quoting here.
    cat >"$work/preboot" <<PREBOOT
set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=$2
set resources.jdbc-connection-pool.H2Pool.property.URL=jdbc:h2:file:\${ENV=DATABASE_FILE};WRITE_DELAY=0
PREBOOT
    export DATABASE_FILE="$4/parley"
    # Without Hazelcast there is no cluster, and no port but the one of HTTP.
    become_java -jar "$SERVERS/payara-micro.jar" --nohazelcast --port "$3" \
        --rootdir "$work" --prebootcommandfile "$work/preboot" --deploy "$work/ROOT.war"
}
