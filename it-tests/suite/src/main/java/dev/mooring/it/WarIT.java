package dev.mooring.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What an application brings along. */
class WarIT {

    @Test
    void theJarsTakeAtMostSixMegabytes() throws IOException {
        try (ZipFile war = new ZipFile(Wars.file())) {
            assertThat(jars(war).stream().mapToLong(ZipEntry::getSize).sum()).isLessThan(6_000_000);
        }
    }

    @Test
    void noneOfThemIsOfTheServersOwn() throws IOException {
        try (ZipFile war = new ZipFile(Wars.file())) {
            assertThat(jars(war)).extracting(ZipEntry::getName).noneMatch(name -> name.contains("jakarta"));
        }
    }

    private static List<? extends ZipEntry> jars(ZipFile war) {
        return war.stream().filter(entry -> entry.getName().endsWith(".jar")).toList();
    }
}
