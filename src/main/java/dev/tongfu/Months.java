package dev.tongfu;

import dev.tongfu.ledger.TransferMonths;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** Sees to it, at each start as the owner of the tables, that months of transfers are there long before they begin. */
final class Months {
    private static final int AHEAD = 25;

    private Months() {}

    static void ahead(GatewayConfig config, Terminal terminal) {
        var zone = ZoneId.of(config.accountingDays().zone());
        var today = YearMonth.from(LocalDate.ofInstant(terminal.clock().instant(), zone));
        var made = new TransferMonths(config.database()).ahead(today, AHEAD);
        if (!made.isEmpty()) {
            terminal.out()
                    .println("months of transfers made 已建分录月分区: " + made.get(0) + " … " + made.get(made.size() - 1));
        }
    }
}
