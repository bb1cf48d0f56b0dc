package dev.mooring.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.policy.ServerPolicyBuilder;
import dev.mooring.websocket.ResilientContainer;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern SNIPPET = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile(
            "^(?:@.*\\n)*public (?:final |abstract )?(?:class|interface|record) (\\w+)", Pattern.MULTILINE);
    private static final String IMPORTS = """
            import static dev.mooring.examples.quickstart.Given.jwt;
            import static java.time.Duration.*;
            import dev.mooring.cdi.*;
            import dev.mooring.micrometer.*;
            import dev.mooring.server.*;
            import dev.mooring.server.auth.*;
            import dev.mooring.server.drain.*;
            import dev.mooring.server.health.*;
            import dev.mooring.server.policy.*;
            import dev.mooring.server.session.*;
            import dev.mooring.tyrus.netty.NettyClientContainer;
            import dev.mooring.websocket.*;
            import dev.mooring.examples.quickstart.*;
            import io.micrometer.core.instrument.MeterRegistry;
            import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
            import jakarta.enterprise.context.*;
            import jakarta.enterprise.event.*;
            import jakarta.inject.*;
            import jakarta.websocket.*;
            import jakarta.websocket.server.*;
            import java.net.InetSocketAddress;
            import java.net.URI;
            import java.nio.file.Files;
            import java.util.*;
            import org.glassfish.tyrus.client.ClientManager;
            """;

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Path> all = new ArrayList<>(
                    docs.filter(p -> p.toString().endsWith(".md")).toList());
            all.add(ROOT.resolve("README.md"));
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyJavaSnippetCompiles(Path document, @TempDir Path output) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        Matcher snippet = SNIPPET.matcher(Files.readString(document));
        while (snippet.find()) {
            sources.addAll(sources(snippet.group(1), sources.size()));
        }
        StringWriter complaints = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-d", output.toString(), "-cp", System.getProperty("java.class.path"));
        boolean compiled = sources.isEmpty()
                || compiler.getTask(complaints, null, null, options, null, sources)
                        .call();
        assertThat(compiled).as(document + "\n" + complaints).isTrue();
    }

    @Test
    void theReadmeNamesEveryOptionOfTheBuilder() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(Arrays.stream(ResilientContainer.Builder.class.getDeclaredMethods())
                        .filter(m -> Modifier.isPublic(m.getModifiers()))
                        .map(java.lang.reflect.Method::getName)
                        .filter(name -> !name.equals("build")))
                .allSatisfy(option -> assertThat(readme).containsPattern("`[^`]*\\b" + option + "\\b[^`]*`"));
    }

    @Test
    void theServerPageNamesEveryOptionOfThePolicy() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/server.md"));
        assertThat(Arrays.stream(ServerPolicyBuilder.class.getDeclaredMethods())
                        .filter(m -> Modifier.isPublic(m.getModifiers()))
                        .map(java.lang.reflect.Method::getName)
                        .filter(name -> !List.of("build", "toString").contains(name)))
                .allSatisfy(option -> assertThat(page).containsPattern("`[^`]*\\b" + option + "\\b[^`]*`"));
    }

    /** Each public type is a file of its own; statements become a method. */
    private static List<JavaFileObject> sources(String snippet, int number) {
        List<JavaFileObject> sources = new ArrayList<>();
        List<MatchResult> types = TYPE.matcher(snippet).results().toList();
        for (int i = 0; i < types.size(); i++) {
            int end = i + 1 < types.size() ? types.get(i + 1).start() : snippet.length();
            sources.add(new Source(
                    types.get(i).group(1),
                    IMPORTS + snippet.substring(types.get(i).start(), end)));
        }
        if (types.isEmpty()) {
            String name = "Snippet" + number;
            sources.add(new Source(
                    name,
                    IMPORTS + "abstract class " + name + " extends Given { void run() throws Exception {\n" + snippet
                            + "\n} }"));
        }
        return sources;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
