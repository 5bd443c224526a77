package dev.tongfu.load.faults;

import dev.tongfu.load.faults.EvilBank.Manner;
import dev.tongfu.load.faults.FaultProxy.Weather;
import dev.tongfu.load.stand.Receiver;
import dev.tongfu.load.stand.Receiver.Mood;
import dev.tongfu.load.stand.Say;
import dev.tongfu.load.stand.Sql;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** All of them: of the gateway, its database, the wire between, the bank and the shop. */
final class BadDays {
    private static final Duration UP = Duration.ofSeconds(60);
    private static final Duration WHILE = Duration.ofSeconds(8);
    private static final int CUTS = 20;
    private static final int BACKENDS = 10;
    private static final int SIGTERM_EXIT = 143;
    private static final int POINT_TIMES = 3;
    private static final int FREEZES = 3;
    private static final long UNDER_WAY_MS = 3_000;
    private static final long BEYOND_LEASE_MS = 6_000;
    private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final long SMALL_DISK_BYTES = 4L * 1024 * 1024 * 1024;

    private final Stand stand;
    private final FaultProxy proxy;
    private final FaultProxy bank;
    private final Receiver receiver;
    private final Path folder;
    private final int rounds;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param proxy between gateway and database
     * @param bank between gateway and banks
     */
    BadDays(Stand stand, FaultProxy proxy, FaultProxy bank, Receiver receiver, Path folder, int rounds) {
        this.stand = stand;
        this.proxy = proxy;
        this.bank = bank;
        this.receiver = receiver;
        this.folder = folder;
        this.rounds = rounds;
    }

    List<BadDay> all() throws IOException {
        var days = new ArrayList<BadDay>();
        days.add(new BadDay("gateway killed x " + rounds, this::killGateway));
        days.addAll(new KillPoints(stand, bank, receiver, POINT_TIMES).all());
        days.add(new BadDay("one of two nodes frozen beyond its lease x " + FREEZES, this::freezeNode));
        days.add(new BadDay("gateway asked to stop", this::stopGateway));
        days.add(new BadDay("postgres killed", this::killPostgres));
        days.add(new BadDay("postgres backends ended x " + BACKENDS, this::endBackends));
        days.add(new BadDay("postgres frozen 10 s", this::freezePostgres));
        days.add(new BadDay("wire slow", shoppers -> weather(Weather.slow(100))));
        days.add(new BadDay("wire drips", shoppers -> weather(Weather.drip())));
        days.add(new BadDay("wire a black hole", shoppers -> weather(Weather.blackHole())));
        days.add(new BadDay("wire reset x " + CUTS, this::resets));
        days.add(new BadDay("answers cut after some bytes x " + CUTS, this::cuts));
        days.add(new BadDay("bank drips", shoppers -> bankWeather(Weather.drip())));
        days.add(new BadDay("bank redirects", shoppers -> evil(Manner.REDIRECT)));
        days.add(new BadDay("bank answers 10 GB", shoppers -> evil(Manner.TALK)));
        for (String fault : List.of("timeout_before", "timeout_after", "error", "garbage", "unsigned", "bad_signature")) {
            days.add(new BadDay("bank " + fault, shoppers -> bank("*", fault, 0.3)));
        }
        for (String fault : List.of("lost_notice", "duplicate_notice", "late_notice", "reordered_notice",
                "wrong_amount_notice", "garbage", "unsigned", "bad_signature")) {
            days.add(new BadDay("notices " + fault, shoppers -> bank("notify", fault, 0.7)));
        }
        days.add(new BadDay("notices fifty times at once", shoppers -> fiftyfold()));
        for (var mood : List.of(Mood.BROKEN, Mood.BUSY, Mood.HANGING, Mood.TALKATIVE)) {
            days.add(new BadDay("shop " + mood.name().toLowerCase(java.util.Locale.ROOT), shoppers -> mood(mood)));
        }
        days.add(new BadDay("shop gone", this::gone));
        if (Files.exists(FAKETIME)) {
            days.add(new BadDay("clock 10 minutes ahead and back", shoppers -> clock("+600")));
            days.add(new BadDay("clock 10 minutes behind and back", shoppers -> clock("-600")));
        } else {
            Say.line("wrong clocks are left out: they need Debian's package libfaketime");
        }
        if (smallDisk()) {
            days.add(new BadDay("disk full", this::fillDisk));
        } else {
            Say.line("disk full is left out: it needs folder= on a file system of at most 4 GB");
        }
        return days;
    }

