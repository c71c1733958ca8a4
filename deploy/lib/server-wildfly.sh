# shellcheck shell=bash
# WildFly, configured by its own command line before it starts. What runs is a base of its own.

server_fetch() {
    fetch_server wildfly wildfly unpack
    WILDFLY_HOME=$(unpacked wildfly)
}

# server_exec WAR HOST PORT DATA
server_exec() {
    local work modules="$WILDFLY_HOME/modules"
    work=$(work_directory wildfly "$3")
    cp -r "$WILDFLY_HOME/standalone/." "$work"
    export DATABASE_FILE="$4/parley"
    local base=(-Djboss.home.dir="$WILDFLY_HOME" -Djboss.server.base.dir="$work" -Dmodule.path="$modules")
    JBOSS_HOME="$WILDFLY_HOME" "$JAVA" "${base[@]}" -Djboss.cli.config="$WILDFLY_HOME/bin/jboss-cli.xml" \
        -jar "$WILDFLY_HOME/jboss-modules.jar" -mp "$modules" org.jboss.as.cli --file="$ROOT/deploy/wildfly/parley.cli" >"$work/cli.log" 2>&1 || fail "WildFly refuses its configuration: see $work/cli.log"
    # A WAR of this name is at the root.
    cp "$1" "$work/deployments/ROOT.war"
    # shellcheck disable=SC2046 # options of Java, one a word
    become_java "${base[@]}" $(wildfly_opens) -Djava.net.preferIPv4Stack=true -Djboss.modules.system.pkgs=org.jboss.byteman \
        -Dorg.jboss.boot.log.file="$work/log/server.log" -Dlogging.configuration="file:$work/configuration/logging.properties" \
        -jar "$WILDFLY_HOME/jboss-modules.jar" -mp "$modules" org.jboss.as.standalone \
        -b "$2" -bmanagement 127.0.0.1 -Djboss.http.port="$3" -Djboss.https.port=0 -Djboss.management.http.port=0
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
