package dev.mooring.cdi.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.spi.ContainerOptions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Builder, configuration keys and documentation say the same. */
class ConfigurationKeysTest {

    /** Options that are code, which a {@code ContainerCustomizer} sets. */
    private static final Set<String> CODE = Set.of(
            "headers",
            "headersAsync",
            "uriAsync",
            "firstMessage",
            "sslContext",
            "classifier",
            "listener",
            "executor",
            "scheduler",
            "ticker");

    private static final Path DOCUMENT = Path.of("../docs/jakarta-ee.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Za-z.]+)` \\|[^|]*\\| ([^|]*) \\|$", Pattern.MULTILINE);

    /** For each key a value that is not its default, and what else it needs. */
    static Stream<Map<String, String>> settings() {
        return Stream.of(
                Map.of("uri", "ws://localhost:1/a, wss://localhost:2/b"),
                Map.of("retry.baseDelay", "500ms"),
                Map.of("retry.maxDelay", "PT1M"),
                Map.of("retry.multiplier", "3"),
                Map.of("retry.jitter", "full"),
                Map.of("retry.maxRetries", "-1"),
                Map.of("retry.minUptime", "1s"),
                Map.of("heartbeat", "off"),
                Map.of("heartbeat.message", "are you there", "heartbeat", "message"),
                Map.of("heartbeat.reply", "yes", "heartbeat", "message"),
                Map.of("heartbeat.every", "25s"),
                Map.of("heartbeat.timeout", "5s"),
                Map.of("circuitBreaker", "off"),
                Map.of("circuitBreaker.afterFailures", "7"),
                Map.of("circuitBreaker.resetAfter", "2m"),
                Map.of("circuitBreaker.halfOpenAttempts", "1"),
                Map.of("outbox.ofMessages", "100"),
                Map.of("outbox.ofBytes", "1_000"),
                Map.of("outbox.whenFull", "drop-oldest"),
                Map.of("outbox.blockFor", "1s"),
                Map.of("initialConnect", "failFast"),
                Map.of("initialConnect.within", "1h"),
                Map.of("delivery", "resumable"),
                Map.of("delivery.whenUnsupported", "fail", "delivery", "resumable"),
                Map.of("delivery.sendAgainAfterReset", "true", "delivery", "resumable"),
                Map.of("connectTimeout", "3s"),
                Map.of("sendTimeout", "3s"),
                Map.of("verifyHostname", "false"),
                Map.of("compression", "true"),
                Map.of("transport", "netty"),
                Map.of("name", "feed"),
                Map.of("proxy", "socks5://proxy:1080"),
                Map.of("proxy.user", "me", "proxy", "http://proxy:3128"),
                Map.of("proxy.password", "secret", "proxy.user", "me", "proxy", "http://proxy:3128"));
    }

