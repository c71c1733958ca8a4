package dev.parley.settings;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that share a prefix (RFC 4632), of IPv4 or IPv6. No name is ever looked up.
 *
 * @param address any of them
 * @param prefix how many of its first bits they share
 */
public record Network(InetAddress address, int prefix) {
    private static final int SITE_BYTES = 64 / Byte.SIZE;
    private static final Pattern WRITTEN = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    /** {@code 10.0.0.0/8}, {@code fd00::/8}, or one address; empty for anything else. */
    public static Optional<Network> parse(String written) {
        Matcher m = WRITTEN.matcher(written);
        if (!m.matches()) {
            return Optional.empty();
        }
        return address(m.group(1)).flatMap(address -> {
            int bits = address.getAddress().length * Byte.SIZE;
            int prefix = m.group(2) == null ? bits : Integer.parseInt(m.group(2));
            return prefix <= bits ? Optional.of(new Network(address, prefix)) : Optional.empty();
        });
    }

    /** An address as digits; empty for anything else, a name included. */
    public static Optional<InetAddress> address(String written) {
        if (!IPV4.matcher(written).matches() && !IPV6.matcher(written).matches()) {
            return Optional.empty(); // so that nothing is looked up
        }
        try {
            return Optional.of(InetAddress.getByName(written));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * Whom an address stands for: itself, or with IPv6 the /64 that it is of, since whoever has one address of it has all
     * (RFC 6177, section 2).
     *
     * @return the same for every address of one; what is no address stands for itself
     */
    public static String subscriber(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        return address(address)
                .filter(Inet6Address.class::isInstance)
                .map(site -> HexFormat.of().formatHex(site.getAddress(), 0, SITE_BYTES))
                .orElse(address);
    }

    /** Whether that address is one of them. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
