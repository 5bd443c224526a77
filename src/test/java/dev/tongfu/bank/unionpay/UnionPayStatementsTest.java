package dev.tongfu.bank.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.StatementReply;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnionPayStatementsTest {
    private static final int BYTES_MAX = 100_000;
    private static final UnionPayMessage REQUEST = UnionPayMessage.of(Map.of(
            "merId", UnionPayTestBank.MERCHANT_NO, "settleDate", "1122", "txnTime", "20261123043000", "txnType", "76"));

    @Test
    void theZipComesOutUnchanged() throws IOException {
        // Given
        byte[] zip = zip("INN26112288ZM_" + UnionPayTestBank.MERCHANT_NO, "S56 …\r\n".getBytes(StandardCharsets.UTF_8));

        // When
        var reply = read(answer("00", packed(zip)));

        // Then
        assertThat(reply)
                .isEqualTo(
                        new StatementReply.Fetched("777290058110048_20261122.zip", "unionpay-zip", Buffer.buffer(zip)));
    }

    @Test
    void noFileIsAskedForAgainAndOtherCodesAreUnknown() {
        assertThat(read(answer("98", ""))).isEqualTo(new StatementReply.NotReady("98"));
        assertThat(read(answer("31", ""))).isEqualTo(new StatementReply.Unknown("response code 31"));
        assertThat(read(answer("", ""))).isInstanceOf(StatementReply.Unknown.class);
    }

    @Test
    void aBombIsNotUnpackedBeyondTheLimit() {
        // Given: sixty-four megabytes of nothing in a few kilobytes
        byte[] bomb = new byte[64 << 20];
        bomb[0] = 'P';
        bomb[1] = 'K';
        String packed = packed(bomb);
        assertThat(packed.length()).isLessThan(BYTES_MAX);

        // Then
        assertThat(read(answer("00", packed))).isInstanceOf(StatementReply.Unknown.class);
        assertThat(read(answer("00", packed(Arrays.copyOf(bomb, BYTES_MAX)))))
                .isInstanceOf(StatementReply.Fetched.class);
        assertThat(read(answer("00", packed(Arrays.copyOf(bomb, BYTES_MAX + 1)))))
                .isInstanceOf(StatementReply.Unknown.class);
    }

    @Test
    void brokenContentIsUnknownAndNeverEmpty() throws IOException {
        // Given
        String packed = packed(zip("x", new byte[1000]));

        // Then
        assertThat(read(answer("00", ""))).isInstanceOf(StatementReply.Unknown.class);
        assertThat(read(answer("00", "!!!"))).isInstanceOf(StatementReply.Unknown.class);
        assertThat(read(answer("00", packed.substring(0, packed.length() / 8 * 4))))
                .isInstanceOf(StatementReply.Unknown.class);
        assertThat(read(answer("00", packed("no zip".getBytes(StandardCharsets.US_ASCII)))))
                .isInstanceOf(StatementReply.Unknown.class);
        assertThat(read(answer("00", packed(new byte[0])))).isInstanceOf(StatementReply.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"merId, 777290058110049", "settleDate, 1121", "txnTime, 20261123043001", "txnType, 00", "txnType, ''"})
    void theAnswerToAnotherRequestIsUnknown(String field, String value) {
        // Given
        var fields = new TreeMap<>(answer("98", ""));
        fields.put(field, value);

        // Then
        assertThat(read(fields)).isInstanceOf(StatementReply.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "a b", "a/b.zip", ""})
    void aNameThatIsNoFileNameIsReplaced(String name) throws IOException {
        // Given
        var fields = new TreeMap<>(answer("00", packed(zip("x", new byte[10]))));
        fields.put("fileName", name);

        // Then
        assertThat(read(fields))
                .isInstanceOfSatisfying(
                        StatementReply.Fetched.class,
                        fetched -> assertThat(fetched.name()).isEqualTo("777290058110048_1122.zip"));
    }

    static Map<String, String> answer(String code, String content) {
        var fields = new TreeMap<>(REQUEST.fields());
        fields.put("txnSubType", "01");
        fields.put("respCode", code);
        fields.put("fileName", "777290058110048_20261122.zip");
        fields.put("fileContent", content);
        return fields;
    }

    static String packed(byte[] content) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(content);
        deflater.finish();
        var out = new ByteArrayOutputStream();
        byte[] part = new byte[8_192];
        while (!deflater.finished()) {
            out.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    static byte[] zip(String name, byte[] content) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    private static StatementReply read(Map<String, String> answer) {
        return UnionPayStatements.read(UnionPayMessage.of(answer), REQUEST, BYTES_MAX);
    }
}
