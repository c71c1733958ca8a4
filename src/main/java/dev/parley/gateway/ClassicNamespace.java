package dev.parley.gateway;

import dev.parley.chat.Audience;
import dev.parley.chat.Chat;
import dev.parley.chat.Message;
import dev.parley.chat.Outcome;
import dev.parley.chat.Visitor;
import dev.parley.socket.Ack;
import dev.parley.socket.Args;
import dev.parley.socket.Namespace;
import dev.parley.socket.Socket;
import java.util.Map;

/** The classic line protocol on a namespace: every event is a {@code message} with one string. */
public final class ClassicNamespace implements Audience {
    private final Chat chat;
    private final Logins logins;
    private final SocketRooms rooms;

    private ClassicNamespace(Namespace namespace, Chat chat, Logins logins) {
        this.chat = chat;
        this.logins = logins;
        this.rooms = new SocketRooms(namespace);
    }

    /** Lets the clients of a namespace into the chat. */
    public static void open(Namespace namespace, Chat chat, Logins logins) {
        ClassicNamespace classic = new ClassicNamespace(namespace, chat, logins);
        chat.add(classic);
        namespace.onConnection(classic::connected);
    }

    @Override
    public void deliver(Message message) {
        if (message.isClassic()) {
            rooms.of(message).send(ClassicLines.of(message));
        }
    }

    private void connected(Socket socket) {
        Visitor visitor = SocketRooms.visitor(socket);
        socket.on("message", (args, ack) -> message(socket, visitor, args, ack));
        logins.opened(socket, socket.handshake().principal(), () -> socket.disconnect(true));
        socket.onDisconnect(reason -> {
            logins.closed(socket);
            chat.leave(visitor);
        });
    }

    private void message(Socket socket, Visitor visitor, Args args, Ack ack) {
        if (args.size() != 1 || !args.isString(0)) {
            socket.send(ClassicLines.notAString());
            ack.send(Answers.invalid("a message is one string"));
            return;
        }
        chat.line(visitor, args.string(0), outcome -> {
            if (outcome instanceof Outcome.Refused<Message> refused) {
                socket.send(ClassicLines.notice(refused));
            }
            ack.send(Answers.of(outcome, message -> Map.of("id", message.id())));
        });
    }
}
