package dev.tongfu.load.bench;

import dev.tongfu.load.Orders;
import dev.tongfu.load.RequestSigner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Orders signed and ready as the bytes of whole HTTP requests. */
record Lot(List<String> numbers, List<byte[]> requests) {
    private static final String TARGET = "/v1/payments";

    static Lot of(int count, Orders orders, RequestSigner signer, String authority) {
        return of(count, orders, List.of(signer), authority);
    }

    /** The same from several merchants in turn. */
    static Lot of(int count, Orders orders, List<RequestSigner> signers, String authority) {
        var made = Stream.generate(orders::next).limit(count).toList();
        var requests = IntStream.range(0, count)
                .parallel()
                .mapToObj(index ->
                        request(made.get(index).body(), signers.get(index % signers.size()), authority))
                .toList();
        return new Lot(made.stream().map(Orders.Order::number).toList(), requests);
    }

    void addTo(Set<String> sent) {
        sent.addAll(numbers);
    }

    void addTo(Set<String> acknowledged, BitSet indexes) {
        indexes.stream().forEach(index -> acknowledged.add(numbers.get(index)));
    }

    private static byte[] request(byte[] body, RequestSigner signer, String authority) {
        var head = new StringBuilder(768);
        head.append("POST ").append(TARGET).append(" HTTP/1.1\r\nHost: ").append(authority);
        head.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(body.length);
        signer.headers("POST", TARGET, body)
                .forEach((name, value) ->
                        head.append("\r\n").append(name).append(": ").append(value));
        head.append("\r\n\r\n");
        var request = new ByteArrayOutputStream(head.length() + body.length);
        request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }
}
