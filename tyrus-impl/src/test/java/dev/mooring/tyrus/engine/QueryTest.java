package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTest {

    @Test
    void namesAndValuesAreDecodedAndGathered() {
        assertThat(parse("a=1&b=x%20y&a=2&c=%C3%A4+%2B"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("a", List.of("1", "2"), "b", List.of("x y"), "c", List.of("ä +")));
    }

    @Test
    void aNameAloneHasAnEmptyValueAndOnlyTheFirstEqualsSignSeparates() {
        assertThat(parse("flag&token=a=b="))
                .containsExactlyInAnyOrderEntriesOf(Map.of("flag", List.of(""), "token", List.of("a=b=")));
    }

    @Test
    void noQueryIsNoParameters() {
        assertThat(Query.parse(URI.create("ws://host/"))).isEmpty();
        assertThat(parse("")).isEmpty();
        assertThat(parse("a=1&&b=2&")).containsOnlyKeys("a", "b");
    }

    private static Map<String, List<String>> parse(String query) {
        return Query.parse(URI.create("ws://host/?" + query));
    }
}
