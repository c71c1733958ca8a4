# shellcheck shell=bash
# Jetty 12.1 with the modules of Jakarta EE 10 that Parley uses. It brings no database, so H2's driver comes beside it.

server_fetch() {
    fetch_server jetty jetty unpack
    fetch_server h2 h2.jar
    JETTY_HOME=$(unpacked jetty)
}

# server_exec WAR HOST PORT DATA
server_exec() {
    local work
    work=$(work_directory jetty "$3")
    mkdir -p "$work/start.d" "$work/webapps" "$work/lib/ext" "$work/resources" "$work/temp"
    ln -s "$SERVERS/h2.jar" "$work/lib/ext/h2.jar"
    cp "$ROOT/deploy/jetty/ROOT.xml" "$work/webapps/"
    sed -e "s/^jetty.http.host=.*/jetty.http.host=$2/" -e "s/^jetty.http.port=.*/jetty.http.port=$3/" \
        "$ROOT/deploy/jetty/parley.ini" >"$work/start.d/parley.ini"
    become_java -Djava.io.tmpdir="$work/temp" -Djetty.parley.war="$1" -Djetty.parley.data="$4" \
        -jar "$JETTY_HOME/start.jar" jetty.home="$JETTY_HOME" jetty.base="$work"
}
