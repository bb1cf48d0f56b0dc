package dev.mooring.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void whoseSessionHasFailedIsToldWhyAndNeedNotTypeOn() throws Exception {
        try (ChatProcess server = ChatProcess.serve(0);
                ChatProcess ann = ChatProcess.join("ann", server.port())) {
            ann.type("x".repeat(20_000)); // the room takes 16 KiB
            assertThat(ann.exit()).isOne();
            assertThat(ann.lines()).anyMatch(line -> line.startsWith("mooring-chat: ") && line.contains("1009"));
            assertThat(ann.lines()).contains("mooring-chat: 1 line was not said");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ChatProcess server = ChatProcess.serve(0);
                ChatProcess second = ChatProcess.start("serve", "--port", "" + server.port())) {
            assertThat(second.exit()).isOne();
            assertThat(second.lines())
                    .singleElement()
                    .asString()
                    .startsWith("mooring-chat: cannot listen on 127.0.0.1:" + server.port() + ": ");
        }
    }

    @Test
    void nobodyDrivesTheTerminalOfAnother() throws Exception {
        try (ChatProcess server = ChatProcess.serve(0);
                ChatProcess bob = ChatProcess.join("bob", server.port());
                ChatProcess ann = ChatProcess.join("ann", server.port())) {
            ann.type("\u001b[31mred");
            bob.awaitLine("ann: \ufffd[31mred");
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void whoIsStoppedLeavesSoThatTheOthersHearIt(String signal, int code) throws Exception {
        try (ChatProcess server = ChatProcess.serve(0);
                ChatProcess bob = ChatProcess.join("bob", server.port());
                ChatProcess ann = ChatProcess.join("ann", server.port())) {
            ann.signal(signal);
            bob.awaitLine("* ann has left");
            assertThat(ann.exit()).isEqualTo(code);
            assertThat(ann.lines()).noneMatch(line -> line.contains("not said"));
        }
    }

    /** More than its standard input holds unread, so that hundreds of lines have been read when all are typed. */
    @Test
    void whoIsStoppedIsToldThatLinesWereNotSaid() throws Exception {
        try (ChatProcess server = ChatProcess.serve(0);
                ChatProcess ann = ChatProcess.join("ann", server.port())) {
            server.kill();
            ann.awaitLineStarting("- connection lost");
            for (int i = 0; i < 1200; i++) {
                ann.type("x".repeat(99));
            }
            ann.signal("INT");
            assertThat(ann.exit()).isEqualTo(130);
            ann.awaitLineMatching("mooring-chat: \\d+ lines were not said");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "join;ann;--room;a b, --room",
        "join;ann;--room=, --room",
        "join;ann;--room;.., --room",
        "join;ann;--room;a/b, --room",
        "join;ann;--room;a?b, --room",
        "join;ann;--room;a#b, --room",
        "serve;--port;70000, --port",
        "join;ann;--server;localhost:8025, --server",
        "join;ann;--server;http://h:1/, http://h:1/",
        "join;ann;--server;ws:///x, ws:///x",
        "join;ann;--server;ws://h/elsewhere, ws://h/elsewhere",
        "join;ann;--server;ws://h/?token=x, --server",
        "join;ann;--server;ws://h/#x, --server",
        "join;no body, NAME",
        "'join;a\nb', NAME",
        "join;grüß, NAME"
    })
    void wrongUsageEndsWith2(String command, String option) throws Exception {
        try (ChatProcess wrong = ChatProcess.start(command.split(";"))) {
            assertThat(wrong.exit()).isEqualTo(2);
            assertThat(wrong.lines()).first().asString().contains(option);
        }
    }
}
