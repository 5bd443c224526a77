package dev.tongfu;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The house: who may import whom, and where a few dangerous things may be used. */
class ArchitectureTest {
    private static final String ROOT = "dev.tongfu";
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("money", List.of()),
            Map.entry("crypto", List.of()),
            Map.entry("bus", List.of()),
            Map.entry("db", List.of()),
            Map.entry("merchant", List.of("money", "db", "crypto")),
            Map.entry("outbox", List.of("money", "db", "crypto")),
            Map.entry("audit", List.of("money", "db", "crypto")),
            Map.entry("ledger", List.of("money", "db")),
            Map.entry("bank", List.of("money", "bus", "crypto")),
            Map.entry("bank.abc", List.of("bank", "money", "crypto")),
            Map.entry("bank.unionpay", List.of("bank", "money", "crypto")),
            Map.entry("payment", List.of("money", "db", "bus", "merchant", "outbox", "ledger", "bank")),
            Map.entry("notification", List.of("money", "db", "bus", "crypto", "merchant", "outbox")),
            Map.entry(
                    "reconciliation",
                    List.of("money", "db", "bus", "merchant", "outbox", "audit", "payment", "ledger", "bank")),
            Map.entry(
                    "settlement",
                    List.of(
                            "money",
                            "db",
                            "bus",
                            "merchant",
                            "outbox",
                            "audit",
                            "payment",
                            "ledger",
                            "bank",
                            "reconciliation")),
            Map.entry(
                    "http",
                    List.of("payment", "settlement", "notification", "merchant", "bank", "money", "bus", "crypto")),
            Map.entry("cashier", List.of("payment", "notification", "merchant", "bank", "money", "bus", "crypto")),
            Map.entry("metrics", List.of("db", "bank", "http", "notification", "payment")),
            Map.entry(
                    "console",
                    List.of(
                            "payment",
                            "notification",
                            "reconciliation",
                            "settlement",
                            "ledger",
                            "audit",
                            "merchant",
                            "bank",
                            "http",
                            "money",
                            "db",
                            "bus",
                            "crypto")),
            Map.entry(
                    "simulator",
                    List.of(
                            "money",
                            "crypto",
                            "db",
                            "simulator.frame",
                            "simulator.abc",
                            "simulator.unionpay",
                            "simulator.payout",
                            "simulator.shop")),
            Map.entry("simulator.frame", List.of("money", "db")),
            Map.entry("simulator.abc", List.of("money", "crypto", "simulator.frame")),
            Map.entry("simulator.unionpay", List.of("money", "crypto", "simulator.frame")),
            Map.entry("simulator.payout", List.of()),
            Map.entry("simulator.shop", List.of("money", "crypto", "db", "simulator.frame")),
            Map.entry("simulator.tour", List.of("crypto")));

    static Stream<Arguments> packages() {
        return MAY_IMPORT.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0} imports only {1}")
    @MethodSource("packages")
    void packagesImportOnlyWhatTheTableAllows(String name, List<String> allowed) {
        var others = new ArrayList<String>();
        others.add(ROOT);
        MAY_IMPORT.keySet().stream()
                .filter(other -> !other.equals(name) && !allowed.contains(other))
                .map(other -> ROOT + "." + other)
                .forEach(others::add);

        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others.toArray(String[]::new))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void everyPackageIsInTheTable() {
        var known = MAY_IMPORT.keySet().stream().map(name -> ROOT + "." + name).toList();

        classes()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .resideInAnyPackage(known.toArray(String[]::new))
                .check(OURS);
    }

    @Test
    void featuresAreFreeOfCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void nobodyImportsTheRootAndNobodyButTheRootImportsTheSimulator() {
        noClasses()
                .that(not(resideInAPackage(ROOT)).and(not(resideInAPackage(ROOT + ".simulator.."))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".simulator..")
                .check(OURS);
    }

    @Test
    void bouncyCastleLivesInCryptoOnly() {
        noClasses()
                .that(not(resideInAPackage(ROOT + ".crypto")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bouncycastle..")
                .check(OURS);
    }

    @Test
    void theMetricsLibraryLivesInMetricsOnly() {
        noClasses()
                .that(not(resideInAPackage(ROOT + ".metrics")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.prometheus..")
                .check(OURS);
    }

    @Test
    void theLogsBackendIsKnownToItsLayoutOnly() {
        noClasses()
                .that(not(simpleNameEndingWith("LogLayout")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ch.qos.logback..")
                .check(OURS);
    }

    @Test
    void jdbcLivesInDbOnly() {
        noClasses()
                .that(not(resideInAPackage(ROOT + ".db")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb..")
                .check(OURS);
    }

    @Test
    void onlyStoresRunSql() {
        classes()
                .that(not(resideInAPackage(ROOT + ".db")).and(not(simpleNameEndingWith("Store"))))
                .should(new RunNoSql())
                .check(OURS);
    }

    @Test
    void nothingSleepsOrWaits() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(io.vertx.core.Future.class, "await")
                .check(OURS);
    }

    @Test
    void timeComesFromAnInjectedClock() {
        noClasses()
                .that(not(resideInAPackage(ROOT)))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.OffsetDateTime.class, "now")
                .check(OURS);
    }

    @Test
    void namesSayWhatAClassIs() {
        for (String vague : List.of("Util", "Utils", "Helper", "Manager", "Impl")) {
            noClasses().should().haveSimpleNameEndingWith(vague).check(OURS);
        }
    }

    /** Pools, clients and transactions are passed on everywhere; statements are prepared and run in stores alone. */
    private static final class RunNoSql extends ArchCondition<JavaClass> {
        private static final Set<String> RUNS = Set.of("query", "preparedQuery", "prepare");

        RunNoSql() {
            super("run no SQL");
        }

        @Override
        public void check(JavaClass javaClass, ConditionEvents events) {
            javaClass.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().getPackageName().startsWith("io.vertx.sqlclient")
                            || call.getTargetOwner().getPackageName().startsWith("io.vertx.pgclient"))
                    .filter(call -> RUNS.contains(call.getName()))
                    .map(JavaAccess::getDescription)
                    .forEach(text -> events.add(SimpleConditionEvent.violated(javaClass, text)));
        }
    }
}
