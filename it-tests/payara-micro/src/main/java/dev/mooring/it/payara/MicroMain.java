package dev.mooring.it.payara;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.File;
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
                .bootStrap();
        System.out.println(DONE);
        try (Scanner commands = new Scanner(System.in)) {
            while (commands.hasNextLine()) {
                System.out.println(obey(runtime, commands.nextLine().split(" ")));
            }
        }
        runtime.shutdown();
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
