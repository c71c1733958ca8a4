package dev.parley.gateway;

import dev.parley.chat.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What a command is acknowledged with: {@code ok} and what it brings, or the code and the words of a refusal. */
final class Answers {
    private Answers() {}

    /** @param brings beside {@code ok} */
    static <T> Map<String, Object> of(Outcome<T> outcome, Function<T, Map<String, ?>> brings) {
        if (outcome instanceof Outcome.Done<T> done) {
            return ok(brings.apply(done.value()));
        }
        if (outcome instanceof Outcome.Refused<T> refused) {
            return refusal(refused.why().code(), refused.detail());
        }
        throw new AssertionError(outcome);
    }

    static Map<String, Object> ok(Map<String, ?> brings) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.putAll(brings);
        return answer;
    }

    /** The client sent something else than the protocol says. */
    static Map<String, Object> invalid(String message) {
        return refusal("invalid", message);
    }

    private static Map<String, Object> refusal(String code, String message) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", false);
        answer.put("error", code);
        answer.put("message", message);
        return answer;
    }
}
