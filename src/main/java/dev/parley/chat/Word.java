package dev.parley.chat;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A word of a text, as it is looked for: in NFKC and without case. Where a script has no spaces between its words, and with
 * emoji, everything that stands together is one.
 *
 * @param spaced whether it is of a script with spaces between words: then its beginning is enough to find it, otherwise any
 *     part of it is
 */
public record Word(String text, boolean spaced) {
    /** Characters (code points) of a key, at most. */
    private static final int MAX_KEY = 32;

    private static final int PROLONGED_SOUND_MARK = 0x30FC;
    private static final int FIRST_UNSPACED = 0x0E00;
    private static final int FIRST_VARIATION_SELECTOR = 0xFE00;
    private static final int LAST_VARIATION_SELECTOR = 0xFE0F;
    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private enum Part {
        OF_SPACED,
        OF_UNSPACED,
        OF_EITHER,
        OF_NONE
    }

    /** Those of a text, in its order. */
    public static List<Word> of(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean spaced = true;
        for (int i = 0; i < normal.length(); ) {
            int character = normal.codePointAt(i);
            i += Character.charCount(character);
            Part part = partOf(character);
            boolean goesOn = part == Part.OF_EITHER || part == (spaced ? Part.OF_SPACED : Part.OF_UNSPACED);
            if (!goesOn && !word.isEmpty()) {
                words.add(new Word(word.toString(), spaced));
                word.setLength(0);
            }
            if (part == Part.OF_SPACED || part == Part.OF_UNSPACED) {
                spaced = part == Part.OF_SPACED;
                word.appendCodePoint(fold(character));
            } else if (part == Part.OF_EITHER && !word.isEmpty()) {
                word.appendCodePoint(character);
            }
        }
        if (!word.isEmpty()) {
            words.add(new Word(word.toString(), spaced));
        }
        return words;
    }

    /** First to upper case, which makes equal what has more than one lower-case form; alone, as its neighbours may be missing. */
    private static int fold(int character) {
        return Character.toLowerCase(Character.toUpperCase(character));
    }

    private static Part partOf(int character) {
        if (character >= FIRST_VARIATION_SELECTOR && character <= LAST_VARIATION_SELECTOR) {
            return Part.OF_NONE; // the same sign, in colour or not
        }
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
                Part.OF_EITHER;
            case Character.OTHER_SYMBOL -> Part.OF_UNSPACED;
            case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> Part.OF_SPACED;
            default -> {
                if (!Character.isLetterOrDigit(character)) {
                    yield Part.OF_NONE;
                }
                yield isUnspaced(character) ? Part.OF_UNSPACED : Part.OF_SPACED;
            }
        };
    }

    private static boolean isUnspaced(int letter) {
        return letter >= FIRST_UNSPACED
                && (letter == PROLONGED_SOUND_MARK || UNSPACED.contains(UnicodeScript.of(letter)));
    }

    /**
     * By which an index finds it: the word, or else each two characters that follow each other, and the last one. Whatever this
     * word {@link #isFoundIn is found in} has a key that begins with each of its {@link #sought}.
     */
    public List<byte[]> keys() {
        int[] characters = text.codePoints().toArray();
        if (spaced) {
            return List.of(utf8(characters, 0, MAX_KEY));
        }
        List<byte[]> keys = new ArrayList<>(characters.length);
        for (int i = 0; i < characters.length; i++) {
            keys.add(utf8(characters, i, 2));
        }
        return keys;
    }

    /** With what a key begins of each word in which this one is. */
    public List<byte[]> sought() {
        List<byte[]> keys = keys();
        return keys.size() > 1 ? keys.subList(0, keys.size() - 1) : keys;
    }

    /** Whether one of these begins with it, or else has it anywhere. */
    public boolean isFoundIn(Collection<Word> words) {
        return words.stream()
                .anyMatch(word ->
                        word.spaced == spaced && (spaced ? word.text.startsWith(text) : word.text.contains(text)));
    }

    private static byte[] utf8(int[] characters, int from, int max) {
        return new String(characters, from, Math.min(max, characters.length - from)).getBytes(StandardCharsets.UTF_8);
    }
}
