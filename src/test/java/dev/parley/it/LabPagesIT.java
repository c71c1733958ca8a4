package dev.parley.it;

import org.junit.jupiter.api.Test;

/** The lab's pages, and pages of other authors, in Chromium; what they have to do is in src/test/browser. */
class LabPagesIT extends ParleyIT {
    @Test
    void the_pages_of_the_lab_show_what_crosses() throws Exception {
        BrowserScript.run("lab", at(""));
    }

    @Test
    void pages_that_know_nothing_of_parley_work() throws Exception {
        BrowserScript.run("document", at(""));
    }
}
