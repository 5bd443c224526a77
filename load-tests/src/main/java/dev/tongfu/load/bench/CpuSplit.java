package dev.tongfu.load.bench;

import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;

/** Processor seconds of the processes of a stand between two moments. */
final class CpuSplit {
    private final Stand stand;
    private final double gateway;
    private final double database;
    private final double simulator;

    private CpuSplit(Stand stand) throws IOException {
        this.stand = stand;
        this.gateway = CpuTime.ofProcess(stand.gatewayPid());
        this.database = CpuTime.ofFamily(stand.server().pid());
        this.simulator = CpuTime.ofProcess(stand.simulatorPid());
    }

    static CpuSplit begin(Stand stand) throws IOException {
        return new CpuSplit(stand);
    }

    /** Seconds per 1,000 payments. */
    record Used(double gateway, double database, double simulator) {
        double gatewayAndDatabase() {
            return gateway + database;
        }

        @Override
        public String toString() {
            return Say.text("gateway %.3f s, database %.3f s, simulator %.3f s", gateway, database, simulator);
        }
    }

    Used end(int payments) throws IOException {
        double thousands = payments / 1000.0;
        return new Used(
                (CpuTime.ofProcess(stand.gatewayPid()) - gateway) / thousands,
                (CpuTime.ofFamily(stand.server().pid()) - database) / thousands,
                (CpuTime.ofProcess(stand.simulatorPid()) - simulator) / thousands);
    }
}
