package dev.mooring.it;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the JVM of the server that Arquillian has started says of itself. */
final class ServerJvm implements AutoCloseable {

    /** The system property that tells it from other processes of this build. */
    private static final String MARK = "it.server";

    /** WildFly's and Payara's pools, and what the JVM has for those who look into it. */
    private static final Pattern POOLS =
            Pattern.compile("^(default |XNIO-|ServerService |MSC |EE-|management|External|Executor-Service"
                    + "|GF |hz\\.|http-|concurrent/|payara-|RMI |JMX |Attach |Notification)");

    private static final ObjectName DIAGNOSTICS = name("com.sun.management:type=DiagnosticCommand");

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private ServerJvm(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    @SuppressWarnings("BanJNDI") // to a process of ours, on this machine
    static ServerJvm attach() throws Exception {
        Set<String> children = ProcessHandle.current()
                .descendants()
                .map(process -> String.valueOf(process.pid()))
                .collect(Collectors.toSet());
        for (VirtualMachineDescriptor candidate : VirtualMachine.list()) {
            if (children.contains(candidate.id())) {
                // asked itself, for the system shows none of the arguments when they are as many as Payara's
                VirtualMachine machine = VirtualMachine.attach(candidate);
                try {
                    if (machine.getSystemProperties().containsKey(MARK)) {
                        return new ServerJvm(
                                JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
                    }
                } finally {
                    machine.detach();
                }
            }
        }
        throw new IllegalStateException("no child process with " + MARK);
    }

    /** The names of the threads that are there because of us. */
    List<String> ourThreads() throws Exception {
        return threads(name -> name.startsWith("mooring-") || name.startsWith("Grizzly"));
    }

    /** The names of the threads that are not of the server's own pools, which grow as they have work. */
    List<String> threadsOfOthers() throws Exception {
        return threads(name -> !POOLS.matcher(name).find());
    }

    private List<String> threads(Predicate<String> which) throws IOException {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null)
                .map(ThreadInfo::getThreadName)
                .filter(which)
                .toList();
    }

    /** In how many class loaders there is a class of this name, after a collection. */
    int loadersOf(String className) throws Exception {
        collect();
        collect(); // what the first made unreachable by clearing references
        String[] arguments = {className};
        String tree = (String) beans.invoke(
                DIAGNOSTICS, "vmClassHierarchy", new Object[] {arguments}, new String[] {String[].class.getName()});
        return tree.split(Pattern.quote(className + "/"), -1).length - 1;
    }

    /** KiB of metaspace in use; the class loaders that a collection has freed are not in it any more. */
    long metaspace() throws Exception {
        for (MemoryPoolMXBean pool : ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class)) {
            if (pool.getName().equals("Metaspace")) {
                return pool.getUsage().getUsed() / 1024;
            }
        }
        throw new IllegalStateException("no metaspace");
    }

    private void collect() throws IOException, JMException {
        beans.invoke(DIAGNOSTICS, "gcRun", null, null);
    }

    private static ObjectName name(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
