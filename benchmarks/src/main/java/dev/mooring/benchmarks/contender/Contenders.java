package dev.mooring.benchmarks.contender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All contenders by name. To add one, implement {@link Contender} and name it here. */
public final class Contenders {

    private static final Map<String, Supplier<Contender>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("resilient", Resilient::new);
        ALL.put("bare", Bare::new);
        ALL.put("tyrus", StockTyrus::new);
    }

    private Contenders() {}

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** The contender of this name, started. */
    public static Contender of(String name) {
        Supplier<Contender> contender = ALL.get(name);
        if (contender == null) {
            throw new IllegalArgumentException("no contender " + name + ": there are " + names());
        }
        return contender.get();
    }
}
