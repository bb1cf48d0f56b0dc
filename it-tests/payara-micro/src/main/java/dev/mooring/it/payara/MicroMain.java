package dev.mooring.it.payara;

import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.ClusterCommandResult.ExitStatus;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.AdminCommandRunner;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;

/**
 * Payara Micro that deploys and undeploys as its standard input says: {@code deploy NAME FILE}, {@code undeploy NAME}. Each
 * line is answered with one of the words below. Runs in the server's process, with nothing else on its class path.
 */
public final class MicroMain {

    static final String DONE = "micro: done";
    static final String FAILED = "micro: failed: ";

    private MicroMain() {}

    /** Takes the port for HTTP. */
    public static void main(String... args) throws Exception {
        PayaraMicroRuntime runtime = PayaraMicro.getInstance()
                .setNoCluster(true)
                .setPrintLogo(false)
                .setHttpPort(Integer.parseInt(args[0]))
                .setPostBootHandler(MicroMain::addMember)
                .bootStrap();
        System.out.println(DONE);
        try (Scanner commands = new Scanner(System.in, StandardCharsets.UTF_8)) {
            while (commands.hasNextLine()) {
                System.out.println(obey(runtime, commands.nextLine().split(" ")));
            }
        }
        runtime.shutdown();
    }

    /** The one user there is, as the contract's tests of the container's users expect. */
    private static void addMember(AdminCommandRunner asadmin) {
        try {
            Path passwords = Files.createTempFile("passwords", ".properties");
            Files.writeString(passwords, "AS_ADMIN_USERPASSWORD=secret");
            ClusterCommandResult result = asadmin.run(
                    "create-file-user", "--groups", "member", "--passwordfile", passwords.toString(), "ann");
            Files.delete(passwords);
            if (result.getExitStatus() != ExitStatus.SUCCESS) {
                throw new IllegalStateException(result.getOutput(), result.getFailureCause());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String obey(PayaraMicroRuntime runtime, String... words) {
        try {
            if (words[0].equals("deploy")) {
                return runtime.deploy(words[1], words[1], new File(words[2])) ? DONE : FAILED + "see the log";
            }
            runtime.undeploy(words[1]);
            return DONE;
        } catch (RuntimeException e) {
            return FAILED + e;
        }
    }
}
