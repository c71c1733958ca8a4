package dev.parley.chat;

/**
 * A file of a message, without its bytes.
 *
 * @param id below 2^53
 * @param type a media type without parameters in lower case, as its author's client said: nobody has looked into the file
 * @param size in bytes
 * @param picture how large it is shown, as its author's client said; {@link Picture#NONE} if that said nothing
 */
public record SharedFile(long id, String name, String type, long size, Picture picture) {
    /**
     * In pixels.
     *
     * @param width 1 to {@link #MAX}, or 0 together with the height
     */
    public record Picture(int width, int height) {
        public static final int MAX = 65_535;
        public static final Picture NONE = new Picture(0, 0);

        public boolean isKnown() {
            return width > 0;
        }
    }
}
