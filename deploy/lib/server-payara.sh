# shellcheck shell=bash
# Payara Server, in a domain of its own.

server_fetch() {
    fetch_server payara payara unpack
    PAYARA_HOME=$SERVERS/payara/payara6
}

# server_exec WAR HOST PORT DATA
server_exec() {
    local work admin=$(($3 + 1)) invocation
    work=$(work_directory payara "$3")
    cp -r "$PAYARA_HOME/glassfish/domains/domain1" "$work/parley"
    # The embedded message broker would listen to every network, and no command of asadmin keeps it from that before it starts.
    sed -i 's/<jms-service type="EMBEDDED"/<jms-service type="REMOTE"/' "$work/parley/config/domain.xml"
    while (exec 3<>"/dev/tcp/127.0.0.1/$admin") 2>/dev/null; do admin=$((admin + 1)); done
    {
        cat "$ROOT/deploy/payara/preboot.asadmin"
        local listener=set\ configs.config.server-config.network-config.network-listeners.network-listener
        printf '%s.http-listener-1.%s\n' "$listener" "address=$2" "$listener" "port=$3"
        printf '%s.admin-listener.%s\n' "$listener" address=127.0.0.1 "$listener" "port=$admin"
    } >"$work/preboot"
    printf 'deploy --contextroot / --name parley %s\n' "$1" >"$work/postboot"
    export DATABASE_FILE="$4/parley"
    # asadmin says with which Java it would start the domain, one argument a line; this process becomes that Java.
    "$JAVA" -jar "$PAYARA_HOME/glassfish/lib/client/appserver-cli.jar" start-domain --dry-run --verbose --domaindir "$work" \
        --prebootcommandfile "$work/preboot" --postbootcommandfile "$work/postboot" parley >"$work/asadmin.log" 2>&1 ||
        fail "Payara refuses its configuration: see $work/asadmin.log"
    mapfile -t invocation < <(sed -n '/\/bin\/java$/,/^$/{/./p}' "$work/asadmin.log")
    become_java "${invocation[@]:1}"
}
