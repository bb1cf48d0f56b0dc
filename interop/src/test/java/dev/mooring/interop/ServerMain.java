package dev.mooring.interop;

import dev.mooring.testkit.DeliveryCheck;
import java.nio.file.Path;

/**
 * The server and its application in a process of its own, whose second argument says where its logs go. It sends until the
 * client says {@code control#1}, writes its logs down, and says {@code done#1}.
 */
final class ServerMain {

    private ServerMain() {}

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[0]);
        Traffic traffic = Traffic.begin(seed);
        DeliveryCheck check = traffic.check;
        try (Host host = Host.start(Traffic.Endpoint.class)) {
            System.out.println("listening on port " + host.port());
            while (traffic.session.get() == null) {
                Trouble.pause(5);
            }
            try (Pump down = Pump.down(check, traffic.session.get(), seed)) {
                while (check.handledFrom("control") == 0 && down.failure() == null) {
                    Trouble.pause(5);
                }
                if (down.failure() != null) {
                    System.out.println("cannot send: " + down.failure());
                }
            }
            String done = check.next("done");
            check.save(Path.of(args[1]));
            traffic.session.get().getAsyncRemote().sendText(done);
            while (host.store().sessions() > 0) {
                Trouble.pause(5);
            }
        }
    }
}
