package dev.mooring.it;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the JVM of the server that Arquillian has started says of itself. */
final class ServerJvm implements AutoCloseable {

    private static final String MARK = "-Dit.server=";

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private ServerJvm(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    @SuppressWarnings("BanJNDI") // to a process of ours, on this machine
    static ServerJvm attach() throws Exception {
        ProcessHandle server = ProcessHandle.current()
                .descendants()
                .filter(process -> Arrays.stream(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.startsWith(MARK)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no child process with " + MARK));
        VirtualMachine machine = VirtualMachine.attach(String.valueOf(server.pid()));
        try {
            return new ServerJvm(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
        } finally {
            machine.detach();
        }
    }

    /** The names of the threads that are there because of us. */
    List<String> ourThreads() throws Exception {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null)
                .map(ThreadInfo::getThreadName)
                .filter(name -> name.startsWith("mooring-") || name.startsWith("Grizzly"))
                .toList();
    }

    /** Bytes of metaspace in use, after a collection. */
    long metaspace() throws Exception {
        collect();
        collect(); // what the first made unreachable by clearing references
        for (MemoryPoolMXBean pool : ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class)) {
            if (pool.getName().equals("Metaspace")) {
                return pool.getUsage().getUsed();
            }
        }
        throw new IllegalStateException("no metaspace");
    }

    private void collect() throws IOException, JMException {
        beans.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcRun", null, null);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
