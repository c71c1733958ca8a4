package dev.parley.it;

import org.junit.jupiter.api.Test;

/**
 * The chat's page in Chromium; what it has to do is in src/test/browser/chat.browser.mjs, rooms.browser.mjs and
 * changes.browser.mjs.
 */
class ChatPageIT extends ParleyIT {
    @Test
    void people_chat_in_their_browsers() throws Exception {
        BrowserScript.run("chat", at(""));
    }

    @Test
    void people_change_what_they_said_and_react_to_it() throws Exception {
        BrowserScript.run("changes", at(""));
    }

    @Test
    void people_meet_in_rooms() throws Exception {
        BrowserScript.run("rooms", at(""));
    }
}
