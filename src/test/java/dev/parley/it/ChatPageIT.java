package dev.parley.it;

import org.junit.jupiter.api.Test;

/** The chat's page in Chromium; what it has to do is in src/test/browser/chat.browser.mjs and rooms.browser.mjs. */
class ChatPageIT extends ParleyIT {
    @Test
    void people_chat_in_their_browsers() throws Exception {
        BrowserScript.run("chat", at(""));
    }

    @Test
    void people_meet_in_rooms() throws Exception {
        BrowserScript.run("rooms", at(""));
    }
}
