package dev.mooring.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.stream.StreamSupport;

/** Reads meters as a monitoring system would. */
record Reading(MeterRegistry registry) {

    /** The count or value of a meter, whatever its kind. */
    double of(String name, String... tags) {
        return StreamSupport.stream(
                        registry.get(name).tags(tags).meter().measure().spliterator(), false)
                .filter(measurement ->
                        measurement.getStatistic() == Statistic.COUNT || measurement.getStatistic() == Statistic.VALUE)
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
