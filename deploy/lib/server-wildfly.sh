# shellcheck shell=bash
# WildFly, configured by its own command line before it starts. What runs is a base of its own.

SERVER_DATABASES=postgresql
WILDFLY_CONFIG=${WILDFLY_CONFIG:-standalone.xml}

server_fetch() {
    fetch_server wildfly wildfly unpack
    SERVER_HOME=$(unpacked wildfly)
}

# server_base DIRECTORY: configures a base there.
server_base() {
    local script=parley.cli
    cp -r "$SERVER_HOME/standalone/." "$1"
    if [ "$database" = postgresql ]; then
        fetch_server postgresql postgresql.jar
        cp "$SERVERS/postgresql.jar" "$1/deployments/"
        script=postgresql.cli
    fi
    sed "s/standalone\.xml/$WILDFLY_CONFIG/" "$ROOT/deploy/wildfly/$script" >"$1/parley.cli"
    JBOSS_HOME="$SERVER_HOME" "$JAVA" -Djboss.home.dir="$SERVER_HOME" -Djboss.server.base.dir="$1" \
        -Dmodule.path="$SERVER_HOME/modules" -Djboss.cli.config="$SERVER_HOME/bin/jboss-cli.xml" \
        -jar "$SERVER_HOME/jboss-modules.jar" -mp "$SERVER_HOME/modules" org.jboss.as.cli --file="$1/parley.cli" \
        >"$1/cli.log" 2>&1 || fail "WildFly refuses its configuration: see $1/cli.log"
}

# server_exec WAR HOST PORT DATA
server_exec() {
    local work
    work=$(work_directory wildfly "$3")
    server_base "$work"
    export DATABASE_FILE="$4/parley"
    # A WAR of this name is at the root.
    cp "$1" "$work/deployments/ROOT.war"
    # shellcheck disable=SC2046 # options of Java, one a word
    become_java -Djboss.home.dir="$SERVER_HOME" -Djboss.server.base.dir="$work" -Dmodule.path="$SERVER_HOME/modules" \
        $(wildfly_opens) -Djava.net.preferIPv4Stack=true -Djboss.modules.system.pkgs=org.jboss.byteman \
        -Dorg.jboss.boot.log.file="$work/log/server.log" -Dlogging.configuration="file:$work/configuration/logging.properties" \
        -jar "$SERVER_HOME/jboss-modules.jar" -mp "$SERVER_HOME/modules" org.jboss.as.standalone \
        --server-config="$WILDFLY_CONFIG" -b "$2" -bmanagement 127.0.0.1 -Djboss.http.port="$3" -Djboss.https.port=0 -Djboss.management.http.port=0
}

# What bin/common.sh of WildFly opens of the JDK.
wildfly_opens() {
    local exports=(java.desktop/sun.awt java.naming/com.sun.jndi.ldap java.naming/com.sun.jndi.url.ldap
        java.naming/com.sun.jndi.url.ldaps jdk.naming.dns/com.sun.jndi.dns)
    local opens=(java.base/java.lang java.base/java.lang.invoke java.base/java.lang.reflect java.base/java.io java.base/java.net
        java.base/java.security java.base/java.util java.base/java.util.concurrent java.management/javax.management
        java.naming/javax.naming)
    printf -- '--add-exports=%s=ALL-UNNAMED ' "${exports[@]}"
    printf -- '--add-opens=%s=ALL-UNNAMED ' "${opens[@]}"
}