    @Test
    void everyKeyIsTried() {
        Set<String> tried =
                settings().flatMap(each -> each.keySet().stream()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(tried)
                .containsExactlyInAnyOrderElementsOf(read(Map.of()).keys().keySet());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everyKeyIsUnderstoodAndChangesWhatItIsFor(Map<String, String> setting) {
        ClientConfiguration changed = read(setting);
        assertThat(changed.problems()).isEmpty();
        if (setting.containsKey("uri")) {
            assertThat(changed.uris()).hasSize(2);
        } else {
            assertThat(values(changed)).isNotEqualTo(values(read(Map.of())));
        }
    }

    @Test
    void aTimeToBlockMeansToBlock() {
        assertThat(options(read(Map.of("outbox.blockFor", "1s")).builder()).outbox())
                .isEqualTo(Outbox.defaults().blockFor(Duration.ofSeconds(1)));
    }

    /** They hold for a circuit that is opened by hand. */
    @Test
    void aBreakerThatIsOffKeepsItsOtherTimes() {
        ClientConfiguration off = read(Map.of(
                "circuitBreaker", "off", "circuitBreaker.resetAfter", "5s", "circuitBreaker.halfOpenAttempts", "1"));
        assertThat(off.problems()).isEmpty();
        assertThat(options(off.builder()).circuitBreaker())
                .isEqualTo(CircuitBreakerPolicy.off()
                        .resetAfter(Duration.ofSeconds(5))
                        .halfOpenAttempts(1));
    }

    /** A key that depends on one with a bad value may well fit the value that was meant. */
    @ParameterizedTest
    @CsvSource({
        "retry.baseDelay, soon, retry.maxDelay, 500ms",
        "retry.maxDelay, late, retry.baseDelay, 1m",
        "heartbeat, text, heartbeat.message, are you there",
        "heartbeat, text, heartbeat.reply, yes",
        "heartbeat, text, heartbeat.every, 1s",
        "circuitBreaker, no, circuitBreaker.afterFailures, 7",
        "outbox.whenFull, wait, outbox.blockFor, 1s",
        "initialConnect, fast, initialConnect.within, 1m",
        "delivery, all, delivery.whenUnsupported, FAIL",
        "delivery, all, delivery.sendAgainAfterReset, true",
        "proxy, proxy, proxy.user, me",
    })
    void oneMistakeIsToldOnce(String key, String value, String other, String word) {
        assertThat(read(Map.of(key, value, other, word)).problems())
                .singleElement()
                .asString()
                .startsWith("mooring.feed." + key + "=" + value + ":");
    }

    /** With a bad one of three, too, it cannot be known that the message is never sent. */
    @Test
    void aHeartbeatByMessageGoesWithADeliveryThatMayFallBackOrIsNotKnown() {
        Map<String, String> settings = new TreeMap<>(Map.of("heartbeat", "message", "delivery", "resumable"));
        assertThat(read(settings).problems()).isEmpty();
        settings.put("delivery.whenUnsupported", "fail");
        assertThat(read(settings).problems()).singleElement().asString().startsWith("mooring.feed.heartbeat=message ");
        settings.put("delivery", "resumeable");
        assertThat(read(settings).problems()).singleElement().asString().startsWith("mooring.feed.delivery=");
        settings.put("delivery", "resumable");
        settings.put("heartbeat", "massage");
        assertThat(read(settings).problems()).singleElement().asString().startsWith("mooring.feed.heartbeat=massage:");
    }

    @Test
    void withoutKeysTheBuilderHasItsDefaults() {
        Map<String, String> plain = values(ResilientContainer.builder());
        plain.put("name", "mooring-feed");
        assertThat(values(read(Map.of()))).isEqualTo(plain);
    }

    @Test
    void everyOptionOfTheBuilderIsAKeyOrCode() {
        Set<String> heads = read(Map.of()).keys().keySet().stream()
                .map(key -> key.replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
        assertThat(Arrays.stream(ResilientContainer.Builder.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(Method::getName)
                        .filter(name -> !name.equals("build")))
                .allSatisfy(option -> assertThat(heads.contains(option) || CODE.contains(option))
                        .as(option)
                        .isTrue());
    }

    @Test
    void theDocumentNamesEveryKeyWithItsDefault() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        Matcher row = ROW.matcher(Files.readString(DOCUMENT));
        while (row.find()) {
            documented.put(row.group(1), row.group(2).strip().replace("`", ""));
        }
        assertThat(documented).isEqualTo(read(Map.of()).keys());
    }

    @Test
    void theDocumentNamesEveryOptionThatIsCode() throws IOException {
        String document = Files.readString(DOCUMENT);
        assertThat(CODE).allSatisfy(option -> assertThat(document).contains("`" + option + "`"));
    }

    private static ClientConfiguration read(Map<String, String> settings) {
        return ClientConfiguration.read("feed", new MapSource("mooring.feed.", settings), false);
    }

    private static Map<String, String> values(ClientConfiguration configuration) {
        return values(configuration.builder());
    }

    /** Each option as a text; what is code has none, but for whether the heartbeat takes the reply. */
    private static Map<String, String> values(ResilientContainer.Builder builder) {
        ContainerOptions options = options(builder);
        Map<String, String> values = new TreeMap<>();
        values.put("retry", options.retry().toString());
        values.put("heartbeat", options.heartbeat() + " " + options.heartbeat().pingMessage());
        values.put("reply", String.valueOf(options.heartbeat().isReply("yes")));
        values.put("circuitBreaker", options.circuitBreaker().toString());
        values.put("outbox", options.outbox().toString());
        values.put("initialConnect", options.initialConnect().toString());
        values.put("timeouts", options.connectTimeout() + " " + options.sendTimeout());
        values.put("delivery", options.delivery() + " " + options.delivery().sendsAgainAfterReset());
        values.put("flags", options.verifyHostname() + " " + options.compression());
        values.put("transport", String.valueOf(options.transport()));
        values.put("name", String.valueOf(options.name()));
        values.put(
                "proxy",
                options.proxy() == null
                        ? ""
                        : options.proxy() + " " + options.proxy().password());
        return values;
    }

    /** Without a container, which "netty" would not have. */
    private static ContainerOptions options(ResilientContainer.Builder builder) {
        try {
            Method options = ResilientContainer.Builder.class.getDeclaredMethod("options");
            options.setAccessible(true);
            return (ContainerOptions) options.invoke(builder);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no options to look at", e);
        }
    }
}
