package dev.parley.engine;

/** Why a server takes no further session now. */
public enum Crowded {
    /** As many sessions are open as the server may have ({@code engine.max-sessions}), or it is closing. */
    SERVER,
    /** As many are open from this address as one may have ({@code engine.max-sessions-per-address}). */
    ADDRESS,
    /** The address asks too often ({@code engine.handshakes-per-second}). */
    HASTE
}
