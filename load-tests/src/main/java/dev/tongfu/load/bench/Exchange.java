package dev.tongfu.load.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One kept connection and the request under way on it; reads only as much of an answer as finds its end. */
final class Exchange {
    private static final int PAGE_MAX = 32 * 1024;
    private static final int ANSWER_MAX = 8 * 1024;
    private static final int STATUS_AT = 9;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final boolean reads;
    private final ByteBuffer out;
    private final ByteBuffer in;
    private SelectionKey key;
    private Object owner = this;
    private int index;
    private long due;
    private int end;

    /** @param reads whether texts of good answers are wanted too */
    Exchange(SocketChannel channel, boolean reads) {
        this.channel = channel;
        this.reads = reads;
        this.out = ByteBuffer.allocate(reads ? PAGE_MAX : ANSWER_MAX);
        this.in = ByteBuffer.allocate(reads ? PAGE_MAX : ANSWER_MAX);
    }

    /** A kept connection that tells the selector's user of itself. */
    static Exchange open(InetSocketAddress target, Selector selector, boolean reads) throws IOException {
        var channel = SocketChannel.open(target);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        var exchange = new Exchange(channel, reads);
        exchange.key(channel.register(selector, SelectionKey.OP_READ, exchange));
        return exchange;
    }

    /** A whole answer. */
    record Answer(int status, String text) {}

    private void key(SelectionKey newKey) {
        key = newKey;
    }

    /** Whom answers are for, where the index does not say it. */
    void owner(Object newOwner) {
        owner = newOwner;
    }

    Object owner() {
        return owner;
    }

    int index() {
        return index;
    }

    long due() {
        return due;
    }

    void send(byte[] request, int newIndex, long newDue) throws IOException {
        index = newIndex;
        due = newDue;
        end = 0;
        in.clear();
        out.clear().put(request).flip();
        write();
    }

    /** Writes what is left or reads what came; an answer when it is whole. */
    Optional<Answer> proceed() throws IOException {
        if (out.hasRemaining()) {
            write();
            return Optional.empty();
        }
        if (channel.read(in) < 0) {
            throw new IOException("the gateway closed a connection");
        }
        if (end == 0) {
            end = end();
        }
        if (end == 0 || in.position() < end) {
            return Optional.empty();
        }
        int status = digit(STATUS_AT) * 100 + digit(STATUS_AT + 1) * 10 + digit(STATUS_AT + 2);
        return Optional.of(new Answer(status, status / 100 == 2 && !reads ? "" : text()));
    }

    void close() throws IOException {
        channel.close();
    }

    private void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Where the answer ends, 0 while its head is not whole. */
    private int end() throws IOException {
        int head = find(HEAD_END, in.position());
        if (head < 0) {
            return 0;
        }
        int at = find(LENGTH, head);
        if (at < 0) {
            throw new IOException("an answer without Content-Length: " + text());
        }
        int length = 0;
        for (int next = at + LENGTH.length; in.get(next) != '\r'; next++) {
            length = in.get(next) == ' ' ? length : length * 10 + digit(next);
        }
        return head + HEAD_END.length + length;
    }

    private int find(byte[] wanted, int limit) {
        for (int from = 0; from + wanted.length <= limit; from++) {
            if (matches(wanted, from)) {
                return from;
            }
        }
        return -1;
    }

    private boolean matches(byte[] wanted, int from) {
        for (int offset = 0; offset < wanted.length; offset++) {
            byte seen = in.get(from + offset);
            byte lower = seen >= 'A' && seen <= 'Z' ? (byte) (seen | 0x20) : seen;
            if (lower != wanted[offset]) {
                return false;
            }
        }
        return true;
    }

    private int digit(int at) {
        return in.get(at) - '0';
    }

    private String text() {
        var bytes = new byte[in.position()];
        in.duplicate().flip().get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
