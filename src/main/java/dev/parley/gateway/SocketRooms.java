package dev.parley.gateway;

import dev.parley.chat.Message;
import dev.parley.chat.Person;
import dev.parley.chat.PersonId;
import dev.parley.chat.Visitor;
import dev.parley.socket.Broadcast;
import dev.parley.socket.Namespace;
import dev.parley.socket.Socket;
import java.security.Principal;

/**
 * Whom a message is for among the sockets of a namespace: a socket whose visitor has entered is in the room of everybody and
 * in that of its person.
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
                person -> socket.join(EVERYBODY, roomOf(person)),
                principal == null ? null : principal.getName(),
                () -> socket.disconnect(true));
    }

    Broadcast of(Message message) {
        Person recipient = message.recipient();
        return recipient == null ? namespace.to(EVERYBODY) : namespace.to(roomOf(message.author()), roomOf(recipient));
    }

    Broadcast of(Person person) {
        return namespace.to(roomOf(person));
    }

    private static String roomOf(Person person) {
        PersonId id = person.id();
        return "person " + id.value(); // no id of a socket has a space
    }
}
