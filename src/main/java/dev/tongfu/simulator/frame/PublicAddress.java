package dev.tongfu.simulator.frame;

/** Where payers reach the simulated world: the configured address, or the port the server was given. */
public final class PublicAddress {
    private final String configured;
    private volatile String url;

    public PublicAddress(String configured) {
        this.configured = configured.replaceAll("/+$", "");
        this.url = this.configured;
    }

    /** Scheme, host and port, without a slash at the end. */
    public String url() {
        return url;
    }

    /** Called once the server listens. */
    public void listening(String host, int port) {
        if (configured.isEmpty()) {
            url = "http://" + host + ":" + port;
        }
    }
}
