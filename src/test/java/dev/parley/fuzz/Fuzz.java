package dev.parley.fuzz;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Feeds a check with inputs that chance makes out of nearly valid ones. The build tries the same inputs each time, so that it
 * never fails by chance; {@code -Dfuzz.seconds=600} has each check try others for so long. An input that fails is made smaller,
 * and printed whole.
 *
 * <p>No fuzzer that is guided by coverage: formats with masks, lengths and checked order hide from one most of what is behind,
 * while {@code generate} goes there at once. Instead each test asserts that its inputs have met every outcome there is.
 */
public final class Fuzz {
    /** What must hold for any input at all. */
    @FunctionalInterface
    public interface Check {
        /** @throws Exception or an error when it does not hold */
        void accept(byte[] input) throws Exception;
    }

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);
    private static final int MAX_MUTATIONS = 5;
    private static final int[] INTERESTING = {0x00, 0x01, 0x7D, 0x7E, 0x7F, 0x80, 0x81, 0x88, 0xC0, 0xFE, 0xFF, '0', '"'
    };

    private Fuzz() {}

    /**
     * Tries inputs.
     *
     * @param count how many the build tries
     * @param generate makes an input that is valid, or nearly
     */
    public static void inputs(int count, Function<Random, byte[]> generate, Check check) {
        long base = SECONDS == 0 ? 0 : System.nanoTime();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (long i = 0; SECONDS == 0 ? i < count : System.nanoTime() < end; i++) {
            Random random = new Random(base + i);
            byte[] input = generate.apply(random);
            for (int mutations = random.nextInt(MAX_MUTATIONS); mutations > 0; mutations--) {
                input = mutated(input, random, generate);
            }
            Throwable failure = failure(check, input);
            if (failure != null) {
                byte[] smallest = smallest(check, input);
                Throwable again = failure(check, smallest);
                throw new AssertionError(
                        "fails for " + HexFormat.of().formatHex(smallest), again == null ? failure : again);
            }
        }
    }

    @SuppressWarnings("ThrowableNotThrown") // an input that breaks the check is what is looked for
    private static byte[] smallest(Check check, byte[] failing) {
        byte[] smallest = failing;
        for (int cut = smallest.length / 2; cut > 0; cut /= 2) {
            for (int from = 0; from + cut <= smallest.length; ) {
                byte[] smaller = without(smallest, from, cut);
                if (failure(check, smaller) == null) {
                    from += cut;
                } else {
                    smallest = smaller;
                }
            }
        }
        return smallest;
    }

    private static Throwable failure(Check check, byte[] input) {
        try {
            check.accept(input.clone());
            return null;
        } catch (Exception | Error e) {
            return e;
        }
    }

    private static byte[] mutated(byte[] input, Random random, Function<Random, byte[]> generate) {
        int at = random.nextInt(input.length + 1);
        int length = Math.min(1 + random.nextInt(8), input.length - at);
        byte[] changed = input.clone();
        switch (random.nextInt(8)) {
            case 0 -> flip(changed, at, random);
            case 1 -> fill(changed, at, Math.min(1, length), INTERESTING[random.nextInt(INTERESTING.length)]);
            case 2 -> fill(changed, at, length, INTERESTING[random.nextInt(INTERESTING.length)]);
            case 3 -> changed = without(changed, at, length);
            case 4 ->
                changed = joined(Arrays.copyOf(changed, at + length), Arrays.copyOfRange(changed, at, input.length));
            case 5 -> changed = joined(changed, generate.apply(random));
            case 6 -> changed = joined(Arrays.copyOf(changed, at), generate.apply(random));
            default -> changed = inserted(changed, at, random);
        }
        return changed;
    }

    private static void flip(byte[] bytes, int at, Random random) {
        if (at < bytes.length) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
    }

    private static void fill(byte[] bytes, int at, int length, int with) {
        Arrays.fill(bytes, at, at + length, (byte) with);
    }

    private static byte[] inserted(byte[] bytes, int at, Random random) {
        byte[] more = new byte[1 + random.nextInt(4)];
        random.nextBytes(more);
        return joined(joined(Arrays.copyOf(bytes, at), more), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    private static byte[] without(byte[] bytes, int from, int length) {
        return joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, from + length, bytes.length));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