    private void killGateway(Shoppers shoppers) throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            pause(ThreadLocalRandom.current().nextInt(100, 1_500));
            stand.killGateway();
            stand.restartGateway();
            shoppers.awaitMore(1, UP);
        }
    }

    /** The other one does its work meanwhile; what it still believes to hold when it comes back, it does not hold. */
    private void freezeNode(Shoppers shoppers) throws IOException, InterruptedException {
        stand.startSecondNode();
        for (int number = 0; number < FREEZES; number++) {
            stand.freezeGateway();
            pause(BEYOND_LEASE_MS);
            stand.resumeGateway();
            shoppers.awaitMore(5, UP);
        }
        stand.stopSecondNode();
    }

    private void bankWeather(Weather weather) {
        bank.weather(weather);
        pause(WHILE.toMillis());
        bank.weather(Weather.fair());
        bank.reset();
    }

    private void evil(Manner manner) throws IOException {
        int honest = URI.create(stand.simulatorUrl()).getPort();
        try (var evil = EvilBank.start(manner)) {
            bank.target(evil.port());
            pause(WHILE.toMillis());
            bank.target(honest);
            if (evil.followed() > 0) {
                throw new IllegalStateException(evil.followed() + " requests went where a redirect told them to");
            }
        }
    }

    /** After 410 nobody is told until the merchant asks for it; one that was under way still closes the address again. */
    private void gone(Shoppers shoppers) {
        var from = Instant.now().minusSeconds(60);
        mood(Mood.GONE);
        shoppers.replay(from);
        pause(UNDER_WAY_MS);
        shoppers.replay(from);
    }

    /** The gateway's clock only: merchants, banks and database know the time. */
    private void clock(String offset) throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("clock"), offset);
        stand.stopGateway();
        stand.restartGateway(Map.of(
                "LD_PRELOAD", FAKETIME.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1"));
        pause(WHILE.toMillis());
        Files.writeString(file, "+0");
    }

    private void stopGateway(Shoppers shoppers) throws IOException, InterruptedException {
        int code = stand.stopGateway();
        if (code != SIGTERM_EXIT) {
            throw new IllegalStateException("exit code " + code + " after SIGTERM");
        }
        stand.restartGateway();
    }

    private void killPostgres(Shoppers shoppers) throws IOException, InterruptedException {
        stand.postgres().kill();
        pause(2_000);
        stand.postgres().start();
    }

    private void endBackends(Shoppers shoppers) throws IOException, java.sql.SQLException {
        try (var sql = Sql.connect(stand.server(), "postgres")) {
            for (int number = 0; number < BACKENDS; number++) {
                sql.text("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where usename = 'tongfu_app' order by random() limit 1");
                shoppers.awaitMore(3, UP);
            }
        }
    }

    private void freezePostgres(Shoppers shoppers) throws IOException, InterruptedException {
        stand.postgres().freeze();
        pause(10_000);
        stand.postgres().resume();
    }

    private void weather(Weather weather) {
        proxy.weather(weather);
        pause(WHILE.toMillis());
        proxy.weather(Weather.fair());
        proxy.reset();
    }

    private void resets(Shoppers shoppers) {
        for (int number = 0; number < CUTS; number++) {
            pause(ThreadLocalRandom.current().nextInt(50, 500));
            proxy.reset();
        }
    }

    /** An answer cut in the middle may be that of a COMMIT which happened. */
    private void cuts(Shoppers shoppers) {
        for (int number = 0; number < CUTS; number++) {
            proxy.weather(Weather.cut(ThreadLocalRandom.current().nextInt(1, 4_000)));
            pause(300);
            proxy.weather(Weather.fair());
            shoppers.awaitMore(1, UP);
        }
    }

    private void bank(String operation, String fault, double rate) throws IOException, InterruptedException {
        String body = "{\"bank\":\"abc\",\"operation\":\"%s\",\"fault\":\"%s\",\"rate\":%s,\"delay_ms\":1500}"
                .formatted(operation, fault, rate);
        control(HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.ofString(body)));
        pause(WHILE.toMillis());
        control(HttpRequest.newBuilder().DELETE());
    }

    /** The first of them may still be under way when the other forty-nine come. */
    private void fiftyfold() throws IOException, InterruptedException {
        control(HttpRequest.newBuilder().PUT(HttpRequest.BodyPublishers.ofString(
                "{\"bank\":\"abc\",\"operation\":\"notify\",\"fault\":\"duplicate_notice\",\"copies\":49}")));
        pause(WHILE.toMillis());
        control(HttpRequest.newBuilder().DELETE());
    }

    private void control(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(
                request.uri(URI.create(stand.simulatorUrl() + "/control/faults"))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("the simulated bank does not take the fault: " + answer.body());
        }
    }

    private void mood(Mood mood) {
        receiver.mood(mood);
        pause(WHILE.toMillis());
        receiver.mood(Mood.GOOD);
    }

    private boolean smallDisk() throws IOException {
        return Files.getFileStore(folder).getTotalSpace() <= SMALL_DISK_BYTES;
    }

    /** Takes every byte of the file system the server writes to. */
    private void fillDisk(Shoppers shoppers) throws IOException, InterruptedException {
        var filler = folder.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            var zeros = new byte[65_536];
            while (true) {
                out.write(zeros);
            }
        } catch (IOException full) {
            pause(WHILE.toMillis());
        }
        Files.delete(filler);
        if (!stand.postgres().answers()) {
            pause(2_000);
            if (!stand.postgres().running()) {
                stand.postgres().start();
            }
        }
    }

    private static void pause(long milliseconds) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
}
