# shellcheck shell=bash
# What both Tomcats share. TOMCAT_HOME is the unpacked server, and stays as it was: what runs is a base of its own.

# server_exec WAR HOST PORT DATA
server_exec() {
    local work
    work=$(work_directory "$server" "$3")
    mkdir -p "$work/conf/Catalina/localhost" "$work/webapps" "$work/temp" "$work/logs" "$work/work"
    cp "$TOMCAT_HOME/conf/web.xml" "$TOMCAT_HOME/conf/catalina.properties" "$TOMCAT_HOME/conf/logging.properties" "$work/conf/"
    cp "$ROOT/deploy/tomcat/server.xml" "$work/conf/"
    cp "$ROOT/deploy/tomcat/ROOT.xml" "$work/conf/Catalina/localhost/"
    become_java -cp "$TOMCAT_HOME/bin/bootstrap.jar:$TOMCAT_HOME/bin/tomcat-juli.jar" \
        -Djava.util.logging.config.file="$work/conf/logging.properties" \
        -Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager \
        -Dcatalina.home="$TOMCAT_HOME" -Dcatalina.base="$work" -Djava.io.tmpdir="$work/temp" \
        -Dtomcat.address="$2" -Dtomcat.port="$3" -Dtomcat.war="$1" -Dtomcat.data="$4" \
        org.apache.catalina.startup.Bootstrap start
}
