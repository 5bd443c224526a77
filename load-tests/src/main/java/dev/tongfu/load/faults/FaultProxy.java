package dev.tongfu.load.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
    private final int target;
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

    /**
     * What becomes of answers, the bytes that come back from the target.
     *
     * @param delayMs before each piece is passed on
     * @param swallow whether pieces vanish while the connection stays open
     * @param cutAfter bytes of answers that a connection still passes on before it is reset; negative for no limit
     * @param pieceMax bytes passed on at a time
     */
    record Weather(int delayMs, boolean swallow, long cutAfter, int pieceMax) {
        static Weather fair() {
            return new Weather(0, false, -1, CHUNK);
        }

        static Weather slow(int milliseconds) {
            return new Weather(milliseconds, false, -1, CHUNK);
        }

        static Weather blackHole() {
            return new Weather(0, true, -1, CHUNK);
        }

        static Weather cut(long bytes) {
            return new Weather(0, false, bytes, CHUNK);
        }

        /** A few bytes at a time, with pauses. */
        static Weather drip() {
            return new Weather(5, false, -1, 64);
        }
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
                        out.write(bytes, 0, count);
                    }
                }
            } catch (IOException ended) {
                cut();
            } finally {
                links.remove(this);
            }
        }

        private void answer(OutputStream out, byte[] bytes, int count) throws IOException {
            for (int at = 0; at < count; ) {
                var now = weather;
                int piece = Math.min(now.pieceMax(), count - at);
                if (now.cutAfter() >= 0 && passedBack + piece > now.cutAfter()) {
                    throw new SocketException("cut here");
                }
                if (now.delayMs() > 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(now.delayMs()));
                }
                if (!now.swallow()) {
                    out.write(bytes, at, piece);
                }
                passedBack += piece;
                at += piece;
            }
        }
    }
}
