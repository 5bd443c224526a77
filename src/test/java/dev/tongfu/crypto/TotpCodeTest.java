package dev.tongfu.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TotpCodeTest {
    private final Totp totp = new Totp(new byte[20]);
    private final Instant now = Instant.parse("2026-11-26T07:20:00Z");
    private final long step = now.getEpochSecond() / 30;

    @Test
    void theCodeAfterAUsedOneIsAccepted() {
        for (long used = step - 3; used <= step; used++) {
            var code = totp.codeAfter(now, used);
            assertThat(totp.accept(code.orElseThrow(), now, used)).isPresent();
        }
    }

    @Test
    void whenTheNextCodeIsUsedTooOneHasToWait() {
        assertThat(totp.codeAfter(now, step + 1)).isEmpty();
        assertThat(totp.codeAfter(now.plusSeconds(30), step + 1)).isPresent();
    }
}
