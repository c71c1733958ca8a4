package dev.parley.gateway;

import dev.parley.chat.Message;
import dev.parley.chat.Outcome;
import dev.parley.chat.Refusal;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of the classic protocol ({@code src/docs/chat-protocol.md}). Names have no white space, so no text can make a
 * line look like one of another kind.
 */
final class ClassicLines {
    private static final String FILE = "[文件] ";
    private static final String SYSTEM = "[系统] ";

    private ClassicLines() {}

    static String of(Message message) {
        String author = message.author().name().text();
        return switch (message.kind()) {
            case JOIN -> author + "加入聊天室";
            case LEAVE -> author + "离开聊天室";
            case SAY -> author + ": " + said(message);
            case WHISPER ->
                "[私信] " + author + " → "
                        + Objects.requireNonNull(message.recipient()).name() + ": " + said(message);
            case EDIT, DELETE, REACT, UNREACT -> throw new IllegalArgumentException("no line tells of a change");
        };
    }

    /** Its text, and then a line for each file with its name. */
    private static String said(Message message) {
        Stream<String> text = message.text().isEmpty() ? Stream.empty() : Stream.of(message.text());
        return Stream.concat(text, message.files().stream().map(file -> FILE + file.name()))
                .collect(Collectors.joining("\n"));
    }

    /** What the sender alone is told. */
    static String notice(Outcome.Refused<?> refused) {
        return SYSTEM + chinese(refused.why()) + " (" + refused.detail() + ")";
    }

    /** What a client is told whose message is not one string. */
    static String notAString() {
        return SYSTEM + "消息必须是一个字符串 (a message is one string)";
    }

    private static String chinese(Refusal why) {
        return switch (why) {
            case NOT_JOINED -> "请先输入名字";
            case ALREADY_JOINED -> "已经加入聊天室";
            case NAME_INVALID -> "名字无效，请换一个";
            case NAME_TAKEN -> "名字已被使用，请换一个";
            case LOGIN_REQUIRED -> "请先登录";
            case NO_TOKEN -> "没有可以带到其他设备的身份";
            case UNKNOWN_CODE -> "代码无效或已过期";
            case TEXT_EMPTY -> "消息不能为空";
            case TEXT_TOO_LONG -> "消息太长";
            case TEXT_INVALID -> "消息含有无效字符";
            case UNKNOWN_PERSON -> "没有这个用户";
            case ROOM_INVALID -> "房间名无效，请换一个";
            case ROOM_TAKEN -> "房间名已被使用";
            case UNKNOWN_ROOM -> "没有这个房间";
            case NOT_MEMBER -> "请先加入房间";
            case TOPIC_TOO_LONG -> "主题太长";
            case TOO_MANY_ROOMS -> "加入的房间太多";
            case ROOMS_FULL -> "房间数量已达上限";
            case UNKNOWN_MESSAGE -> "没有这条消息";
            case NOT_AUTHOR -> "这是别人的消息";
            case EMOJI_INVALID -> "表情无效";
            case TOO_MANY_CHANGES -> "改动次数已达上限";
            case SEARCH_EMPTY -> "没有要查找的内容";
            case SEARCH_TOO_LONG -> "要查找的内容太长";
            case FILE_TOO_LARGE -> "文件太大";
            case FILE_TYPE -> "不允许这种类型的文件";
            case FILE_NAME_INVALID -> "文件名无效";
            case FILE_PART -> "文件的这一部分无效";
            case FILES_FULL -> "文件空间已满";
            case TOO_MANY_UPLOADS -> "未发送的文件太多";
            case TOO_MANY_FILES -> "消息的文件太多";
            case UNKNOWN_FILE -> "没有这个文件";
            case TOO_FAST -> "消息太快，请稍等";
            case BUSY -> "服务器忙，请重试";
            case UNAVAILABLE -> "暂时无法保存，请稍后重试";
            case FULL -> "聊天室已满，请稍后重试";
        };
    }
}
