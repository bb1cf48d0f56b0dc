package dev.mooring.cdi.config;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A configuration that is a map, all its keys behind one prefix. */
record MapSource(String prefix, Map<String, String> values) implements Source {

    @Override
    public String value(String key) {
        return values.get(key.substring(prefix.length()));
    }

    @Override
    public Set<String> keys() {
        return values.keySet().stream().map(key -> prefix + key).collect(Collectors.toSet());
    }
}
