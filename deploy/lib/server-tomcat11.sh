# shellcheck shell=bash
# Tomcat 11.

# shellcheck source=deploy/lib/tomcat.sh
source "$ROOT/deploy/lib/tomcat.sh"

server_fetch() {
    fetch_server tomcat11 tomcat11 unpack
    SERVER_HOME=$(unpacked tomcat11)
}
