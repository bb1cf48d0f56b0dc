package dev.mooring.testkit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The open descriptors of this process as Linux lists them. */
final class OpenDescriptors {
    private static final Path DIRECTORY = Path.of("/proc/self/fd");

    private OpenDescriptors() {}

    /** What each descriptor is, such as {@code socket:[4711]}; empty where there is no such list. */
    static Map<String, String> byNumber() {
        Map<String, String> targets = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(DIRECTORY)) {
            for (Path entry : entries) {
                addTarget(entry, targets);
            }
        } catch (IOException e) {
            return Map.of();
        }
        // The listing itself had a descriptor.
        targets.values().removeIf(target -> target.matches("/proc/\\d+/fd"));
        return targets;
    }

    private static void addTarget(Path entry, Map<String, String> targets) {
        try {
            targets.put(
                    entry.getFileName().toString(),
                    Files.readSymbolicLink(entry).toString());
        } catch (IOException closedMeanwhile) {
            // Then it is none of the open ones.
        }
    }
}
