package dev.parley.abuse;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Packets of Engine.IO and Socket.IO of every type in every state, and what they must not have in them. */
final class PacketAttacks {
    private static final String PATH = "/socket.io/?EIO=4&transport=websocket";
    private static final int BINARY = 0x82;

    /** How a client comes into each state that a connection can be in. */
    private static final List<List<String>> STATES = List.of(
            List.of(),
            List.of("40"),
            List.of("40/chat,"),
            List.of("40", "40/chat,", "40/demo,"),
            List.of("40/chat,", "41/chat,"),
            List.of("40/nowhere,"),
            List.of("40/chat,", "42/chat,0[\"join\",{\"name\":\"mallory\"}]"),
            List.of("40", "42[\"message\",\"trudy\"]"),
            List.of("40", "451-[\"message\",{\"_placeholder\":true,\"num\":0}]"),
            List.of("1"));

    private static final List<String> PACKETS = List.of(
            "",
            "0",
            "1",
            "2",
            "2probe",
            "3",
            "3probe",
            "4",
            "5",
            "6",
            "7",
            "b",
            "bAAAA",
            "\u0000",
            "40",
            "40/chat,",
            "40/chat,{\"name\":",
            "40/chat,[]",
            "40/" + "n".repeat(50_000) + ",",
            "40{\"__proto__\":{\"x\":1},\"constructor\":0}",
            "41",
            "41/chat,",
            "42",
            "42[]",
            "42[1]",
            "42[null]",
            "42[{\"toString\":\"x\"},1]", // CVE-2023-32695
            "42[\"toString\"]",
            "42[\"__proto__\",{}]",
            "42[\"error\",\"x\"]", // CVE-2024-38355
            "42[\"connect\"]",
            "42[\"disconnect\"]",
            "42[\"message\"]",
            "42[\"message\",{}]",
            "42[\"message\",\"\\ud800\"]",
            "42/chat,[\"join\",null]",
            "42/chat,1[\"join\",{\"name\":{}}]",
            "42/chat,1[\"join\",{\"name\":\"\\u202e\\u0000\"}]",
            "42/chat,99999999999999999999[\"who\",{}]",
            "42/chat,-1[\"who\",{}]",
            "42/chat,1[\"history\",{\"before\":1e999,\"limit\":1e-999}]",
            "42/chat,1[\"say\",{\"text\":\"" + "x".repeat(100_000) + "\"}]",
            "42/chat,1[\"read\",{\"conversation\":\"lobby\",\"id\":9007199254740993}]",
            "42/chat,1[\"whisper\",{\"to\":\"constructor\",\"text\":\"x\"}]",
            "43",
            "43[]",
            "430[]",
            "43/chat,18446744073709551616[]",
            "44",
            "44{\"message\":\"x\"}",
            "45",
            "45-[\"message\"]",
            "450-[\"message\"]",
            "4511-[\"message\"]",
            "459999999999-[\"message\"]", // CVE-2020-36049
            "451-[\"message\",{\"_placeholder\":true,\"num\":\"splice\"}]", // CVE-2022-2421
            "451-[\"message\",{\"_placeholder\":true,\"num\":-1}]",
            "451-[\"message\",{\"_placeholder\":true,\"num\":1}]",
            "452-[\"message\",{\"_placeholder\":true,\"num\":0}]",
            "46",
            "461-[]",
            "47",
            "42" + "[".repeat(50_000),
            "42[\"message\"," + "[".repeat(65) + "]".repeat(65) + "]",
            "42[\"message\"," + "{\"a\":".repeat(20_000),
            "42[\"message\"," + "9".repeat(50_000) + "]",
            "42[\"message\",1e" + "9".repeat(900) + "]",
            "42[\"message\",{" + "\"a\":1,".repeat(5_000) + "\"a\":1}]",
            "42[\"message\"]]",
            "42[\"message\",NaN]",
            "42[\"message\",'x']");

    private PacketAttacks() {}

    static List<Attack> all() {
        return List.of(
                new Attack("packets of every type in every state", PacketAttacks::anyPacket),
                new Attack("mutated packets", PacketAttacks::mutated),
                new Attack("attachments that nobody announced", PacketAttacks::attachments),
                new Attack("namespaces without end", PacketAttacks::namespaces),
                new Attack("acknowledgements that nobody awaits", PacketAttacks::acks));
    }

    static Wire open(Target target) throws IOException {
        return target.open().upgrade(PATH, "");
    }

    private static Wire inSomeState(Target target, Random random) throws IOException {
        return open(target).text(STATES.get(random.nextInt(STATES.size())).toArray(String[]::new));
    }

    private static String packet(Random random) {
        return PACKETS.get(random.nextInt(PACKETS.size()));
    }

    private static void anyPacket(Target target, Random random) throws IOException {
        try (Wire wire = inSomeState(target, random)) {
            String answer = wire.text(packet(random), packet(random)).read(30);
            target.find(answer.contains("Exception"), "a packet is answered with an exception");
        }
    }

    private static void mutated(Target target, Random random) throws IOException {
        StringBuilder packet = new StringBuilder(packet(random));
        for (int i = 0; i < 3 && !packet.isEmpty(); i++) {
            int at = random.nextInt(packet.length());
            switch (random.nextInt(3)) {
                case 0 -> packet.setCharAt(at, (char) random.nextInt(128));
                case 1 -> packet.deleteCharAt(at);
                default -> packet.insert(at, packet(random));
            }
        }
        try (Wire wire = inSomeState(target, random)) {
            wire.text(packet.toString()).read(30);
        }
    }

    private static void attachments(Target target, Random random) throws IOException {
        try (Wire wire = inSomeState(target, random)) {
            for (int i = 0; i < 12; i++) {
                wire.frame(BINARY, new byte[random.nextInt(10_000)]);
            }
            wire.read(30);
        }
    }

    private static void namespaces(Target target, Random random) throws IOException {
        try (Wire wire = open(target)) {
            for (int i = 0; i < 2_000; i++) {
                wire.text("40/" + i + ",", "40/chat,", "41/chat,");
            }
        }
    }

    private static void acks(Target target, Random random) throws IOException {
        try (Wire wire = inSomeState(target, random)) {
            for (int i = 0; i < 1_000; i++) {
                wire.text("43" + i + "[]");
            }
        }
    }
}
