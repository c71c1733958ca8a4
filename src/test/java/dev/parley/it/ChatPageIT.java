package dev.parley.it;

import org.junit.jupiter.api.Test;

/**
 * The chat's page in Chromium; what it has to do is in chat, history, rooms, changes, files, search and embed.browser.mjs of
 * src/test/browser.
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
    void people_share_files() throws Exception {
        BrowserScript.run("files", at(""));
    }

    @Test
    void people_find_what_was_said() throws Exception {
        BrowserScript.run("search", at(""));
    }

    /** The element in a page of another application of the same origin, with styles and scripts that are none of Parley's. */
    @Test
    void people_chat_in_a_page_that_embeds_a_room() throws Exception {
        BrowserScript.run("embed", at(""));
    }

    @Test
    void people_scroll_through_a_long_history() throws Exception {
        BrowserScript.run("history", at(""));
    }

    @Test
    void people_meet_in_rooms() throws Exception {
        BrowserScript.run("rooms", at(""));
    }
}
