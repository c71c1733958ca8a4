# shellcheck shell=bash
# WildFly with all that it has: standalone-full.xml.

WILDFLY_CONFIG=standalone-full.xml
# shellcheck source=deploy/lib/server-wildfly.sh
source "$ROOT/deploy/lib/server-wildfly.sh"
