package dev.tongfu.load.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between two programs that speak TCP and does to their bytes what networks do.
 *
 * <p>Two threads for each connection, which is enough for a pool; not made for thousands.
 */
final class FaultProxy implements AutoCloseable {
    private static final int CHUNK = 8192;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final ServerSocket listener;
    private final AtomicLong swallowed = new AtomicLong();
    private volatile int target;
    private volatile Weather weather = Weather.fair();

    private FaultProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static FaultProxy to(int port) throws IOException {
        var proxy = new FaultProxy(new ServerSocket(0, 256, InetAddress.getLoopbackAddress()), port);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Pieces that vanish while the connection stays open. */
    enum Swallow {
        NOTHING,
        QUESTIONS,
        ANSWERS
    }

    /**
     * What becomes of bytes; all but {@link Swallow#QUESTIONS} is about answers, those that come back from the target.
     *
     * @param delayMs before each piece is passed on
     * @param about only HTTP requests with this text in them, and their answers, are swallowed or delayed; empty: all
     * @param cutAfter bytes of answers that a connection still passes on before it is reset; negative for no limit
     * @param pieceMax bytes passed on at a time
     */
    record Weather(int delayMs, Swallow swallow, String about, long cutAfter, int pieceMax) {
        static Weather fair() {
            return new Weather(0, Swallow.NOTHING, "", -1, CHUNK);
        }

        static Weather slow(int milliseconds) {
            return new Weather(milliseconds, Swallow.NOTHING, "", -1, CHUNK);
        }

        static Weather slow(int milliseconds, String about) {
            return new Weather(milliseconds, Swallow.NOTHING, about, -1, CHUNK);
        }

        static Weather blackHole() {
            return swallowing(Swallow.ANSWERS, "");
        }

        static Weather swallowing(Swallow swallow, String about) {
            return new Weather(0, swallow, about, -1, CHUNK);
        }

        static Weather cut(long bytes) {
            return new Weather(0, Swallow.NOTHING, "", bytes, CHUNK);
        }

        /** A few bytes at a time, with pauses. */
        static Weather drip() {
            return new Weather(5, Swallow.NOTHING, "", -1, 64);
        }
    }

    /** Another program behind it, for new connections; those that are open end. */
    void target(int port) {
        target = port;
        reset();
    }

    /** Bytes that have vanished so far. */
    long swallowed() {
        return swallowed.get();
    }

    /** From now on, for the connections that are open too. */
    void weather(Weather next) {
        weather = next;
        links.forEach(Link::begin);
    }

    /** All connections at once, with RST. */
    void reset() {
        links.forEach(Link::cut);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        reset();
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                var link = new Link(client, server);
                links.add(link);
                threads.execute(() -> link.pass(client, server, false));
                threads.execute(() -> link.pass(server, client, true));
            } catch (IOException closedOrRefused) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile long passedBack;
        private volatile String question = "";

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void begin() {
            passedBack = 0;
        }

        void cut() {
            for (var socket : new Socket[] {client, server}) {
                try (socket) {
                    socket.setSoLinger(true, 0);
                } catch (IOException gone) {
                    // It is closed, which is what was wanted.
                    continue;
                }
            }
        }

        void pass(Socket from, Socket to, boolean back) {
            var bytes = new byte[CHUNK];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                    if (back) {
                        answer(out, bytes, count);
                    } else {
                        ask(out, bytes, count);
                    }
                }
            } catch (IOException ended) {
                cut();
            } finally {
                links.remove(this);
            }
        }

        /** A request may come in pieces; what is known of it so far says whether it is swallowed. */
        private void ask(OutputStream out, byte[] bytes, int count) throws IOException {
            var now = weather;
            var text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
            if (!now.about().isEmpty()) {
                question = text.startsWith("POST ") || text.startsWith("GET ") ? text : question + text;
            }
            if (now.swallow() == Swallow.QUESTIONS && question.contains(now.about())) {
                swallowed.addAndGet(count);
            } else {
                out.write(bytes, 0, count);
            }
        }

        private void answer(OutputStream out, byte[] bytes, int count) throws IOException {
            for (int at = 0; at < count; ) {
                var now = weather;
                int piece = Math.min(now.pieceMax(), count - at);
                if (now.cutAfter() >= 0 && passedBack + piece > now.cutAfter()) {
                    throw new SocketException("cut here");
                }
                if (now.delayMs() > 0 && question.contains(now.about())) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(now.delayMs()));
                }
                if (now.swallow() == Swallow.ANSWERS && question.contains(now.about())) {
                    swallowed.addAndGet(piece);
                } else {
                    out.write(bytes, at, piece);
                }
                passedBack += piece;
                at += piece;
            }
        }
    }
}
