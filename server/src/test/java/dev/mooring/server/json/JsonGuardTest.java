package dev.mooring.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.policy.JsonLimits;
import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonGuardTest {

    private static final JsonGuard GUARD = new JsonGuard(JsonLimits.defaults());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "false",
                "0",
                "-0",
                "-1.5E+10",
                "\"\"",
                "\"\\u00e9\\n\\/\"",
                " [ 1 , { \"a\" : [ ] , \"b\" : { } } ] ",
                "{\"a\":{\"a\":1},\"b\":[{\"a\":2}]}",
                "\"\ud83d\ude00\""
            })
    void validJsonPasses(String json) {
        assertThat(GUARD.problem(json)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "]",
                "{]",
                "[}",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "nul",
                "nulll",
                "True",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "0x1",
                "NaN",
                "Infinity",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u１２３４\"",
                "\"\n\"",
                "{} {}",
                "1 2",
                "[1 2]",
                "{\"a\" 1}",
                "\ufeff{}",
                "/**/1",
                "{\"a\":1 \"b\":2}",
                "[[]"
            })
    void whatIsNoJsonDoesNot(String json) {
        assertThat(GUARD.problem(json)).isNotNull().doesNotContain(json.isBlank() ? "\ufffd" : json);
    }

    @Test
    void depthIsLimited() {
        assertThat(GUARD.problem("[".repeat(64) + "]".repeat(64))).isNull();
        assertThat(GUARD.problem("[".repeat(65) + "]".repeat(65))).contains("deeper than 64");
        assertThat(GUARD.problem("[".repeat(1_000_000))).contains("deeper than 64");
        assertThat(GUARD.problem("{\"a\":".repeat(65))).contains("deeper than 64");
    }

    @Test
    void digitsAreLimited() {
        assertThat(GUARD.problem("1".repeat(40))).isNull();
        assertThat(GUARD.problem("1".repeat(41))).contains("more than 40 digits");
        assertThat(GUARD.problem("1." + "1".repeat(40))).contains("more than 40 digits");
        assertThat(GUARD.problem("1".repeat(1_000_000))).contains("more than 40 digits");
        assertThat(GUARD.problem("1e400")).isNull();
        assertThat(GUARD.problem("1e401")).contains("exponent");
        assertThat(GUARD.problem("1e-999999999")).contains("exponent");
    }

    @Test
    void lengthIsLimited() {
        JsonGuard small = new JsonGuard(JsonLimits.defaults().length(10));
        assertThat(small.problem("\"12345678\"")).isNull();
        assertThat(small.problem("\"123456789\"")).contains("longer than 10");
    }

    @Test
    void keysAreUniqueHoweverTheyAreSpelled() {
        assertThat(GUARD.problem("{\"a\":1,\"b\":{\"a\":2},\"a\":3}")).contains("duplicate key");
        assertThat(GUARD.problem("{\"a\":1,\"\\u0061\":2}")).contains("duplicate key");
        JsonGuard lenient = new JsonGuard(new JsonLimits(64, 40, 1 << 20, true));
        assertThat(lenient.problem("{\"a\":1,\"a\":2}")).isNull();
    }

    /** Parsson is the oracle: what the guard passes, a parser reads; what it does not, a parser may still take. */
    @Test
    void aParserReadsWhateverPasses() {
        Random random = new Random(42);
        String alphabet = "{}[]:,\"\\/0123456789.-+eEutrfalsn \n\u00e9\u0001";
        int passed = 0;
        for (int i = 0; i < 300_000; i++) {
            String text = i % 2 == 0 ? noise(random, alphabet) : mutated(random, alphabet);
            if (GUARD.problem(text) == null) {
                passed++;
                try (JsonParser parser = Json.createParser(new StringReader(text))) {
                    while (parser.hasNext()) {
                        parser.next();
                    }
                }
            }
        }
        assertThat(passed).isGreaterThan(1000);
    }

    private static String noise(Random random, String alphabet) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(12); n >= 0; n--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String mutated(Random random, String alphabet) {
        StringBuilder text = new StringBuilder("{\"a\":[1,2.5e3,{\"b\":null,\"c\":\"x\\u0041\"}],\"d\":true}");
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                case 1 -> text.deleteCharAt(at);
                default -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return text.toString();
    }
}
