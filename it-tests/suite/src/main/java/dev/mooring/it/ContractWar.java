package dev.mooring.it;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Applications made of some of the contract's classes, out of the WAR that Maven built with all of them. */
final class ContractWar {

    private static final String CONTRACT = "/dev/mooring/server/contract/";
    private static final String COMMON = "(Open|ServerContract|package-info).*";
    private static final String TESTING =
            "/dev/mooring/server/testing/(Deployment|HostedServer|LogRecorder|RawClient|TestServer).*";
    private static final Pattern FIRST_WORD = Pattern.compile("[A-Z][a-z]+");

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              %s
              <servlet>
                <servlet-name>health</servlet-name>
                <servlet-class>dev.mooring.server.servlet.HealthServlet</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>health</servlet-name>
                <url-pattern>/health</url-pattern>
              </servlet-mapping>
              %s
            </web-app>
            """;

    /** WildFly answers malformed Basic credentials with 500 where there is such a constraint, so not all have it. */
    private static final String MEMBERS = """
            <security-constraint>
              <web-resource-collection>
                <web-resource-name>members</web-resource-name>
                <url-pattern>/member/*</url-pattern>
              </web-resource-collection>
              <auth-constraint>
                <role-name>member</role-name>
              </auth-constraint>
            </security-constraint>
            <login-config>
              <auth-method>BASIC</auth-method>
            </login-config>
            <security-role>
              <role-name>member</role-name>
            </security-role>
            """;

    private final WebArchive war;
    private final JavaArchive contract;

    private ContractWar(String name) {
        war = ShrinkWrap.create(ZipImporter.class, name + ".war")
                .importFrom(new File(System.getProperty("mooring.it.contract")))
                .as(WebArchive.class);
        contract = take("-tests");
    }

    /** The server finds the endpoints of these contracts, and the filter, in the archive; less some nested classes. */
    static WebArchive scanned(String name, List<String> contracts, String... without) {
        ContractWar made = new ContractWar(name);
        made.bring(contracts, Set.of(without));
        made.describe(Map.of(), contracts.contains("ContainerPrincipal") ? MEMBERS : "");
        return made.war;
    }

    /** The jar's initializer is missing: endpoints are deployed by hand, through us or past us, and there is no filter. */
    static WebArchive byHand(String name, List<String> guarded, String bare, List<String> contracts) {
        ContractWar made = new ContractWar(name);
        made.bring(contracts, Set.of());
        JavaArchive ours = made.take("");
        ours.delete("/META-INF/services/jakarta.servlet.ServletContainerInitializer");
        made.war.addAsLibrary(
                ShrinkWrap.create(JavaArchive.class, "mooring-server.jar").merge(ours));
        made.describe(Map.of("guarded", String.join(" ", guarded), "bare", bare), "");
        return made.war;
    }

    /** The names of all contracts there are. */
    static List<String> all() {
        return new ContractWar("all")
                .contract.getContent().keySet().stream()
                        .map(ArchivePath::get)
                        .filter(path -> path.matches(CONTRACT + "\\w+ContractTest.class"))
                        .map(path -> path.replaceAll(".*/|ContractTest.class", ""))
                        .toList();
    }

    private JavaArchive take(String suffix) {
        String path = war.getContent(each -> each.get().matches("/WEB-INF/lib/mooring-server-[^/]*" + suffix + ".jar"))
                .keySet()
                .iterator()
                .next()
                .get();
        JavaArchive jar = war.getAsType(JavaArchive.class, path);
        war.delete(path);
        return jar;
    }

    /** The classes of a contract and of what it shares with others begin with the same word. */
    private void bring(List<String> contracts, Set<String> without) {
        String words =
                contracts.stream().map(ContractWar::firstWord).distinct().collect(Collectors.joining("|", "(", ").*"));
        contract.getContent().forEach((path, node) -> {
            String name = path.get();
            boolean wanted = name.matches(TESTING) || name.matches(CONTRACT + COMMON) || name.matches(CONTRACT + words);
            String nested = name.replaceAll(".*\\$|.class$", "");
            if (node.getAsset() != null && wanted && !without.contains(nested)) {
                war.addAsWebInfResource(node.getAsset(), "classes" + name);
            }
        });
    }

    private static String firstWord(String contract) {
        var matcher = FIRST_WORD.matcher(contract);
        return matcher.lookingAt() ? matcher.group() : contract;
    }

    private void describe(Map<String, String> parameters, String constraints) {
        String text = parameters.entrySet().stream()
                .map(each -> "<context-param><param-name>" + each.getKey() + "</param-name><param-value>"
                        + each.getValue() + "</param-value></context-param>")
                .collect(Collectors.joining());
        war.setWebXML(new StringAsset(WEB_XML.formatted(text, constraints)));
    }
}
