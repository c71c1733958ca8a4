# shellcheck shell=bash
# What both Tomcats share. SERVER_HOME is the unpacked server, and stays as it was: what runs is a base of its own.

SERVER_DATABASES=postgresql
SERVER_LIVE=yes
TOMCAT_OPENS=(--add-opens=java.base/java.{io,lang,util,util.concurrent}=ALL-UNNAMED --add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED)

# server_base DIRECTORY: configures a base there.
server_base() {
    mkdir -p "$1/conf/Catalina/localhost" "$1/lib" "$1/webapps" "$1/temp" "$1/logs" "$1/work"
    cp "$SERVER_HOME/conf/web.xml" "$SERVER_HOME/conf/catalina.properties" "$SERVER_HOME/conf/logging.properties" \
        "$ROOT/deploy/tomcat/server.xml" "$1/conf/"
}

# server_exec WAR HOST PORT DATA
server_exec() {
    local work context=ROOT.xml
    work=$(work_directory "$server" "$3")
    server_base "$work"
    if [ "$database" = postgresql ]; then
        fetch_server postgresql postgresql.jar
        cp "$SERVERS/postgresql.jar" "$work/lib/"
        context=postgresql.xml
    fi
    [ "$live" = no ] || context=live.xml
    cp "$ROOT/deploy/tomcat/$context" "$work/conf/Catalina/localhost/ROOT.xml"
    # With what bin/catalina.sh opens of the JDK, so that Tomcat can look for what an undeployed application leaves behind.
    become_java "${TOMCAT_OPENS[@]}" -cp "$SERVER_HOME/bin/bootstrap.jar:$SERVER_HOME/bin/tomcat-juli.jar" \
        -Djava.util.logging.config.file="$work/conf/logging.properties" \
        -Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager \
        -Dorg.apache.tomcat.util.digester.PROPERTY_SOURCE=org.apache.tomcat.util.digester.EnvironmentPropertySource \
        -Dcatalina.home="$SERVER_HOME" -Dcatalina.base="$work" -Djava.io.tmpdir="$work/temp" \
        -Dlive.root="$ROOT" -Dtomcat.address="$2" -Dtomcat.port="$3" -Dtomcat.war="$1" -Dtomcat.data="$4" \
        org.apache.catalina.startup.Bootstrap start
}
