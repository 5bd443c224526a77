package dev.tongfu.load.faults;

import java.io.IOException;
import java.sql.SQLException;

/** Something that happens while people shop. */
record BadDay(String name, Happens happens) {
    interface Happens {
        void run(Shoppers shoppers) throws IOException, SQLException, InterruptedException;
    }
}
