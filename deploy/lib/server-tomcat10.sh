# shellcheck shell=bash
# Tomcat 10.

# shellcheck source=deploy/lib/tomcat.sh
source "$ROOT/deploy/lib/tomcat.sh"

server_fetch() {
    fetch_server tomcat10 tomcat10 unpack
    SERVER_HOME=$(unpacked tomcat10)
}
