package dev.tongfu.simulator.abc;

import dev.tongfu.simulator.frame.Fault;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes answers: {@code {"MSG":{"Message":{…},"Signature-Algorithm":…,"Signature":…}}}, in GBK, signed over the
 * bytes of the message object.
 */
final class AbcAnswers {
    static final Charset GBK = Charset.forName("GBK");
    private static final Buffer GARBAGE =
            Buffer.buffer("<html><head><title>502 Bad Gateway</title></head><body>{\"MSG\":</body></html>");

    private final AbcKeys keys;
    private final AbcSettings settings;

    AbcAnswers(AbcKeys keys, AbcSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /** The answer, damaged as the fault says. */
    Buffer write(AbcRequest request, AbcResult result, Optional<Fault> fault) {
        if (fault.filter(Fault.GARBAGE::equals).isPresent()) {
            return GARBAGE;
        }
        var message = message(request, result);
        if (fault.filter(Fault.UNSIGNED::equals).isPresent()) {
            return envelope(message, "");
        }
        var signed = fault.filter(Fault.BAD_SIGNATURE::equals).isPresent() ? message + " " : message;
        return envelope(
                message,
                ",\"Signature-Algorithm\":\"" + AbcKeys.ALGORITHM + "\",\"Signature\":\""
                        + keys.sign(signed.getBytes(GBK)) + "\"");
    }

    /** What the bank says to somebody it does not know: no signature, no trust. */
    static Buffer unsigned(String code, String text) {
        return envelope("{\"ReturnCode\":\"" + code + "\",\"ErrorMessage\":\"" + text + "\"}", "");
    }

    private String message(AbcRequest request, AbcResult result) {
        var head = "{\"Version\":\"V3.0.0\",\"Format\":\"JSON\",";
        var merchant = "\"Merchant\":{\"ECMerchantType\":\"EBUS\",\"MerchantID\":\"" + request.merchantNo() + "\"},";
        if (settings.nextAnswerIsFlat()) {
            return head + merchant + fields(request, result).substring(1);
        }
        return head + "\"Common\":{\"Channel\":\"EBUS\"}," + merchant + "\"TrxResponse\":" + fields(request, result)
                + "}";
    }

    /** A JSON object without any escaping, as the bank writes it. */
    static String object(Map<?, ?> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + value(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(one -> object((Map<?, ?>) one)).collect(Collectors.joining(",", "[", "]"))
                : "\"" + value + "\"";
    }

    private static String fields(AbcRequest request, AbcResult result) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ReturnCode", result.code());
        fields.put("ErrorMessage", result.text());
        fields.put("TrxType", request.trxType());
        fields.putAll(result.fields());
        return object(fields);
    }

    private static Buffer envelope(String message, String tail) {
        return Buffer.buffer(("{\"MSG\":{\"Message\":" + message + tail + "}}").getBytes(GBK));
    }
}
