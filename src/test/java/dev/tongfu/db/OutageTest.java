package dev.tongfu.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutageTest {
    @ParameterizedTest
    @CsvSource({
        "57P01, true",
        "57P03, true",
        "08006, true",
        "53300, true",
        "40P01, true",
        "42601, false",
        "23505, false"
    })
    void onlyWhatMayPassIsAnOutage(String state, boolean expected) {
        assertThat(Outage.is(new PgException("message", "FATAL", state, "detail")))
                .isEqualTo(expected);
    }

    @Test
    void aLostConnectionIsAnOutageAndABugIsNot() {
        assertThat(Outage.is(new IOException("reset"))).isTrue();
        assertThat(Outage.is(new IllegalStateException("a bug"))).isFalse();
    }
}
