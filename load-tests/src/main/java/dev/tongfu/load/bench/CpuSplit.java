package dev.tongfu.load.bench;

import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;

/**
 * Processor seconds of the processes of a stand between two moments.
 *
 * <p>The simulated banks keep their books on the same server, by connections that stay open; what the server did for
 * them is told apart.
 */
final class CpuSplit {
    private static final String BANKS_ROLE = "tongfu_simulator";

    private final Stand stand;
    private final double gateway;
    private final double database;
    private final double banksBooks;
    private final double simulator;

    private CpuSplit(Stand stand) throws IOException {
        this.stand = stand;
        this.gateway = CpuTime.ofProcess(stand.gatewayPid());
        this.database = CpuTime.ofFamily(stand.server().pid());
        this.banksBooks = CpuTime.ofRole(stand.server().pid(), BANKS_ROLE);
        this.simulator = CpuTime.ofProcess(stand.simulatorPid());
    }

    static CpuSplit begin(Stand stand) throws IOException {
        return new CpuSplit(stand);
    }

    /**
     * Seconds per 1,000 payments.
     *
     * @param database without what it did for the simulated banks
     * @param banksBooks what it did for them
     */
    record Used(double gateway, double database, double banksBooks, double simulator) {
        double gatewayAndDatabase() {
            return gateway + database;
        }

        @Override
        public String toString() {
            return Say.text("gateway %.3f s, database %.3f s, simulator %.3f s and its database %.3f s",
                    gateway, database, simulator, banksBooks);
        }
    }

    Used end(int payments) throws IOException {
        double thousands = payments / 1000.0;
        double books = CpuTime.ofRole(stand.server().pid(), BANKS_ROLE) - banksBooks;
        return new Used(
                (CpuTime.ofProcess(stand.gatewayPid()) - gateway) / thousands,
                (CpuTime.ofFamily(stand.server().pid()) - database - books) / thousands,
                books / thousands,
                (CpuTime.ofProcess(stand.simulatorPid()) - simulator) / thousands);
    }
}
