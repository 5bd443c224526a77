package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.money.Money;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables are empty when a gateway plans its statements for the first time; what it plans then must do for years. */
class HotPathPlansIT {
    private static final String PREPARED = """
            select name, statement, generic_plans, custom_plans, cardinality(parameter_types) as parameters
            from pg_prepared_statements where statement not like '%pg_prepared_statements%'
            """;

    private static final Pattern GROWING = Pattern.compile("Seq Scan on (payment|attempt|operation|refund|evidence"
            + "|notification|transfer\\w*|balance|account|accounting_day|batch\\w*|contract|hold)\\b");

    private final PaymentWorld world = new PaymentWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyStatementIsPlannedOnceAndReadsNoGrowingTableFromEndToEnd() {
        // Given
        for (int payer = 0; payer < 8; payer++) {
            var payment = world.succeeded("abc");
            var refund = new NewRefund(PaymentWorld.MERCHANT, "R-" + payer, payment.id(), null, Money.cny(100), null);
            world.onLoop(() -> world.desk.refunds().create(refund));
        }

        // When
        var plans = plans();

        // Then
        assertThat(plans.keySet())
                .as("statements of an intake, a choice, a notice, a posting and a refund")
                .hasSizeGreaterThan(10);
        assertThat(plans)
                .allSatisfy((statement, plan) -> assertThat(plan)
                        .as(statement)
                        .noneMatch(line -> GROWING.matcher(line).find())
                        .noneMatch(line -> line.startsWith("custom plans: ") && !line.equals("custom plans: 0")));
    }

    /** By the statement's text; from every connection of the pool. */
    private Map<String, List<String>> plans() {
        var connections = new ArrayList<SqlConnection>();
        var plans = new TreeMap<String, List<String>>();
        try {
            for (int number = 0; number < world.database.config().poolSize(); number++) {
                connections.add(PaymentWorld.done(world.pool.getConnection()));
            }
            connections.forEach(connection -> plans.putAll(plans(connection)));
            return plans;
        } finally {
            connections.forEach(connection -> PaymentWorld.done(connection.close()));
        }
    }

    private Map<String, List<String>> plans(SqlConnection connection) {
        var plans = new TreeMap<String, List<String>>();
        for (var row : PaymentWorld.done(connection.query(PREPARED).execute())) {
            var plan = new ArrayList<String>();
            plan.add("custom plans: " + row.getLong("custom_plans"));
            plan.addAll(explained(connection, row.getString("name"), row.getInteger("parameters")));
            plans.put(row.getString("statement"), plan);
        }
        return plans;
    }

    private List<String> explained(SqlConnection connection, String name, int parameters) {
        String nulls = IntStream.range(0, parameters).mapToObj(number -> "null").collect(Collectors.joining(", "));
        String execute = parameters == 0 ? "" : "(" + nulls + ")";
        var rows = PaymentWorld.done(
                connection.query("explain execute \"" + name + "\"" + execute).execute());
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .toList();
    }
}
