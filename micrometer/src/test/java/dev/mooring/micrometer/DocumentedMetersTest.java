package dev.mooring.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.MooringServer;
import dev.mooring.websocket.ResilientContainer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of meters in the documentation names those that there are, with their tags and all values of these. */
class DocumentedMetersTest {

    /** {@code | `name` | kind | `tag`: `value`, `value` | ... |} */
    private static final Pattern ROW =
            Pattern.compile("^\\| `(mooring\\.[^`]+)` \\| ([^|]*) \\| ([^|]*) \\|", Pattern.MULTILINE);

    private static final Pattern WORD = Pattern.compile("`([^`]+)`");

    @Test
    void theTableIsComplete() throws Exception {
        assertThat(documented()).isEqualTo(registered());
    }

    private static Map<String, Set<String>> documented() throws Exception {
        Map<String, Set<String>> meters = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/operations.md")));
        while (row.find()) {
            Set<String> words = new TreeSet<>();
            words.add("a " + row.group(2));
            WORD.matcher(row.group(3)).results().forEach(word -> words.add(word.group(1)));
            meters.put(row.group(1), words);
        }
        return meters;
    }

    private static Map<String, Set<String>> registered() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (ResilientContainer container = ResilientContainer.builder().build();
                MooringServer server = MooringServer.create()) {
            server.guard(Host.Room.class);
            new MooringClientMetrics(container, "").bindTo(registry);
            new MooringServerMetrics(server).bindTo(registry);
        }
        Map<String, Set<String>> meters = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            Set<String> words = meters.computeIfAbsent(meter.getId().getName(), name -> new TreeSet<>());
            words.add("a " + kind(meter));
            for (Tag tag : meter.getId().getTags()) {
                switch (tag.getKey()) {
                    case "name", "endpoint" -> {} // said once for all
                    default -> {
                        words.add(tag.getKey());
                        words.add(tag.getValue());
                    }
                }
            }
        }
        return meters;
    }

    private static String kind(Meter meter) {
        String kind = switch (meter.getId().getType()) {
            case DISTRIBUTION_SUMMARY -> "summary";
            default -> meter.getId().getType().name().toLowerCase(java.util.Locale.ROOT);
        };
        String unit = meter.getId().getBaseUnit();
        return unit == null || kind.equals("timer") ? kind : kind + ", " + unit;
    }
}
