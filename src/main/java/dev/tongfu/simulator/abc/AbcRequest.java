package dev.tongfu.simulator.abc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tongfu.simulator.frame.Operation;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A request in its envelope {@code {"Message":M,"Signature-Algorithm":…,"Signature":…}}.
 *
 * <p>The signed bytes are M as it came, found by counting braces as the bank's own reader does; whatever sits in a
 * value can therefore break a message, and merchants keep braces and quotes out of their texts.
 *
 * @param signed M exactly as received
 * @param message M, parsed
 */
record AbcRequest(Buffer signed, JsonNode message, String algorithm, String signature) {
    private static final byte[] START = "{\"Message\":{".getBytes(StandardCharsets.US_ASCII);
    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Empty where the body is no envelope, or any value below it is not a string, an object or a list. */
    static Optional<AbcRequest> read(Buffer body) {
        byte[] bytes = body.getBytes();
        if (bytes.length < START.length || !Arrays.equals(bytes, 0, START.length, START, 0, START.length)) {
            return Optional.empty();
        }
        int from = START.length - 1;
        int end = matchingBrace(bytes, from);
        try {
            var envelope = end < 0 ? MissingNode.getInstance() : STRICT.readTree(bytes);
            if (!allStrings(envelope)) {
                return Optional.empty();
            }
            return Optional.of(new AbcRequest(
                    body.getBuffer(from, end),
                    envelope.path("Message"),
                    envelope.path("Signature-Algorithm").asText(),
                    envelope.path("Signature").asText()));
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    String merchantNo() {
        return message.path("Merchant").path("MerchantID").asText();
    }

    String trxType() {
        return field("TrxType");
    }

    /** A field of the transaction, empty where absent. */
    String field(String name) {
        return message.path("TrxRequest").path(name).asText();
    }

    /** An object or a list of the transaction, missing where absent. */
    JsonNode part(String name) {
        return message.path("TrxRequest").path(name);
    }

    JsonNode order() {
        return part("Order");
    }

    /** The fields of a list's objects. */
    List<JsonNode> list(String name) {
        return StreamSupport.stream(part(name).spliterator(), false).toList();
    }

    /** A field of the transaction's order, empty where absent. */
    String orderField(String name) {
        return order().path(name).asText();
    }

    boolean wellFramed() {
        return message.path("Version").asText().equals("V3.0.0")
                && message.path("Format").asText().equals("JSON")
                && message.path("Merchant").path("ECMerchantType").asText().equals("EBUS");
    }

    Operation operation() {
        return switch (trxType()) {
            case "Query", "QueryBatchRefund", "QueryAgentSign", "AgentBatchQuery" -> Operation.QUERY;
            case "Refund" -> Operation.REFUND;
            case "PreAuthCancelConfirm" ->
                orderField("OperateType").equals("Cancel") ? Operation.CANCEL : Operation.CAPTURE;
            case "AgentSign",
                    "InterfaceAgentSignReq",
                    "InterfaceAgentSignResend",
                    "InterfaceAgentSignSubmit",
                    "AgentUnSign" -> Operation.SIGN;
            case "AgentPay" -> Operation.DEBIT;
            case "BatchRefund", "AgentBatch" -> Operation.BATCH;
            case "IdentityVerifyReq", "StaticIdentifyVerifyReq" -> Operation.IDENTITY;
            case "Settle", "QueryTrnxRecords", "DownloadStatement" -> Operation.STATEMENT;
            default -> Operation.PAY;
        };
    }

    /** What a query asks after: an order, or a batch by the bank's number or by the merchant's. */
    String subject() {
        return merchantNo() + "/" + field("OrderNo") + field("SerialNumber") + field("BatchNo");
    }

    private static int matchingBrace(byte[] bytes, int from) {
        int depth = 0;
        for (int i = from; i < bytes.length; i++) {
            depth += bytes[i] == '{' ? 1 : bytes[i] == '}' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private static boolean allStrings(JsonNode node) {
        return node.isTextual()
                || (node.isContainerNode()
                        && StreamSupport.stream(node.spliterator(), false).allMatch(AbcRequest::allStrings));
    }

    @Override
    public String toString() {
        return "AbcRequest[" + trxType() + " " + merchantNo() + "]";
    }
}
