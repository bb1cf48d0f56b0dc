package dev.mooring.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/** Tests of the contract that run inside the server, each shown here as a test that ends in the same way. */
final class Inside {

    private static final String END = "END";

    private Inside() {}

    /** Runs one contract, or with {@code #} one test of it, on the application that it is part of. */
    static Stream<DynamicTest> run(Site application, String contract) {
        String name = contract.contains("#") ? contract.replace("#", "ContractTest%23") : contract + "ContractTest";
        long start = System.nanoTime();
        List<String> lines = application
                .get("run?dev.mooring.server.contract." + name)
                .lines()
                .toList();
        System.out.printf(
                "inside: %s %d tests %d ms%n", contract, lines.size() - 1, (System.nanoTime() - start) / 1_000_000);
        if (lines.size() < 2 || !lines.get(lines.size() - 1).equals(END)) {
            return Stream.of(dynamicTest(contract, () -> {
                throw new AssertionError("no test ran, or not all did: " + lines);
            }));
        }
        return lines.stream().limit(lines.size() - 1).map(line -> test(contract, line.split("\t", -1)));
    }

    private static DynamicTest test(String contract, String... statusNameAndDetail) {
        String detail = new String(Base64.getDecoder().decode(statusNameAndDetail[2]), UTF_8);
        return dynamicTest(contract + " " + statusNameAndDetail[1], () -> {
            switch (statusNameAndDetail[0]) {
                case "SUCCESSFUL" -> {}
                case "ABORTED" -> throw new TestAbortedException(detail);
                default -> throw new AssertionError(detail);
            }
        });
    }
}
