package dev.parley.settings;

/** A setting has a value that is not allowed. The message names the key, the value and what is allowed. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettingException(String key, String value, String allowed) {
        super("Setting " + key + " = \"" + value + "\" is not allowed: " + allowed);
    }
}
