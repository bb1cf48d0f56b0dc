package dev.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What is not refused would run, and for as long as a server or a client does. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UsageTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine commandLine =
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--jitter 7               | Invalid value for option '--jitter': retry jitter must be between 0.0 and 1.0, but is 7.0",
                "--jitter x               | Invalid value for option '--jitter'",
                "--retry-base 5           | Invalid value for option '--retry-base': '5' is not a duration",
                "--retry-base 0s          | Invalid value for option '--retry-base': retry base delay must be longer than zero",
                "--retry-base 1m          | Invalid value for option '--retry-max': retry max delay must be at least the base delay",
                "--retry-max 1ms          | Invalid value for option '--retry-max': retry max delay must be at least",
                "--max-retries -2         | Invalid value for option '--max-retries': max retries (-1 is for ever) must be at least -1",
                "--min-uptime 99999d      | Invalid value for option '--min-uptime': retry min uptime must be at most 36500 days",
                "--connect-timeout 0      | Invalid value for option '--connect-timeout': connect timeout must be longer than zero",
                "--send-timeout 0s        | Invalid value for option '--send-timeout': send timeout must be longer than zero",
                "--heartbeat never        | Invalid value for option '--heartbeat': 'never' is not a duration",
                "--heartbeat-timeout 0    | Invalid value for option '--heartbeat-timeout': heartbeat timeout must be longer",
                "--heartbeat-message ''   | Invalid value for option '--heartbeat-message': heartbeat message must not be empty",
                "--circuit-failures 0     | Invalid value for option '--circuit-failures': circuit breaker failures must be between 1 and 10000",
                "--circuit-failures 1000000000 | '--circuit-failures': circuit breaker failures must be between 1 and 10000",
                "--circuit-reset 0ms      | Invalid value for option '--circuit-reset': circuit breaker reset must be longer than zero",
                "--outbox-messages 0      | Invalid value for option '--outbox-messages': outbox messages must be between 1 and",
                "--outbox-messages -1     | Invalid value for option '--outbox-messages': outbox messages must be between 1 and",
                "--heartbeat off --heartbeat-timeout 5s | Option '--heartbeat-timeout' does nothing with '--heartbeat off': leave",
                "--heartbeat 0 --heartbeat-message x    | Option '--heartbeat-message' does nothing with '--heartbeat off': leave",
                "--resumable --heartbeat-message x      | Option '--heartbeat-message' does nothing with '--resumable': leave",
                "--events xml             | Invalid value for option '--events'",
                "--header secret          | Invalid value for option '--header'",
                "--header 'N N: v'        | 'N N' cannot be the name of an HTTP header",
                "--header Upgrade:h2c     | 'Upgrade' belongs to the handshake itself",
                "--header Sec-WebSocket-Protocol:x | offer subprotocols by --subprotocol",
                "--subprotocol a,b        | 'a,b' cannot be the name of a subprotocol; for several, repeat the option",
                "--linger soon            | Invalid value for option '--linger': 'soon' is not a duration",
                "--linger 200000d         | Invalid value for option '--linger': it must be at most 36500 days, but is 200000",
                "--bogus                  | Unknown option: '--bogus'",
            })
    void aWrongOptionIsNamedAndEndsWith2(String option, String message) {
        String[] parts = option.replace("'", "").split(" ", option.contains(" --") ? 4 : 2);
        int code = commandLine.execute(Stream.concat(Stream.of("connect", "ws://127.0.0.1:9/"), Stream.of(parts))
                .map(String::strip)
                .toArray(String[]::new));
        assertThat(err.toString()).contains(message).contains("Try 'mooring connect --help'.");
        assertThat(code).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "http://x/, is not a WebSocket URL",
        "localhost:8025, is not a WebSocket URL",
        "ws://a b/, is not a URL",
        "ws:///path, names no host",
        "ws://h:99999/, names a port that cannot be: 99999",
        "ws://h/#top, has a fragment",
        "ws://me:secret@h/, 'ws://...@h/' names a user, which is never sent: say --header"
    })
    void aWrongUrlIsExplainedAndEndsWith2(String url, String message) {
        assertThat(commandLine.execute("connect", url)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--allow-origin=app.example         | allowed origin must have the form scheme",
                "--token=''                         | '--token': token must not be empty",
                "--rate=often                       | 'often' is not a rate: write messages per second",
                "--rate=0                           | rate limit permits must be at least 1, but is 0",
                "--rate=1/soon                      | 'soon' is not a duration",
                "--rate-excess=shout                | '--rate-excess'",
                "--max-message=1                    | '--max-message': max message size must be between 125 and",
                "--heartbeat=never                  | 'never' is not a duration",
                "--heartbeat-timeout=0              | '--heartbeat-timeout': heartbeat timeout must be longer than zero",
                "--drain-on=SIGKILL                 | '--drain-on'",
                "--drain-window=0                   | '--drain-window': drain window must be longer than zero",
                "--drain-retry=2d                   | '--drain-retry': drain retry after must be between 0 and 1 day",
                "--drain-to=http://x/               | '--drain-to': drain target must be a ws or wss URI",
                "--drain-window=200000d             | '--drain-window': it must be at most 36500 days, but is 200000",
                "--drain-window=1s                  | '--drain-window' does nothing without '--drain-on': add that",
                "--drain-retry=1s                   | '--drain-retry' does nothing without '--drain-on': add that",
                "--drain-to=ws://x/                 | '--drain-to' does nothing without '--drain-on': add that",
                "--rate-excess=drop                 | '--rate-excess' does nothing without '--rate': add that",
                "--heartbeat=off --heartbeat-timeout=5s | '--heartbeat-timeout' does nothing with '--heartbeat off': leave",
                "--echo --topic-broadcast           | '--echo' does nothing with '--topic-broadcast': leave one",
                "--health-port=70000                | '--health-port': it must be between 0 and 65535, but is 70000",
            })
    void aWrongOptionOfTheServerIsNamedAndEndsWith2(String option, String message) {
        String[] options = option.replace("'", "").split(" ");
        assertThat(commandLine.execute(Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(options))
                        .toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(err.toString()).contains(message).contains("Try 'mooring serve --help'.");
    }

    @Test
    void noUrlEndsWith2() {
        assertThat(commandLine.execute("connect")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required parameter: 'URL'");
    }

    @Test
    void anUnknownCommandEndsWith2() {
        assertThat(commandLine.execute("nonsense")).isEqualTo(2);
    }

    @Test
    void aPortOutOfRangeEndsWith2() {
        assertThat(commandLine.execute("serve", "--port", "70000")).isEqualTo(2);
        assertThat(err.toString()).contains("'--port': it must be between 0 and 65535, but is 70000");
    }

    @Test
    void whatIsSaidOfAWrongHeaderOrUrlHoldsNoSecret() {
        commandLine.execute("connect", "ws://127.0.0.1:9/", "--header", "hunter2");
        commandLine.execute("connect", "http://user:hunter2@x/?token=hunter2");
        commandLine.execute("connect", "ws://user:hunter2@x/");
        commandLine.execute("connect", "ws://user:hunter2?@x/");
        commandLine.execute("connect", "ws://user:#hunter2@x/");
        assertThat(err.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "connect ", "serve ", "demo "})
    void helpFitsInto80ColumnsAndEndsWith0(String command) {
        assertThat(commandLine.setUsageHelpAutoWidth(false).execute((command + "--help").split(" ")))
                .isZero();
        assertThat(out.toString().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void versionEndsWith0() {
        assertThat(commandLine.execute("--version")).isZero();
        assertThat(out.toString()).startsWith("mooring ").contains("Java ");
    }
}
