package dev.tongfu.notification;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Finds every address of a name; fails when there is none or when it takes too long. */
public interface HostResolver {
    Future<List<InetAddress>> resolve(String host);
}
