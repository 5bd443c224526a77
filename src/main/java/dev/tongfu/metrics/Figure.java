package dev.tongfu.metrics;

import java.util.List;

/** What is read from the database for a scrape: its name, its labels, and what it says. */
@SuppressWarnings("ImmutableEnumChecker") // the labels are a list that cannot change
enum Figure {
    PAYMENTS_UNKNOWN(
            "tongfu.payments.unknown", "Payments in state unknown now, by age since they were created.", "age"),
    PAYMENTS_UNKNOWN_OLDEST(
            "tongfu.payments.unknown.oldest.seconds", "Age of the oldest payment in state unknown; 0: there is none."),
    REFUNDS_UNKNOWN("tongfu.refunds.unknown", "Refunds in state unknown now, by age since they were created.", "age"),
    REFUNDS_UNKNOWN_OLDEST(
            "tongfu.refunds.unknown.oldest.seconds", "Age of the oldest refund in state unknown; 0: there is none."),
    PAYMENTS_UNPAID("tongfu.payments.unpaid", "Payments in state created now: nobody has begun to pay."),
    ATTEMPTS_OPEN(
            "tongfu.attempts.open",
            "Attempts at banks that are still asked after now, by bank and state.",
            "bank",
            "state"),
    OPERATIONS_OPEN(
            "tongfu.operations.open",
            "Refunds, captures and the like still to be sent or asked after now, by bank and kind.",
            "bank",
            "kind"),
    BREAKS_OPEN(
            "tongfu.breaks.open",
            "Breaks of reconciliation not resolved now, carried ones included, by code and age.",
            "code",
            "age"),
    BREAKS_OLDEST("tongfu.breaks.oldest.seconds", "Age of the oldest break that is not resolved; 0: there is none."),
    PAYOUTS(
            "tongfu.payouts",
            "Payouts by state: created, submitted and unknown now; paid, failed and returned among the newest ones.",
            "state"),
    OUTBOX("tongfu.outbox", "Messages to merchants that wait now, their time come or not."),
    NOTIFICATIONS_DUE(
            "tongfu.notifications.due", "Messages to merchants whose time has come and that wait to be sent."),
    NOTIFICATIONS_OLDEST_DUE(
            "tongfu.notifications.oldest.due.seconds",
            "How long the message that is due longest has been waiting; 0: none is due."),
    NOTIFICATIONS_DEAD("tongfu.notifications.dead", "Messages to merchants that were given up."),
    ALARMS_OPEN("tongfu.alarms.open", "Alarms nobody has cleared, by kind.", "kind"),
    PROPOSALS_WAITING(
            "tongfu.proposals.waiting", "Proposals about breaks that wait for an approval or their execution."),
    STATEMENTS_EXPECTED(
            "tongfu.statements.expected",
            "Days of a bank whose statement is not there yet; state late: its hour has passed.",
            "bank",
            "state"),
    DAYS_OPEN("tongfu.accounting.days", "Accounting days that are not sealed, by book and state.", "book", "state"),
    LEASES_HELD(
            "tongfu.lease.held",
            "Whether some node holds the lease of this work: 1, or 0 when it has run out.",
            "lease");

    static final List<String> AGES = List.of("0-1m", "1m-10m", "10m-1h", "1h-1d", "1d-3d", "3d+");

    private final String meter;
    private final String help;
    private final List<String> labels;

    Figure(String meter, String help, String... labels) {
        this.meter = meter;
        this.help = help;
        this.labels = List.of(labels);
    }

    String meter() {
        return meter;
    }

    String help() {
        return help;
    }

    List<String> labels() {
        return labels;
    }
}
