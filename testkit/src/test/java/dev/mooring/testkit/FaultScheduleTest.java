package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    @Test
    void sameSeedGivesTheSameFaultsInAnyOrder() {
        FaultSchedule one = FaultSchedule.seeded(42);
        FaultSchedule other = FaultSchedule.seeded(42);

        List<Fault> seventh = one.faults(7);
        assertThat(first(other, 100)).isEqualTo(first(one, 100));
        assertThat(other.faults(7)).isEqualTo(seventh);
    }

    @Test
    void otherSeedGivesOtherFaults() {
        assertThat(first(FaultSchedule.seeded(1), 20)).isNotEqualTo(first(FaultSchedule.seeded(2), 20));
    }

    @Test
    void faultsOfASeedStayTheSameAcrossVersions() {
        assertThat(FaultSchedule.seeded(42).faults(1))
                .hasToString(
                        "[Trickle[bytesPerSecond=37137, direction=TO_CLIENT], After[bytes=3150, direction=BOTH, then=Cut[]]]");
    }

    @Test
    void allKindsOfFaultsComeUpAndSomeConnectionsAreHealthy() {
        List<List<Fault>> faults = first(FaultSchedule.seeded(3), 1000);

        assertThat(faults.stream().filter(List::isEmpty).count()).isBetween(150L, 350L);
        assertThat(faults.toString())
                .contains("Latency", "Trickle", "Cut", "Reset", "BlackHole", "StopReading", "Silence")
                .contains("TO_SERVER", "TO_CLIENT", "BOTH");
    }

    @Test
    void connectionsFromTheGivenNumberOnAreHealthy() {
        FaultSchedule schedule = FaultSchedule.seeded(42)
                .generatedBy(random -> List.of(new Fault.Cut()))
                .healthyFrom(5);

        assertThat(schedule.faults(4)).isNotEmpty();
        assertThat(schedule.faults(5)).isEmpty();
        assertThat(schedule.faults(500)).isEmpty();
    }

    @Test
    void scheduleTellsItsSeed() {
        assertThat(FaultSchedule.seeded(42)).hasToString("FaultSchedule[seed=42]");
        assertThat(FaultSchedule.seeded(42).healthyFrom(3).seed()).isEqualTo(42);
    }

    @Test
    void randomScheduleTakesItsSeedFromTheProperty() {
        String before = System.getProperty(FaultSchedule.SEED_PROPERTY);
        try {
            System.setProperty(FaultSchedule.SEED_PROPERTY, "4711");
            assertThat(FaultSchedule.random().seed()).isEqualTo(4711);

            System.setProperty(FaultSchedule.SEED_PROPERTY, "abc");
            assertThatThrownBy(FaultSchedule::random)
                    .isInstanceOf(NumberFormatException.class)
                    .hasMessage("-Dmooring.testkit.seed must be a whole number, but is abc");

            System.clearProperty(FaultSchedule.SEED_PROPERTY);
            assertThat(FaultSchedule.random().seed())
                    .isNotEqualTo(FaultSchedule.random().seed());
        } finally {
            if (before != null) {
                System.setProperty(FaultSchedule.SEED_PROPERTY, before);
            }
        }
    }

    private static List<List<Fault>> first(FaultSchedule schedule, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(schedule::faults).toList();
    }
}
