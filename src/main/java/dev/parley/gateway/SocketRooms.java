package dev.parley.gateway;

import dev.parley.chat.Message;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import dev.parley.chat.RoomName;
import dev.parley.chat.Visitor;
import dev.parley.socket.Broadcast;
import dev.parley.socket.Namespace;
import dev.parley.socket.Socket;
import java.security.Principal;
import java.util.Objects;

/**
 * Whom a message is for among the sockets of a namespace: a socket whose visitor has entered is in the room of everybody and
 * in that of its person, and in one for each room of which that person is a member.
 */
final class SocketRooms {
    private static final String EVERYBODY = "lobby";

    private final Namespace namespace;

    SocketRooms(Namespace namespace) {
        this.namespace = namespace;
    }

    static Visitor visitor(Socket socket) {
        Principal principal = socket.handshake().principal();
        return new Visitor(
                new Seat(socket), principal == null ? null : principal.getName(), () -> socket.disconnect(true));
    }

    private record Seat(Socket socket) implements Visitor.Place {
        @Override
        public void entered(Person me) {
            socket.join(EVERYBODY, roomOf(me));
        }

        @Override
        public void joined(RoomName room) {
            socket.join(roomOf(room));
        }

        @Override
        public void left(RoomName room) {
            socket.leave(roomOf(room));
        }
    }

    Broadcast of(Message message) {
        Person recipient = message.recipient();
        if (recipient != null) {
            return namespace.to(roomOf(message.author()), roomOf(recipient));
        }
        return of(Objects.requireNonNull(message.room()));
    }

    Broadcast everybody() {
        return namespace.to(EVERYBODY);
    }

    Broadcast of(RoomName room) {
        return namespace.to(roomOf(room));
    }

    Broadcast of(Person person) {
        return namespace.to(roomOf(person));
    }

    private static String roomOf(RoomName room) {
        return room.isLobby() ? EVERYBODY : "room " + room;
    }

    private static String roomOf(Person person) {
        PersonId id = person.id();
        return "person " + id.value(); // no id of a socket has a space
    }
}
