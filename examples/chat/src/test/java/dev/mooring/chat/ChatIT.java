package dev.mooring.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Two people, a server, and what may happen to it: all of them real processes. */
class ChatIT {

    @Test
    void whatIsTypedWhileTheServerIsGoneIsSaidWhenItIsBack() throws Exception {
        ChatProcess server = ChatProcess.serve(0);
        int port = server.port();
        try (ChatProcess bob = ChatProcess.join("bob", port);
                ChatProcess ann = ChatProcess.join("ann", port)) {
            ann.type("hello");
            bob.awaitLine("ann: hello");
            server.kill();
            ann.awaitLineStarting("- connection lost");
            bob.awaitLineStarting("- connection lost");
            try (ChatProcess again = ChatProcess.serve(port)) {
                bob.awaitLine("- back again");
                ann.type("are you there?");
                bob.awaitLine("ann: are you there?");
                bob.type("yes");
                ann.awaitLine("bob: yes");
                assertThat(ann.endOfInput()).isZero();
                bob.awaitLine("* ann has left");
            }
        } finally {
            server.kill();
        }
    }

    @Test
    void aDrainingServerSendsItsPeopleAwayAndTheyComeBack() throws Exception {
        ChatProcess server = ChatProcess.serve(0);
        int port = server.port();
        try (ChatProcess ann = ChatProcess.join("ann", port)) {
            server.terminate();
            ann.awaitLineStarting("- closed by peer with 1012");
            try (ChatProcess again = ChatProcess.serve(port)) {
                ann.awaitLine("- back again");
            }
        } finally {
            server.kill();
        }
    }

    @Test
    void aNameThatIsNoneIsRefusedAtOnce() throws Exception {
        try (ChatProcess server = ChatProcess.serve(0);
                ChatProcess nobody =
                        ChatProcess.start("join", "no body", "--server", "ws://127.0.0.1:" + server.port())) {
            assertThat(nobody.exit()).isOne();
            assertThat(nobody.lines()).anyMatch(line -> line.contains("401"));
        }
    }
}
