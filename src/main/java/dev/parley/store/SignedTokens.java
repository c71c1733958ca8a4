package dev.parley.store;

import dev.parley.chat.PersonId;
import dev.parley.chat.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A token is the number of a person with a signature (HMAC-SHA256, RFC 2104), in Base64 for addresses: 8 and 32 bytes in 54
 * characters. The key is that of the setting, or else one that is made at the first need and kept in the database.
 */
final class SignedTokens implements Tokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String NAME = "guest-token-key";
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 32;

    private final Access access;
    private @Nullable SecretKeySpec key;

    /** @param set the key of the setting; empty for one of the database */
    SignedTokens(Access access, String set) {
        this.access = access;
        this.key = set.isEmpty() ? null : new SecretKeySpec(set.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    @Override
    public String of(PersonId id) {
        byte[] person = ByteBuffer.allocate(Long.BYTES).putLong(id.value()).array();
        byte[] token = ByteBuffer.allocate(Long.BYTES + SIGNATURE_BYTES)
                .put(person)
                .put(signature(person))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    @Override
    public Optional<PersonId> read(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != Long.BYTES + SIGNATURE_BYTES) {
            return Optional.empty();
        }
        byte[] person = Arrays.copyOf(bytes, Long.BYTES);
        byte[] shown = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
        // isEqual takes as long for every wrong signature.
        return MessageDigest.isEqual(signature(person), shown)
                ? Optional.of(new PersonId(ByteBuffer.wrap(person).getLong()))
                : Optional.empty();
    }

    private byte[] signature(byte[] person) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            return mac.doFinal(person);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }

    /** One thread at a time, so that the first guests of a server, who come at once, do not each make a key. */
    private synchronized SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            known = new SecretKeySpec(Base64.getDecoder().decode(kept()), ALGORITHM);
            key = known;
        }
        return known;
    }

    /** Of two servers that make one at once, one fails, and finds the other's at its next need. */
    private String kept() {
        return access.transact(entities -> {
            SecretRow row = entities.find(SecretRow.class, NAME);
            if (row == null) {
                byte[] made = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(made);
                row = new SecretRow(NAME, Base64.getEncoder().encodeToString(made));
                entities.persist(row);
            }
            return row.content();
        });
    }
}
